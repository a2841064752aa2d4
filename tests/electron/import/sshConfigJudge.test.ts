// ssh itself is the judge of what is found in its configuration: for each host of each file that it accepts,
// it says the same. It is asked by `-G`, which connects nowhere.
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { wordsOf } from '../../../electron/import/readers/ssh/lines.ts';
import { readSshConfig } from '../../../electron/import/readers/sshConfig.ts';
import { openSource } from '../../../electron/import/source.ts';
import { needs, whyNoProgram } from '../../support/needs.ts';
import { eachSeed } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { samples } from './samples.ts';
import { makeConfig } from './sshConfigs.ts';
import { asFound, asSshReads, mayBeAsked } from './sshJudge.ts';

/** Starting it takes a while: of a large file, some hosts stand for all. */
const ASKED = 5;

/** How many hosts ssh was asked about, and said the same of. */
async function agrees(file: string, found: Found): Promise<number> {
  let agreed = 0;
  const step = Math.max(1, Math.ceil(found.hosts.length / ASKED));
  for (const host of found.hosts.filter((_, at) => at % step === 0)) {
    const judged = await asSshReads(file, host.name);
    if (!judged) continue;
    const mine = { ...asFound(host) };
    if (isLoop(found, host.name)) mine['jump'] = judged['jump'];
    // It prints a socket that stands below a `ForwardAgent no`, and doesn't use it.
    if (mine['forwardAgent'] === 'no' && /[/$]/.test(String(judged['forwardAgent']))) {
      mine['forwardAgent'] = judged['forwardAgent'];
    }
    const hasToken = String(mine['userKnownHostsFile']).includes('%'); // ssh fills it in
    if (hasToken) mine['userKnownHostsFile'] = judged['userKnownHostsFile'];
    expect(mine, `${host.name} of\n${readFileSync(file, 'utf8')}`).toEqual(judged);
    agreed += 1;
  }
  return agreed;
}

/** The config of such a folder: ssh looks for what it includes in the home of the user, wherever it lies. */
function withWholePaths(folder: string): string {
  const copy = temporaryDirectory();
  cpSync(folder, copy, { recursive: true });
  for (const file of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    const full = path.join(copy, file);
    if (statSync(full).isDirectory()) continue;
    const text = readFileSync(full, 'utf8').replaceAll(
      /^(\s*Include )(.*)$/gm,
      (_, start, rest) => {
        const { words } = wordsOf(String(rest));
        return `${start}${words.map((word) => `"${path.join(copy, word)}"`).join(' ')}`;
      },
    );
    writeFileSync(full, text, { mode: 0o600 });
  }
  return path.join(copy, 'config');
}

/** Ours leaves a jump through the host itself; ssh goes on until it can't. */
function isLoop({ unmapped }: Found, name: string): boolean {
  return unmapped.some(
    ({ where, why }) =>
      why.code === 'import-ssh-jump-loop' &&
      /\((.*)\)|global/.exec(where)?.[0] !== undefined &&
      (where.includes('global') || where.includes('…') || where.includes(name)),
  );
}

/** The others are read in samples.test.ts alone: over them ssh would run a command, or look a name up. */
const judged = samples()
  .filter(({ expected }) => expected.kind === 'ssh_config')
  .filter(({ path: file }) => mayBeAsked(openSource(file, path.dirname(file)).text()));

it('nearly all samples can be shown to ssh', () => {
  expect(judged.length).toBeGreaterThanOrEqual(16);
});

describe.each(judged)('$name', ({ path: file }) => {
  it('is what ssh reads', async (test) => {
    needs(whyNoProgram('ssh'), test);
    const picked = statSync(file).isDirectory() ? withWholePaths(file) : file;
    const source = openSource(picked, path.dirname(picked));
    await agrees(picked, readSshConfig(source));
  });
});

it('reads made-up files as ssh does', async (test) => {
  needs(whyNoProgram('ssh'), test);
  const folder = temporaryDirectory();
  let agreed = 0;
  const seeds = 80;
  await eachSeed(seeds, async (random, seed) => {
    const own = path.join(folder, String(seed));
    mkdirSync(own);
    const file = makeConfig(random, own);
    agreed += await agrees(file, readSshConfig(openSource(file, own)));
  });
  if (!process.env.BOWLINE_SEED) expect(agreed).toBeGreaterThan(seeds);
});
