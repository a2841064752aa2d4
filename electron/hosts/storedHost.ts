// A saved host as the main process knows it, and how it is shown. Unlike `SavedHost` of the
// IPC contract it holds its secrets, so it never leaves the main process.
import { say, type Said } from '../../words/said.ts';
import type { HostDraft, SavedHost } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { DetailFacts } from './kinds/kind.ts';
import { canOf, detailOf, fieldsOf, NO_VALUES } from './kinds/kinds.ts';
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
  return { ...NO_VALUES, ...values, kind, id, name, color: 'none' };
}

/** The host as the window may see it; `problem`: why it can't be used. */
export function toSavedHost(host: StoredHost, problem: Said | null, facts: DetailFacts): SavedHost {
  const secrets = fieldsOf(host.kind).filter(([, { secret }]) => secret);
  const none = Object.fromEntries(secrets.map(([name]) => [name, '']));
  return { ...host, ...none, detail: detailOf(host, facts), can: canOf(host), problem };
}
