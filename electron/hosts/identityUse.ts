// What a host takes from the identity that it names: user and identity file where its own are empty, before
// those of its folder; and the identity's password, where it is for that user. Pure.
import type { IdentityDraft, SecretUse } from '../ipc/contract.ts';
import type { Effective } from './inheritance.ts';
import type { StoredHost } from './storedHost.ts';

export type FoundIdentity = Pick<IdentityDraft, 'user' | 'identityFile'>;

/** Whose an inherited value is that an identity gives: this, and its id. */
const FROM = 'identity:';

const TAKEN = ['user', 'identityFile'] as const;

/** `own`: the host's own values. */
export function withIdentity(
  effective: Effective,
  own: Readonly<FoundIdentity>,
  identity: (FoundIdentity & { id: string }) | undefined,
): Effective {
  if (!identity) return effective;
  const fills = TAKEN.filter((name) => own[name] === '' && identity[name] !== '');
  if (fills.length === 0) return effective;
  const values = { ...effective.values };
  const inherited = { ...effective.inherited };
  for (const name of fills) {
    values[name] = identity[name];
    inherited[name] = { value: identity[name], from: FROM + identity.id };
  }
  return { values, inherited };
}

/** Of a saved host that isn't there, as a hop that is written out: `USER@ADDRESS:PORT`. */
export function passwordUse(
  host: Pick<StoredHost, 'id' | 'identity' | 'user' | 'address' | 'port'>,
  identity: FoundIdentity | undefined,
): SecretUse {
  const isIdentitys = identity && (identity.user === '' || identity.user === host.user);
  return { what: 'password', of: isIdentitys ? host.identity : (savedId(host) ?? writtenOut(host)) };
}

/** Ids of hosts that were typed have a colon, hops that are written out have none. */
function savedId({ id }: Pick<StoredHost, 'id'>): string | undefined {
  return id === '' || id.includes(':') ? undefined : id;
}

function writtenOut({ user, address, port }: Pick<StoredHost, 'user' | 'address' | 'port'>): string {
  return `${user}@${address.toLowerCase()}:${port || '22'}`;
}
