// How a saved host becomes a shell.
import type { StoredHost } from '../hosts/storedHost.ts';
import type { Shell } from '../shell.ts';

/**
 * Makes a shell on a host, idle. `previous` is the shell the same tab showed before, ended by
 * now; a kind whose shells outlive their connection may take up where that one stopped.
 * `session` names a program that runs there already; other kinds start a new one all the same.
 * `shellId`: over whose terminal a person is asked; without it, nothing is asked in a card.
 */
export type ShellFactory = (
  host: StoredHost,
  previous: Shell | null,
  session?: string,
  shellId?: string,
) => Shell;

/** What one tab needs to connect, the first time and again. */
export interface ShellPlan {
  open(previous: Shell | null, session?: string): Shell;
}
