// Drafts as the Add host dialog would send them, for tests to vary.
import { EMPTY_DRAFT } from '../../../electron/hosts/kinds/kinds.ts';
import type { HostDraft } from '../../../electron/ipc/contract.ts';
import { formatPairingLink } from '../../../core/link/pairingLink.ts';

const empty: HostDraft = EMPTY_DRAFT;

export const TOKEN = 'tok_0123456789abcdefghijklmnop';

export const PAIRING_LINK = formatPairingLink({
  address: { kind: 'tcp', host: '10.2.0.14', port: 7722, tls: false },
  token: TOKEN,
  fingerprint: null,
  name: 'build box',
});

export function sshDraft(change: Partial<HostDraft> = {}): HostDraft {
  return { ...empty, name: 'web-eu-1', address: 'web-eu-1.example.org', user: 'deploy', ...change };
}

export function localDraft(change: Partial<HostDraft> = {}): HostDraft {
  return { ...empty, kind: 'local', name: 'This computer', ...change };
}

export function agentDraft(change: Partial<HostDraft> = {}): HostDraft {
  return { ...empty, kind: 'agent', name: 'Build box', pairingLink: PAIRING_LINK, ...change };
}
