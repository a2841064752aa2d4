// An SSH host that nobody saved: its address was typed, and stands in its id, in a host's place. So
// its tab opens, splits and comes back after a restart as any other, as a found shell's does.
import { cleanLine } from '../../core/text/clean.ts';
import { areHarmless } from '../ssh/harmlessOptions.ts';
import { parseDraft } from './hostDraft.ts';
import { detailOf } from './kinds/kinds.ts';
import { hostOf, type StoredHost } from './storedHost.ts';

// `ssh:address=web-eu-1&user=deploy`. Saved hosts have random ids without a colon.
const PREFIX = 'ssh:';
const FIELDS = ['address', 'user', 'port', 'identityFile', 'jumpHost', 'options'] as const;

type TypedField = (typeof FIELDS)[number];
export type TypedFields = Partial<Record<TypedField, string>>;

export function typedId(fields: TypedFields): string {
  const filled = FIELDS.flatMap((name) => (fields[name] ? [[name, fields[name]] as const] : []));
  return PREFIX + new URLSearchParams(filled.map(([name, value]) => [name, value])).toString();
}

/**
 * The host that such an id stands for; with a `problem` where it can't be used as it is typed, and
 * undefined for an id of another kind. Ids come from a window and from a file, too.
 */
export function typedHost(id: string): StoredHost | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const query = new URLSearchParams(id.slice(PREFIX.length));
  const fields = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
  const { address = '', options = '' } = fields;
  const isShown = address !== '' && cleanLine(address, address.length) === address;
  if (!isShown || !areHarmless(options)) return undefined;
  const host = hostOf('ssh', { ...fields, id, name: address });
  const named = { ...host, name: detailOf(host, { loginShell: '' }) };
  const facts = { nameTaken: () => false, hasSecret: () => false };
  const parsed = parseDraft(draftOf(host), facts);
  if (parsed.ok) return { ...named, ...parsed.draft, id, name: named.name };
  return { ...named, problem: Object.values(parsed.errors)[0] ?? null };
}

const PLACE = ['kind', 'address', 'user', 'port'] as const;

/** What was typed has been saved as this host: it is the same place, however one gets there. */
export function isSavedAs(typed: StoredHost | undefined, host: StoredHost): boolean {
  if (!typed?.id.startsWith(PREFIX)) return false;
  return PLACE.every((name) => typed[name] === host[name]);
}

function draftOf({ id: _, problem: __, ...draft }: StoredHost) {
  return draft;
}
