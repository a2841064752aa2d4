// The status of a pane whose shell the main process has not told anything about yet.
import type { SavedHost, ShellStatus } from '../../electron/ipc/contract.ts';
import { say } from '../../words/said.ts';

export type HostRef = Pick<SavedHost, 'id' | 'name' | 'kind'>;

export function beforeOpening(host: HostRef): ShellStatus {
  return {
    shellId: '',
    hostId: host.id,
    state: 'connecting',
    message: say('opening-on', { host: host.name }),
    hint: null,
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
  };
}

/** @param why in words, as a call is refused with */
export function notOpened(host: HostRef, why: string): ShellStatus {
  const message = say('as-told', { text: why });
  return { ...beforeOpening(host), state: 'failed', message, canReconnect: true };
}
