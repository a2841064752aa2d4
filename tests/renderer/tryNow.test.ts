// Enter while a link is lost: it tries at once, or is the shell's.
import { expect, it } from 'vitest';
import type { ShellStatus } from '../../electron/ipc/contract.ts';
import { tryNow } from '../../renderer/state/commands.ts';
import type { ShellPane } from '../../renderer/state/pane.svelte.ts';
import { beforeOpening } from '../../renderer/state/status.ts';
import type { Workspace } from '../../renderer/state/workspace.svelte.ts';

const HOST = { id: 'h', name: 'Far away', kind: 'agent' as const };

function pressed(status: Partial<ShellStatus>): { taken: boolean; tried: number } {
  let tried = 0;
  const pane = {
    status: { ...beforeOpening(HOST), ...status },
    reconnect: () => Promise.resolve(void (tried += 1)),
  } as unknown as ShellPane;
  const app = {
    attempt: (_what: string, work: Promise<unknown>) => work,
    focusTerminal: () => Promise.resolve(),
  } as unknown as Workspace;
  return { taken: tryNow(app, pane), tried };
}

it('tries at once while the link is lost, and is not sent', () => {
  const lost = { state: 'reconnecting', canReconnect: true } as const;
  expect(pressed(lost)).toEqual({ taken: true, tried: 1 });
});

it.each<[string, Partial<ShellStatus>]>([
  ['the link stands', { state: 'online', canReconnect: true }],
  ['it is slow only', { state: 'lagging', canReconnect: true }],
  ['nothing can be tried', { state: 'reconnecting', canReconnect: false }],
  ['it ends what waits to be sent', { state: 'reconnecting', canReconnect: true, pendingInput: 2 }],
])('is the shell’s where %s', (_why, status) => {
  expect(pressed(status)).toEqual({ taken: false, tried: 0 });
});
