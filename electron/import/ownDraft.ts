// A host of a file of our own as a draft: its fields as they are, those that this version knows, and its
// secrets where the file's passphrase was given.
import { cleanText } from '../../core/text/clean.ts';
import { say } from '../../words/said.ts';
import { NOTES_LENGTH } from '../hosts/hostPlace.ts';
import { canOf, EMPTY_DRAFT, fieldMapOf, NO_VALUES } from '../hosts/kinds/kinds.ts';
import { parseTunnelDraft } from '../hosts/tunnelDraft.ts';
import type { HostDraft, TunnelDraft } from '../ipc/contract.ts';
import type { Left } from './draftFields.ts';
import { LOGIN_PASSWORD } from './export/plainHost.ts';
import type { OwnHost, OwnTunnel } from './ownJson.ts';
import type { OwnSecrets } from './ownSeal.ts';

export interface OwnDraft {
  given: HostDraft;
  tunnels: TunnelDraft[];
  notes: string;
  favourite: boolean;
  /** For logins to it; undefined: none comes along. */
  password: string | undefined;
  /** What doesn't come along. */
  left: Left[];
}

export interface OwnFacts {
  /** Free in its folder. */
  name: string;
  /** As it is written where the hosts that it goes through don't come along. */
  jumpHost: string;
  secrets: OwnSecrets | undefined;
}

export function ownDraft(own: OwnHost, { name, jumpHost, secrets }: OwnFacts): OwnDraft {
  const { id, kind, color, notes, favorite: favourite } = own;
  const known = fieldMapOf(kind);
  const left: Left[] = [];
  const values: Record<string, string> = {};
  for (const [field, value] of Object.entries(own.fields)) {
    const rules = known.get(field);
    if (rules?.hidden) continue;
    if (rules && !rules.secret) values[field] = value;
    else left.push({ what: field, why: say('import-own-unknown') });
  }
  for (const [slot, secret] of Object.entries(secrets?.hosts[id] ?? {})) {
    if (known.get(slot)?.secret) values[slot] = secret;
  }
  if (known.has('jumpHost')) values['jumpHost'] = jumpHost;
  const given = { ...EMPTY_DRAFT, ...values, kind, name, color } as HostDraft;
  const tunnels = own.tunnels.flatMap((one) => tunnelOf(one, { given, secrets, left }));
  const password = secrets?.hosts[id]?.[LOGIN_PASSWORD];
  const told = cleanText(notes, NOTES_LENGTH);
  return { given, tunnels, notes: told, favourite, password, left };
}

interface TunnelFacts {
  given: HostDraft;
  secrets: OwnSecrets | undefined;
  left: Left[];
}

function tunnelOf({ id, ...own }: OwnTunnel, { given, secrets, left }: TunnelFacts): TunnelDraft[] {
  const what = own.name || `${own.kind} ${own.listenAddress}:${own.listenPort}`;
  const password = secrets?.tunnels[id]?.['password'] ?? '';
  if (own.user !== '' && password === '') {
    // A proxy that asks nobody for a password would be another one, open to all.
    left.push({ what: `${what}: ${own.user}`, why: say('import-own-left-out') });
    return [];
  }
  const carriedBy = canOf({ ...NO_VALUES, ...given }).tunnels;
  const read = carriedBy
    ? parseTunnelDraft({ ...own, password }, { carriedBy, hasPassword: false })
    : undefined;
  if (read?.ok) return [read.draft];
  const why = read ? Object.values(read.errors)[0] : undefined;
  left.push({ what, why: why ?? say('host-needs-no-tunnels') });
  return [];
}
