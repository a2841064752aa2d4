// A saved host as the main process knows it, and how it is shown. Unlike `SavedHost` of the
// IPC contract it holds its secrets, so it never leaves the main process.
import { say, type Said } from '../../words/said.ts';
import type { HostDraft, HostPlace, SavedHost } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { Effective } from './inheritance.ts';
import type { DetailFacts } from './kinds/kind.ts';
import { canOf, detailOf, fieldsOf, UNSAID_VALUES } from './kinds/kinds.ts';
import type { HostKind, HostValues } from './kinds/kinds.ts';

/** Secrets are '' when the keychain would not give them back. */
export interface StoredHost extends HostDraft {
  readonly id: string;
  /** Why it can't be used as it is stored. */
  readonly problem?: Said | null;
}

/** There is no such host (any more). */
export class HostGoneError extends PersonError {
  constructor() {
    super(say('host-gone'));
  }
}

/** Throws a `HostGoneError`, or a `PersonError` where it can't be used as it is stored. */
export function usable(host: StoredHost | undefined): StoredHost {
  if (!host) throw new HostGoneError();
  if (host.problem) throw new PersonError(host.problem);
  return host;
}

/** A host that isn't saved, with the given values. */
export function hostOf(
  kind: HostKind,
  { id, name, ...values }: { id: string; name: string } & Partial<HostValues>,
): StoredHost {
  return { ...UNSAID_VALUES, ...values, kind, id, name, color: 'none' };
}

/** A host as it is stored, and what its folders add to it. */
export interface ShownHost {
  host: StoredHost;
  place: HostPlace;
  usedAt: number | null;
  effective: Effective;
  /** Why it can't be used. */
  problem: Said | null;
}

/** The host as the window may see it: its own values, and with those of its folders what it can. */
export function toSavedHost(shown: ShownHost, facts: DetailFacts): SavedHost {
  const { host, place, usedAt, effective, problem } = shown;
  const secrets = fieldsOf(host.kind).filter(([, { secret }]) => secret);
  const none = Object.fromEntries(secrets.map(([name]) => [name, '']));
  const whole = { ...host, ...effective.values };
  const { inherited } = effective;
  const told = { detail: detailOf(whole, facts), can: canOf(whole), inherited, usedAt, problem };
  return { ...host, ...none, ...place, ...told };
}
