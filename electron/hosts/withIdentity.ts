// A login that many hosts use: what a host says itself goes before it, and where it was deleted the host
// logs in without it.
import type { StoredHost } from './storedHost.ts';

export interface IdentityLogin {
  readonly user: string;
  readonly identityFile: string;
}

/** The host with the user and the key of its identity, where it has none of its own. */
export function withIdentity<Host extends StoredHost>(
  host: Host,
  find: (id: string) => IdentityLogin | undefined,
): Host {
  const identity = host.identity === '' ? undefined : find(host.identity);
  if (!identity) return host;
  const { user, identityFile } = identity;
  return { ...host, user: host.user || user, identityFile: host.identityFile || identityFile };
}
