// What a login over a terminal asks, as the state of its shell, whenever it is heard that it is over.
import { expect, it } from 'vitest';
import type { Pty } from '../../../core/pty/pty.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { AskedShell } from '../../../electron/shells/askedShell.ts';
import { ONLINE } from '../../../electron/shells/sshStates.ts';
import type { Asking, LoginAsking } from '../../../electron/ssh/asking.ts';
import { settle } from '../../support/manualClock.ts';
import { sshDraft } from '../hosts/drafts.ts';

const none = (): void => undefined;
const LOGIN: LoginAsking = {
  ...{ env: {}, unanswered: false },
  ...{ started: none, pinRefused: none, through: none, over: none },
};
/** A card stands until its question is withdrawn. */
const ASKING: Asking = {
  begin: () => LOGIN,
  knows: () => true,
  card: () => (_question, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
};

it.each([
  ['with the session’s first output', 'User presence confirmed\r\nWelcome\r\n'],
  ['by the session alone', ''],
])('a touch that is heard to be over %s leaves the shell online', async (_, text) => {
  const states: (string | undefined)[] = [];
  const report = ({ state }: Partial<ShellState>): void => void states.push(state);
  const env = (): Record<string, string> => ({ PATH: process.env.PATH ?? '' });
  const surroundings = { platform: 'linux', env, asking: ASKING } as const;
  const shell = new AskedShell({ host: sshDraft(), surroundings, shellId: 'a' });
  shell.command([]);
  const progress = shell.follow({ pid: 1 } as Pty, report, none);
  shell.hear(Buffer.from('Confirm user presence for key ED25519-SK SHA256:x\r\r\n'));
  expect(states).toEqual(['authenticating']);
  if (text !== '') shell.hear(Buffer.from(text));
  progress(ONLINE);
  await settle();
  expect(states).toEqual(['authenticating', 'online']);
});
