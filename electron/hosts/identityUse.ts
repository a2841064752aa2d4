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

/** What tells whose password a host asks for: one that nobody saved has no id, or that of its address. */
export type Owned = Pick<StoredHost, 'user'> & { readonly id?: string; readonly identity?: string };

/** The identity's id where its password is for that user, else the host's own; undefined: it isn't saved. */
export function passwordOwner(
  { id = '', identity = '', user }: Owned,
  known: FoundIdentity | undefined,
): string | undefined {
  if (known && (known.user === '' || known.user === user)) return identity;
  return id === '' || id.includes(':') ? undefined : id; // what was typed has a colon in its id
}

/** Of a host that isn't saved, as of a hop that is written out, by `USER@ADDRESS:PORT`. */
export function passwordUse(
  host: Owned & Pick<StoredHost, 'address' | 'port'>,
  known: FoundIdentity | undefined,
): SecretUse {
  const { user, address, port } = host;
  const of = passwordOwner(host, known) ?? `${user}@${address}:${port || '22'}`;
  return { what: 'password', of };
}
