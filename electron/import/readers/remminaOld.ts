// Profiles of Remmina before 2020, in which `ssh_…` meant the tunnel, and with the protocol SSH the host
// itself. Remmina rewrites them when it opens one; so does this.

/** What `ssh_NAME` becomes `ssh_tunnel_NAME` of, where the tunnel is on. */
const BOTH = [
  ...['stricthostkeycheck', 'kex_algorithms', 'hostkeytypes', 'ciphers', 'proxycommand'],
  ...['passphrase', 'auth', 'privatekey'],
];

/** As a newer Remmina would have it; the same of a new one. */
export function upgraded(old: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const enabled = old.get('ssh_enabled');
  if (enabled === undefined) return old;
  const values = new Map(old);
  const isSsh = old.get('protocol') === 'SSH';
  const tunnelled = enabled === '1' && isElsewhere(old);
  for (const name of BOTH) {
    const value = old.get(`ssh_${name}`);
    if (tunnelled && value) values.set(`ssh_tunnel_${name}`, value);
    if (!isSsh) values.delete(`ssh_${name}`);
  }
  for (const name of LOGIN) {
    const value = old.get(`ssh_${name}`);
    values.delete(`ssh_${name}`);
    if (value === undefined) continue;
    if (tunnelled) values.set(`ssh_tunnel_${name}`, value);
    if (isSsh && (name !== 'server' || !old.get(name))) values.set(name, value);
  }
  values.delete('ssh_enabled');
  return values.set('ssh_tunnel_enabled', tunnelled ? '1' : '0');
}

/** With SSH these are the host's own, whatever `username` says; the server only where none is set. */
const LOGIN = ['username', 'password', 'server'];

/** A host reached through itself isn't tunnelled. */
function isElsewhere(old: ReadonlyMap<string, string>): boolean {
  return old.get('protocol') !== 'SSH' || (old.get('ssh_server') ?? '') !== old.get('server');
}
