// The status of a tab whose shell the main process has not told anything about yet.
import type { SavedHost, ShellStatus } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';

export type HostRef = Pick<SavedHost, 'id' | 'name' | 'kind'>;

export function beforeOpening(host: HostRef): ShellStatus {
  return {
    shellId: '',
    hostId: host.id,
    state: 'connecting',
    message: words.tabs.connecting(host.name),
    hint: '',
    exitCode: null,
    signal: null,
    rttMs: null,
    lag: null,
    echoMs: null,
    backlog: 0,
    pendingInput: 0,
    canReconnect: false,
    kept: false,
    attempt: null,
    nextTryInMs: null,
    skippedBytes: 0,
    customTitle: null,
  };
}

export function notOpened(host: HostRef, message: string): ShellStatus {
  return { ...beforeOpening(host), state: 'failed', message, canReconnect: true };
}
