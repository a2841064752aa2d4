// Another commit is built once, kept, and never taken half made; what stands in the way is named.
// The commits here hold a build script that does in a moment what Bowline's takes a minute for.
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { BuildCache } from '../../bench/against/buildCache.ts';
import { CannotCompare } from '../../bench/against/cannotCompare.ts';
import { Commits } from '../../bench/against/commits.ts';
import { linkTree } from '../../bench/against/linkTree.ts';
import { otherBuild, type OtherBuild } from '../../bench/against/otherBuild.ts';
import { BUNDLE_NAMES, outputOf } from '../../build/fresh.mjs';
import { needs } from '../support/needs.ts';
import { Repository, whyNoGit } from '../support/repository.ts';
import { SmallDisk, whyNoSmallDisk } from '../support/smallDisk.ts';
import { temporaryDirectory } from '../support/temporary.ts';

beforeEach((test) => needs(whyNoGit(), test));

const OUTPUTS = BUNDLE_NAMES.map((name) => outputOf(name, ''));

/** Notes in a file beside the cache that it ran, and makes what Bowline's makes. */
function script(note: string, outputs: string[] = OUTPUTS): string {
  return `
    import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
    import { dirname } from 'node:path';
    appendFileSync(${JSON.stringify(note)}, process.argv[2] + '\\n');
    for (const file of ${JSON.stringify(outputs.map((file) => `./${file}`))}) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
    }
  `;
}

interface Setting {
  cache: BuildCache;
  note: string;
  build: (files: Record<string, string>, cache?: BuildCache) => Promise<OtherBuild>;
}

function setting(): Setting {
  const [repository, folder] = [new Repository(), temporaryDirectory()];
  const commits = new Commits(repository.folder);
  const cache = new BuildCache(path.join(folder, 'cache'));
  return {
    cache,
    note: path.join(folder, 'note'),
    build: async (files, where = cache) => {
      repository.commit('A commit', {
        'build/tasks/compile.ts': '',
        'package.json': '{"type":"module"}',
        ...files,
      });
      return otherBuild(await commits.find('HEAD'), commits, where);
    },
  };
}

async function refusal(promise: Promise<unknown>): Promise<CannotCompare> {
  const error: unknown = await promise.then(String, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CannotCompare);
  return error as CannotCompare;
}

describe('another commit', () => {
  it('builds itself, and is found built the next time', async () => {
    const { build, note, cache } = setting();
    const files = { 'build/run.mjs': script(note) };
    const { folder, commit } = await build(files);
    for (const output of OUTPUTS) expect(existsSync(path.join(folder, output))).toBe(true);
    expect(folder).toBe(path.join(cache.folder, commit.id));
    await otherBuild(commit, undefined, cache); // which has no such commit, and isn't asked
    expect(readFileSync(note, 'utf8')).toBe('compile\n');
    expect(readdirSync(cache.folder)).toEqual([commit.id]);
  });

  it('that doesn’t build is named, and nothing is left of it', async () => {
    const { build, cache } = setting();
    const { reason, message } = await refusal(build({ 'build/run.mjs': 'process.exit(3);' }));
    expect(reason).toBe('build-failed');
    expect(message).toMatch(/^[\da-f]+ does not build here \(exit code 3\)/);
    expect(readdirSync(cache.folder)).toEqual([]);
  });

  it.each([
    ['has no script that builds it', {}],
    ['builds something else', { 'build/run.mjs': script('/dev/null', OUTPUTS.slice(1)) }],
  ])('that %s is too old for this rig', async (_, files) => {
    const { build, cache } = setting();
    const { reason, message } = await refusal(build(files));
    expect(reason).toBe('too-old');
    expect(message).toContain('is too old');
    expect(readdirSync(cache.folder)).toEqual([]);
  });

  it('that hasn’t got a part that only some benches need is built all the same', async () => {
    const { build, note } = setting();
    const without = OUTPUTS.filter((output) => !output.includes('importer'));
    expect(without.length).toBe(OUTPUTS.length - 1);
    const { folder } = await build({ 'build/run.mjs': script(note, without) });
    expect(existsSync(path.join(folder, without[0]!))).toBe(true);
  });

  it('for which the disk has no room is refused, with what may be deleted', async (test) => {
    needs(whyNoSmallDisk(), test);
    const disk = new SmallDisk(256);
    onTestFinished(() => disk.remove());
    const { build } = setting();
    const files = { large: 'x'.repeat(1_000_000), 'build/run.mjs': '' };
    const cache = new BuildCache(disk.at('cache'));
    const { reason, message } = await refusal(build(files, cache));
    expect(reason).toBe('no-room');
    expect(message).toContain('The disk has no room');
    expect(readdirSync(cache.folder)).toEqual([]);
  });
});

describe('the builds that are kept', () => {
  const make = (draft: string): Promise<void> => Promise.resolve(void mkdirSync(draft));

  it('make room for new ones, those first that were longest not asked for', async () => {
    const cache = new BuildCache(path.join(temporaryDirectory(), 'cache'));
    for (const [at, id] of ['a', 'b', 'c', 'd'].entries()) {
      utimesSync(await cache.get(id, make), at, at);
    }
    await cache.get('a', () => Promise.reject(new Error('it was built already')));
    await cache.get('e', make);
    expect(readdirSync(cache.folder).sort()).toEqual(['a', 'c', 'd', 'e']);
  });

  it('don’t count half made, and what a killed run left goes', async () => {
    const cache = new BuildCache(path.join(temporaryDirectory(), 'cache'));
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    for (const name of [`a.${dead}`, `b.${process.ppid}`]) {
      mkdirSync(path.join(cache.folder, name), { recursive: true });
    }
    writeFileSync(path.join(cache.folder, `a.${dead}.index`), '');
    let built = false;
    await cache.get('a', (draft) => {
      built = true;
      return make(draft);
    });
    expect(built).toBe(true);
    expect(readdirSync(cache.folder).sort()).toEqual(['a', `b.${process.ppid}`]);
  });

  it('are taken from whoever was first', async () => {
    const cache = new BuildCache(path.join(temporaryDirectory(), 'cache'));
    const folder = await cache.get('a', async (draft) => {
      await make(draft);
      mkdirSync(path.join(cache.folder, 'a', 'theirs'), { recursive: true });
    });
    expect(readdirSync(folder)).toEqual(['theirs']);
    expect(readdirSync(cache.folder)).toEqual(['a']);
  });
});

it('linked files are the same, and those that are written are not', () => {
  const [from, to] = [temporaryDirectory(), path.join(temporaryDirectory(), 'to')];
  for (const name of ['kept/deep/file', 'written/deep/file', '.note']) {
    const file = path.join(from, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name);
  }
  linkSync(path.join(from, '.note'), path.join(from, 'kept', 'linked'));
  linkTree(from, to, (name) => name === 'written' || name.startsWith('.'));
  const same = (name: string): boolean =>
    statSync(path.join(from, name)).ino === statSync(path.join(to, name)).ino;
  expect(same('kept/deep/file')).toBe(true);
  expect([same('written/deep/file'), same('.note')]).toEqual([false, false]);
  expect(readFileSync(path.join(to, 'written/deep/file'), 'utf8')).toBe('written/deep/file');
});
