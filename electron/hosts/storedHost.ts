// A saved host as the main process knows it, and how it is shown. Unlike `SavedHost` of the
// IPC contract it holds the pairing link with its token, so it never leaves the main process.
import type { GuestRole, HostDraft, SavedHost } from '../ipc/contract.ts';

export interface StoredHost extends HostDraft {
  readonly id: string;
  /** The real link, with its token; '' when the keychain would not give it back. */
  pairingLink: string;
  /** Not a saved host, but a shell of somebody else's that was joined: `pairingLink` invites to it. */
  invited?: { role: GuestRole; member: string };
}

/** What the second line of a sidebar entry is made from. */
export interface DetailFacts {
  /** Address of the agent, without its token. */
  agentUrl: string;
  /** The user's login shell. */
  loginShell: string;
}

export function hostDetail(host: HostDraft, facts: DetailFacts): string {
  if (host.kind === 'agent') return facts.agentUrl;
  if (host.kind === 'local') return host.shell || facts.loginShell;
  const bare = host.port && host.address.includes(':') ? `[${host.address}]` : host.address;
  const target = host.port ? `${bare}:${host.port}` : bare;
  return host.user ? `${host.user}@${target}` : target;
}

/** The host as the window may see it. */
export function toSavedHost(host: StoredHost, facts: DetailFacts): SavedHost {
  return { ...host, pairingLink: '', detail: hostDetail(host, facts) };
}
