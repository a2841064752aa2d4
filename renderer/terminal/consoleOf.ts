// Which terminals stand on one of Windows' consoles. Only those whose PTY is on this computer: an
// agent's shell has its own on its host, whatever this window runs on.
import type { AppInfo, HostKind, KeepAlive } from '../../electron/ipc/contract.ts';

export interface PtyOwner {
  kind: HostKind;
  /** Unknown where the host has been deleted. */
  keepAlive?: KeepAlive | undefined;
  /** The tab shows how the agent is installed, with an ssh of this computer. */
  installsAgent: boolean;
}

/** xterm.js's `windowsPty` for a tab's terminal; undefined where its PTY isn't on Windows. */
export function consoleOf(
  { windowsPty }: Pick<AppInfo, 'windowsPty'>,
  { kind, keepAlive, installsAgent }: PtyOwner,
): NonNullable<AppInfo['windowsPty']> | undefined {
  const isRemote = kind === 'agent' || (keepAlive === 'agent' && !installsAgent);
  return isRemote ? undefined : (windowsPty ?? undefined);
}
