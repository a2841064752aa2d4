// Installing the agent, step by step, on a host that answers as the test says: each step is waited
// for, and what failed is said. A host whose answer has no end of lines, or facts that nobody asked
// for, is read to its end in the time that its bytes take.
import { describe, expect, it } from 'vitest';
import type { AgentArchives } from '../../../../electron/shells/durable/agentArchives.ts';
import {
  installAgent,
  type InstallError,
} from '../../../../electron/shells/durable/installSteps.ts';
import type { CommandResult, HostCommands } from '../../../../electron/ssh/hostCommands.ts';
import type { SshCommands } from '../../../../electron/ssh/sshCommands.ts';
import { inWords } from '../../../../words/said.ts';

const PIECE = 'x'.repeat(64 * 1024);
/** 128 MB: read again with each piece it would take minutes. */
const PIECES = 2_000;

/** A host that prints this instead of what the script would have printed. */
function printing(pieces: Iterable<string>): SshCommands {
  const script: SshCommands['script'] = (_text, _args, onOutput) => {
    for (const piece of pieces) onOutput?.(piece);
    return Promise.resolve({ code: 1, stdout: '', stderr: '', began: true, before: '' });
  };
  return { script } as unknown as SshCommands;
}

function* endless(): Generator<string> {
  for (let count = 0; count < PIECES; count++) yield PIECE;
  yield '\n@failed There is no room.\n@constructor x\n';
}

it('a line without an end costs no more than its bytes', async () => {
  const said: string[] = [];
  const archives = { version: '1.0.0' } as AgentArchives;
  const ended = installAgent(printing(endless()), 'a host', archives, (line) =>
    said.push(inWords(line)),
  );
  await expect(ended).rejects.toThrow('There is no room.');
  expect(said).toEqual(['x'.repeat(300)]);
});

const ARCHIVE = { file: '/archives/agent.tar.gz', sha256: 'ab'.repeat(32), bytes: 2_345_678 };
const LOOKED = ['@platform linux-x64', '@node /usr/bin/node', '@folder /home/me/agent'];
const DONE: CommandResult = { code: 0, stdout: '', stderr: '', began: true, before: '' };

interface Answers {
  /** Lines of the first step. */
  looked?: string[];
  /** Lines of the last one. */
  finished?: string[];
  /** How each ended, if not well. */
  ends?: { look?: object; upload?: object; finish?: object };
}

/** What was done, in its order, and what was said. */
async function install({ looked = LOOKED, finished = [], ends = {} }: Answers) {
  const done: unknown[] = [];
  const said: string[] = [];
  const commands: HostCommands = {
    script: async (_text, args = [], onOutput) => {
      const [step] = args as ['look' | 'finish'];
      await new Promise(setImmediate);
      for (const line of step === 'look' ? looked : finished) onOutput?.(`${line}\n`);
      done.push([...args]);
      return { ...DONE, ...ends[step] };
    },
    upload: async (...what) => {
      await new Promise(setImmediate);
      done.push(what);
      return { ...DONE, ...ends.upload };
    },
  };
  const find = (platform: string): unknown => (platform === 'linux-x64' ? ARCHIVE : undefined);
  const archives = { version: '1.0.0', find } as unknown as AgentArchives;
  const error = await installAgent(commands, 'box', archives, (line) =>
    said.push(inWords(line)),
  ).then(
    () => undefined,
    (why: InstallError) => [why.message, inWords(why.advice)],
  );
  return { done, said, error, steps: done.length };
}

describe('installing', () => {
  it('looks, copies and finishes, each when the one before is done, and says so', async () => {
    const finished = ['Unpacked.', '@failure x'];
    const { done, said, error } = await install({ looked: ['Found Node.', ...LOOKED], finished });
    const { file, sha256 } = ARCHIVE;
    expect(done).toEqual([
      ['look', '1.0.0'],
      [file, '/home/me/agent/agent.tar.gz', '/usr/bin/node'],
      ['finish', '1.0.0', '/home/me/agent', sha256, '/usr/bin/node'],
    ]);
    expect(said).toEqual(['Found Node.', 'Copying the agent (2.3 MB)…', 'Unpacked.']);
    expect(error).toBeUndefined();
  });

  it('fails where any of its steps does, and goes no further', async () => {
    const lost = { code: 1, stderr: 'noise\nNo space left on device\n' };
    const words = 'The installation was interrupted: No space left on device.';
    const again = 'It can be repeated without harm.';
    for (const [at, step] of (['look', 'upload', 'finish'] as const).entries()) {
      const { error, steps } = await install({ ends: { [step]: lost } });
      expect([error, steps]).toEqual([[words, again], at + 1]);
    }
    for (const [end, why] of [
      [{ code: 7 }, 'exit code 7'],
      [{ code: null }, 'ssh was ended'],
    ] as const) {
      const { error } = await install({ ends: { finish: end } });
      expect(error).toEqual([`The installation was interrupted: ${why}.`, again]);
    }
  });

  it('fails in the host’s own words, with its hint, whatever the code', async () => {
    const finished = ['@failed There is no room.', '@hint Make some.'];
    expect((await install({ finished })).error).toEqual(['There is no room.', 'Make some.']);
    const looked = ['@failed There is no Node.'];
    const { error, steps } = await install({ looked, ends: { look: { code: 3 } } });
    expect([error, steps]).toEqual([['There is no Node.', ''], 1]);
  });

  it('says where something else runs there in the script’s place', async () => {
    for (const step of ['look', 'upload', 'finish']) {
      const { error } = await install({ ends: { [step]: { code: 1, began: false } } });
      expect(error![0]).toMatch(/^box lets you in, but doesn’t run what a login asks for/);
    }
    const { error } = await install({ ends: { look: { began: false } } });
    expect(error![0]).toMatch(/^box lets you in/);
  });

  it.each([
    ['node', '/usr/bin/no"de'],
    ['folder', 'relative'],
  ])('takes no %s of a path that isn’t plain: %s', async (name, path) => {
    const others = LOOKED.filter((line) => !line.startsWith(`@${name}`));
    const { error, steps } = await install({ looked: [...others, `@${name} ${path}`] });
    expect([error, steps]).toEqual([
      [
        `The path ${JSON.stringify(path)} on the other computer contains unusual characters.`,
        'Install the agent there by hand, in a folder with a plainer name.',
      ],
      1,
    ]);
  });

  it('is impossible where facts are missing, or there is no agent for that system', async () => {
    for (const line of LOOKED) {
      const { error } = await install({ looked: LOOKED.filter((other) => other !== line) });
      expect(error![0]).toBe('The other computer’s answer was not understood.');
    }
    for (const platform of ['plan9', '../x']) {
      const looked = [...LOOKED.slice(1), `@platform ${platform}`];
      const { error, steps } = await install({ looked });
      expect([error![0], steps]).toEqual([`There is no agent for ${platform}.`, 1]);
    }
  });
});
