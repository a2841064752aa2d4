// One connection through ssh, as its end is judged: with a script in ssh's place that ends as ssh
// would, on a real PTY.
import { describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { PtyProgram } from '../../../electron/shells/ptyShell.ts';
import { sshAttempt, sshProgram, toldInConsole } from '../../../electron/shells/sshShell.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { surroundings } from './hosts.ts';
import { says } from '../../support/says.ts';

const HOST: StoredHost = { id: 'ssh', ...sshDraft({ address: 'box.example' }) };
const SIZE = { cols: 80, rows: 24 };

interface End {
  /** The session stood. */
  online?: boolean;
  says?: string;
  code?: number;
  sharedGone?: boolean;
}

async function ended({ online = true, says = '', code = 255, sharedGone }: End) {
  let asked = 0;
  const base = sshProgram(HOST, () => [], surroundings());
  const program: PtyProgram = {
    ...base,
    command: () => ({
      ...{ file: '/bin/sh', args: ['-c', 'printf "%s" "$1"; exit "$2"', 'sh', says, `${code}`] },
      ...{ env: { PATH: process.env.PATH! }, cwd: '/' },
    }),
    watch: (_pty, report) => {
      if (online) report({ state: 'online' });
      return { output: () => undefined, stop: () => undefined };
    },
  };
  const gone = (): Promise<boolean> => Promise.resolve((asked++, sharedGone!));
  const { shell, afterwards } = sshAttempt({
    ...{ host: HOST, program, platform: SYSTEM },
    ...(sharedGone !== undefined && { sharedGone: gone }),
  });
  onTestFinished(() => shell.close());
  expect(afterwards()).toBe('never'); // it hasn't failed
  shell.start(SIZE);
  await expect.poll(() => shell.state.state).toMatch(/closed|failed/);
  return { state: shell.state, next: afterwards(), asked };
}

describe('an end without a word', () => {
  it('is a loss where the connection was shared and is gone, and worth trying again', async () => {
    const { state, next, asked } = await ended({ sharedGone: true });
    expect(state).toMatchObject({
      ...{ state: 'failed', hint: says('Connect again.'), canReconnect: true },
      message: says('The connection to box.example, which ssh shares, was lost.'),
    });
    expect([next, asked]).toEqual(['again', 1]);
  });

  it('is the shell’s own where that stands, or none is shared', async () => {
    for (const sharedGone of [false, undefined]) {
      const { state } = await ended(sharedGone === undefined ? {} : { sharedGone });
      expect(state).toMatchObject({ state: 'closed', exitCode: 255 });
    }
  });
});

describe('nobody looks whether a shared connection is gone', () => {
  it.each<[string, End]>([
    ['where the session never stood', { online: false }],
    ['where another code tells that it was the shell', { code: 3 }],
    ['where ssh says what it was', { says: 'Connection to box.example closed.\r\n' }],
  ])('%s', async (_where, end) => {
    const { asked, state } = await ended({ ...end, sharedGone: true });
    expect(asked).toBe(0);
    expect(state.message).not.toContain('which ssh shares');
  });
});

describe('afterwards', () => {
  it.each<[string, End, string]>([
    ['somebody is asked', { says: 'me@box.example: Permission denied (publickey).\r\n' }, 'ask'],
    ['another is tried', { says: 'ssh: connect to host box.example: Connection refused' }, 'again'],
  ])('%s', async (_what, end, next) => {
    const judged = await ended({ ...end, online: false });
    expect(judged.next).toBe(next);
    expect(judged.state).toMatchObject({ state: 'failed', canReconnect: true, exitCode: null });
  });
});

describe('ssh is told to say more', () => {
  const told = (platform: NodeJS.Platform, options = ''): number =>
    toldInConsole({ ...HOST, options }, platform).length;

  it('in a console of Windows alone, unless somebody wishes to hear more still', () => {
    expect([told('win32'), told('linux'), told('darwin')]).toEqual([1, 0, 0]);
    expect(told('win32', 'Compression=yes\nLogLevel QUIET')).toBe(1);
    for (const level of ['LogLevel=DEBUG3', 'loglevel verbose', '  LogLevel = "VERBOSE"']) {
      expect([level, told('win32', `Compression=yes\n${level}`)]).toEqual([level, 0]);
    }
  });
});
