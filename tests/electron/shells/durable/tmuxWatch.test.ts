// When it is looked whether tmux keeps a shell, what is said of that, and when it is left alone.
import { beforeEach, expect, it } from 'vitest';
import type { ShellState } from '../../../../electron/shell.ts';
import { TmuxWatch } from '../../../../electron/shells/durable/tmuxWatch.ts';
import type { SshCommands } from '../../../../electron/ssh/sshCommands.ts';
import { ManualClock, settle } from '../../../support/manualClock.ts';
import { inWords, say } from '../../../../words/said.ts';
import { says } from '../../../support/says.ts';

const ONLINE: Partial<ShellState> = { state: 'online', message: say('connected') };

let clock: ManualClock;
let codes: number[];
let asked: { script: string; args: readonly string[] }[];
let told: Partial<ShellState>[];
let watch: TmuxWatch;

beforeEach(() => {
  clock = new ManualClock();
  [codes, asked, told] = [[], [], []];
  const script = (text: string, args: readonly string[]) => {
    asked.push({ script: text, args });
    return Promise.resolve({ code: codes.shift() ?? 1 });
  };
  watch = new TmuxWatch({
    ...{ commands: { script } as unknown as SshCommands, session: 'one', find: 'find it' },
    ...{ report: (change: Partial<ShellState>) => told.push(change), clock },
  });
});

it('that it is kept is said once it is seen, and nobody looks again', async () => {
  codes = [0];
  await watch.begin(ONLINE);
  expect(told).toEqual([{ ...ONLINE, kept: true }]);
  expect(clock.waiting).toBe(0);
  expect(asked[0]!.args).toEqual(['one']);
  expect(asked[0]!.script).toMatch(/^find it\n/);
});

it('that it isn’t is said at the first look, and taken back at a later one', async () => {
  codes = [1, 1, 0];
  await watch.begin(ONLINE);
  expect(told).toMatchObject([{ state: 'online', kept: false, message: says(/doesn’t keep/) }]);
  expect(inWords(told[0]!.hint)).toContain('a login file');
  await clock.pass(60_000);
  expect(told).toHaveLength(2);
  expect(told[1]).toEqual({ ...ONLINE, kept: true });
  expect([asked.length, clock.waiting]).toEqual([3, 0]);
});

it('there is an end to looking', async () => {
  await watch.begin(ONLINE);
  await clock.pass(60_000);
  expect(told).toHaveLength(1);
  expect(clock.waiting).toBe(0);
  expect(asked).toHaveLength(13); // now, and twelve times in the next minute
});

it('of a connection that is gone nothing is said, and nobody looks', async () => {
  await watch.begin(ONLINE);
  watch.stop();
  expect(clock.waiting).toBe(0);
  await watch.begin(ONLINE);
  await settle();
  expect([told.length, clock.waiting]).toEqual([1, 0]);
});
