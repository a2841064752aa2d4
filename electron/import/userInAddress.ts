// `user@host` where a tool asks for a host: most tools hand it on to ssh, which finds the user in it. No
// host's name has an `@`, so nothing else can be meant.
import type { FoundHost } from './found.ts';

const BY_SSH = ['ssh', 'sftp'];

/** The host with its address alone. A user that is said in its own place is the stronger one. */
export function withoutUserInAddress(host: FoundHost): FoundHost {
  const at = host.address.lastIndexOf('@');
  if (at < 1 || !BY_SSH.includes(host.protocol) || /\{\{|\s/.test(host.address)) return host;
  const user = host.user ?? host.address.slice(0, at);
  return { ...host, user, address: host.address.slice(at + 1) };
}
