// `bowline-agent cp`, the real program, to a real agent and from it, over a link that is cut.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentCommand, runAgent, startAgent, type TestAgent } from '../../support/agent.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { seeded } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

/** Whole seconds: the protocol knows no others. */
const WHEN = new Date('2021-03-04T05:06:07Z');

let agent: TestAgent;
let proxy: FaultProxy;
let link: string;
beforeAll(async () => {
  agent = await startAgent();
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  link = agent.link.replace(/:\d+\//, `:${proxy.port}/`);
});
afterAll(async () => {
  await proxy.close();
  await agent.stop();
});

/** Runs to its end, with the link on stdin. */
function cp(...args: string[]): ReturnType<typeof runAgent> {
  return runAgent(['cp', '-', ...args], link);
}

/** Names, kinds, modes, times and sums of all in a folder. */
function tree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = `${folder}/${name}`;
      const stats = lstatSync(path);
      if (stats.isSymbolicLink()) return [name, `-> ${readlinkSync(path)}`];
      const what = stats.isFile() ? sumOf(path) : 'folder';
      const mode = (stats.mode & 0o777).toString(8);
      return [name, `${what} ${mode} ${Math.floor(stats.mtimeMs / 1000)}`];
    }),
  );
}

function sumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** With modes, times, links, an empty folder, and names that take care. */
function makeTree(folder: string): void {
  mkdirSync(`${folder}/sub/deep`, { recursive: true });
  mkdirSync(`${folder}/empty`);
  const files = ['a', 'sub/b', 'sub/deep/ü 端末', 'sub/-r', 'sub/with\nline'];
  for (const [at, name] of files.entries()) {
    writeFileSync(`${folder}/${name}`, Buffer.from(seeded(at).bytes(at * 1000)));
    chmodSync(`${folder}/${name}`, at % 2 ? 0o600 : 0o755);
    utimesSync(`${folder}/${name}`, WHEN, WHEN);
  }
  for (let at = 0; at < 300; at++) writeFileSync(`${folder}/sub/many${at}`, String(at));
  symlinkSync('../a', `${folder}/sub/link`);
  symlinkSync('/nowhere', `${folder}/dangling`);
  chmodSync(`${folder}/empty`, 0o555);
  for (const name of ['sub/deep', 'sub', 'empty']) utimesSync(`${folder}/${name}`, WHEN, WHEN);
}

const QUIET = { code: 0, stdout: '', stderr: '' };

describe.each(['up', 'down'] as const)('%s', (direction) => {
  const far = (path: string): string => `remote:${path}`;
  const from = direction === 'up' ? (path: string) => path : far;
  const to = direction === 'up' ? far : (path: string) => path;

  it('a file goes to a name, and into a folder', async () => {
    const folder = temporaryDirectory();
    writeFileSync(`${folder}/a`, 'text');
    chmodSync(`${folder}/a`, 0o640);
    utimesSync(`${folder}/a`, WHEN, WHEN);
    mkdirSync(`${folder}/there`);
    expect(await cp(from(`${folder}/a`), to(`${folder}/b`))).toEqual(QUIET);
    expect(await cp(from(`${folder}/a`), to(`${folder}/there/`))).toEqual(QUIET);
    for (const name of ['b', 'there/a']) {
      expect(readFileSync(`${folder}/${name}`, 'utf8')).toBe('text');
      const { mode, mtimeMs } = statSync(`${folder}/${name}`);
      expect([mode & 0o777, mtimeMs]).toEqual([0o640, WHEN.getTime()]);
    }
    expect(readdirSync(folder).sort()).toEqual(['a', 'b', 'there']);
  });

  it('a folder goes with all that is in it', async () => {
    const folder = temporaryDirectory();
    makeTree(`${folder}/a`);
    expect(await cp('-r', from(`${folder}/a`), to(`${folder}/b`))).toEqual(QUIET);
    expect(tree(`${folder}/b`)).toEqual(tree(`${folder}/a`));
    mkdirSync(`${folder}/in`);
    expect(await cp('-r', from(`${folder}/a`), to(`${folder}/in`))).toEqual(QUIET);
    expect(tree(`${folder}/in/a`)).toEqual(tree(`${folder}/a`));
    for (const one of ['a', 'b', 'in/a']) chmodSync(`${folder}/${one}/empty`, 0o755);
  });

  it('takes the place of a file, and never of a folder, or through a link', async () => {
    const folder = temporaryDirectory();
    makeTree(`${folder}/a`);
    mkdirSync(`${folder}/b/a`, { recursive: true });
    writeFileSync(`${folder}/b/sub`, 'a file');
    mkdirSync(`${folder}/elsewhere`);
    symlinkSync(`${folder}/elsewhere`, `${folder}/b/empty`);
    symlinkSync('elsewhere', `${folder}/b/many1`);
    writeFileSync(`${folder}/b/many2`, 'old');
    const names = ['none', 'a', 'sub', 'empty', 'sub/many1', 'sub/many2', 'sub/link'];
    const sources = names.map((name) => from(`${folder}/a/${name}`));
    const { code, stderr } = await cp('-r', ...sources, to(`${folder}/b`));
    expect(code).toBe(1);
    expect(stderr).toContain(`${folder}/a/none isn’t there.`);
    expect(stderr).toContain(`There is something else than a file at ${folder}/b/a.`);
    expect(stderr).toContain(`There is something else than a folder at ${folder}/b/sub.`);
    expect(stderr).toContain(`There is something else than a folder at ${folder}/b/empty.`);
    expect(stderr).toContain('4 of them were not copied.');
    expect(lstatSync(`${folder}/b/a`).isDirectory()).toBe(true);
    expect(readFileSync(`${folder}/b/sub`, 'utf8')).toBe('a file');
    expect(readFileSync(`${folder}/b/many1`, 'utf8')).toBe('1');
    expect(readFileSync(`${folder}/b/many2`, 'utf8')).toBe('2');
    expect(lstatSync(`${folder}/b/link`).isFile()).toBe(true);
    expect(readdirSync(`${folder}/elsewhere`)).toEqual([]);
    chmodSync(`${folder}/a/empty`, 0o755);
  });

  it('a large file comes whole over cuts', async () => {
    const folder = temporaryDirectory();
    const bytes = 24 * 1024 * 1024;
    writeFileSync(`${folder}/a`, Buffer.from(seeded(9).bytes(bytes)));
    const cuts = (async () => {
      for (let at = 0; at < 5; at++) await proxy[direction].cutAfter(bytes / 8, 'rst');
    })();
    expect(await cp(from(`${folder}/a`), to(`${folder}/b`))).toEqual(QUIET);
    await cuts;
    expect(sumOf(`${folder}/b`)).toBe(sumOf(`${folder}/a`));
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  });

  it('leaves nothing half behind when it is stopped', async () => {
    const folder = temporaryDirectory();
    writeFileSync(`${folder}/a`, Buffer.alloc(64 * 1024 * 1024));
    mkdirSync(`${folder}/there`);
    const [file, args] = agentCommand(['cp', '-', from(`${folder}/a`), to(`${folder}/there`)]);
    const child = spawn(file, args, { stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.end(link);
    const ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve([code, signal])),
    );
    await expect.poll(() => readdirSync(`${folder}/there`).length).toBe(1);
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(readdirSync(`${folder}/there`)).toEqual([]);
  });
});

it('a call that makes no sense is told', async () => {
  const folder = temporaryDirectory();
  mkdirSync(`${folder}/a`);
  writeFileSync(`${folder}/b`, '');
  const of = await cp(`${folder}/a`, `remote:${folder}/c`);
  expect([of.code, of.stderr]).toEqual([1, expect.stringMatching(/is a folder\.[^]*-r/)]);
  const into = await cp(`${folder}/b`, `remote:${folder}/none/`);
  expect([into.code, into.stderr]).toEqual([1, expect.stringContaining('There is no folder')]);
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  const { code, stderr } = await cp(`${folder}/b`, `${folder}/c`);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Neither side')]);
});

it('an agent that hands out no files is told apart', async () => {
  const shut = await startAgent({ args: ['--files', 'none'] });
  const { code, stderr } = await runAgent(['cp', '-', 'package.json', 'remote:/tmp'], shut.link);
  expect(code).toBe(1);
  expect(stderr).toMatch(/does not hand out files\.\n[^]*--files/);
  await shut.stop();
});
