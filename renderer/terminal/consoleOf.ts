// Which terminals stand on one of Windows' consoles. Only those whose PTY is on this computer: an
// agent's shell has its own on its host, whatever this window runs on.
import type { AppInfo, HostCan, HostKindInfo } from '../../electron/ipc/contract.ts';

export interface PtyOwner {
  /** Of its host's kind. */
  measured: HostKindInfo['measured'];
  /** Unknown where the host has been deleted. */
  can?: Pick<HostCan, 'keep'> | undefined;
  /** The tab shows how the agent is installed, with an ssh of this computer. */
  installsAgent: boolean;
}

/** xterm.js's `windowsPty` for a tab's terminal; undefined where its PTY isn't on Windows. */
export function consoleOf(
  { windowsPty }: Pick<AppInfo, 'windowsPty'>,
  { measured, can, installsAgent }: PtyOwner,
): NonNullable<AppInfo['windowsPty']> | undefined {
  const isRemote = measured === 'link' || (can?.keep === 'agent' && !installsAgent);
  return isRemote ? undefined : (windowsPty ?? undefined);
}
