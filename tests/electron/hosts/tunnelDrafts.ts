// Drafts of tunnels as the window's form would send them, for tests to vary.
import type { TunnelDraft } from '../../../electron/ipc/contract.ts';

export function tunnelDraft(change: Partial<TunnelDraft> = {}): TunnelDraft {
  return {
    kind: 'local',
    name: '',
    listenAddress: '127.0.0.1',
    listenPort: '8080',
    shared: false,
    targetAddress: 'localhost',
    targetPort: '80',
    user: '',
    password: '',
    autostart: false,
    ...change,
  };
}

export const PASSWORD = 'open sesame 0123456789';

/** A SOCKS proxy that asks for a login. */
export function proxyDraft(change: Partial<TunnelDraft> = {}): TunnelDraft {
  const login = { user: 'me', password: PASSWORD };
  return tunnelDraft({ kind: 'dynamic', targetAddress: '', targetPort: '', ...login, ...change });
}
