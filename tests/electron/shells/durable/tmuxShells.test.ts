// Which session a tab's next shell goes to, before anybody connects: the one it had, where that may
// run still, and a new one where it has ended or its name is none of ours.
import { expect, it } from 'vitest';
import type { Shell, ShellState } from '../../../../electron/shell.ts';
import type { StoredHost } from '../../../../electron/hosts/storedHost.ts';
import { tmuxShells } from '../../../../electron/shells/durable/tmuxShells.ts';
import { sshDraft } from '../../hosts/drafts.ts';
import { surroundings } from '../hosts.ts';

const HOST: StoredHost = { id: 'ssh', ...sshDraft({ address: 'box.example' }) };
const [OLD, SAVED] = ['0123456789ab'.repeat(2), 'fedcba987654'.repeat(2)];

function ended(state: Partial<ShellState>, session: string | undefined = OLD): Shell {
  return { state: { state: 'closed', kept: false, ...state }, session } as Shell;
}

const sessionAfter = (previous: Shell | null, saved?: string): string =>
  tmuxShells(surroundings())(HOST, previous, saved).session!;

it.each<[string, Shell | null, string | undefined, string]>([
  ['that it had, where somebody detached from it', ended({ kept: true }), undefined, OLD],
  ['that it had, where the connection failed', ended({ state: 'failed' }), undefined, OLD],
  ['that it had, and not the one that was open earlier', ended({ kept: true }), SAVED, OLD],
  ['that is known from an earlier run', null, SAVED, SAVED],
  ['that is known otherwise, where its own has ended', ended({}), SAVED, SAVED],
])('is the session %s', (_what, previous, saved, session) => {
  expect(sessionAfter(previous, saved)).toBe(session);
});

it.each<[string, Shell | null, string | undefined]>([
  ['for a new tab', null, undefined],
  ['where the shell has ended', ended({}), undefined],
  ['in place of a name that no session of ours has', null, '$(reboot)'],
  ['in place of one that is too short', null, OLD.slice(0, 11)],
  ['in place of one with more behind it', null, `${OLD}\n;`],
  ['in place of such a name of the last shell', ended({ kept: true }, "'; reboot"), undefined],
])('is a session of its own %s', (_what, previous, saved) => {
  const sessions = [1, 2].map(() => sessionAfter(previous, saved));
  for (const session of sessions) expect(session).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set([...sessions, OLD, SAVED]).size).toBe(4);
});
