// Hosts that stand in a file, as hosts of our own: for a copy of one, and for all of them when their folder
// stops following the file.
import { messages } from '../../words/messages.ts';
import { say } from '../../words/said.ts';
import { NAME_LENGTH, nameKey, parseDraft } from '../hosts/hostDraft.ts';
import { freeName } from '../hosts/hostNames.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import { EMPTY_DRAFT } from '../hosts/kinds/kinds.ts';
import type { LinkedCopy } from '../hosts/linkedFolders.ts';
import { foundHost, type FoundHost } from '../import/found.ts';
import { toDrafts, withJumpIds } from '../import/toDrafts.ts';
import type { GivenDraft, HostDraft, SavedHost, TunnelDraft } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';

const FACTS = { nameTaken: () => false, hasSecret: () => false };
/** Of files of this computer that may not be there (yet): ssh is told of them all the same. */
const FILES = [
  ['identityFile', 'IdentityFile'] as const,
  ['certificateFile', 'CertificateFile'] as const,
];

export interface Copy {
  draft: HostDraft;
  tunnels: readonly TunnelDraft[];
}

/**
 * What the saved ones would be as hosts of our own, in their order; undefined where one can't be.
 * @param found all that the file has: hosts may go through each other
 */
export function copiesOf(
  saved: readonly SavedHost[],
  found: readonly FoundHost[],
): (Copy | undefined)[] {
  const known = new Set(found.map(({ name }) => name));
  const all = [...found, ...saved.filter(({ alias }) => !known.has(alias)).map(asFound)];
  const drafts = toDrafts(all);
  const at = new Map(all.map(({ name }, index) => [name, index]));
  const ids = new Map(saved.map(({ alias, id }) => [at.get(alias)!, id]));
  return saved.map((host) => {
    const one = drafts[at.get(host.alias)!]!;
    const { name, color, keepAlive, look } = host;
    const mine = { name, color, keepAlive, look };
    const draft = usable({ ...withJumpIds(one, ids), ...mine });
    return draft && { draft, tunnels: one.tunnels };
  });
}

/** Of one that the file can't be asked about: what is known of it. */
function asFound(host: SavedHost): FoundHost {
  const { alias: name, address, user, port, proxyCommand } = host;
  const list = (text: string): string[] => (text === '' ? [] : text.split(', '));
  return foundHost({
    ...{ name, address, user: user || null, port: Number(port) || 22 },
    identities: list(host.identityFile),
    jump: host.jumpHost === '' ? null : list(host.jumpHost),
    proxyCommand: proxyCommand || null,
  });
}

/** As our fields take it; where they don't, its alias in their place, which ssh looks up in its own file. */
function usable(draft: HostDraft): HostDraft | undefined {
  const { name, color, keepAlive, look, alias: _, ...rest } = draft;
  const plain = { ...rest, ...{ name, color, keepAlive, look, alias: '' } };
  const byAlias = { ...EMPTY_DRAFT, name, color, keepAlive, look, address: draft.name };
  return [plain, withFilesAsOptions(plain), byAlias].find((one) => parseDraft(one, FACTS).ok);
}

function withFilesAsOptions(draft: HostDraft): HostDraft {
  const given = FILES.filter(([field]) => draft[field] !== '');
  const lines = given.map(([field, option]) => `${option}="${draft[field]}"`);
  const without = Object.fromEntries(given.map(([field]) => [field, '']));
  return { ...draft, ...without, options: [draft.options, ...lines].filter(Boolean).join('\n') };
}

/** Those of a folder that can be saved as hosts of our own; the others stay what they are. */
export function toSave(saved: readonly SavedHost[], found: readonly FoundHost[]): LinkedCopy[] {
  return copiesOf(saved, found).flatMap((copy, index) =>
    copy ? [{ ...copy, id: saved[index]!.id }] : [],
  );
}

/** A copy of one, beside its folder. Throws a `PersonError` where it can't be made. */
export function copyOut(
  hosts: HostStore,
  host: SavedHost,
  { beside, found }: { beside: readonly SavedHost[]; found: readonly FoundHost[] },
): SavedHost {
  const copy = copiesOf(beside, found)[beside.findIndex(({ id }) => id === host.id)];
  if (!copy) throw new PersonError(say('host-damaged'));
  const folder = hosts.folders.tree().get(host.folder ?? '')?.parent ?? null;
  const names = hosts.list().filter((one) => one.folder === folder);
  const taken = new Set(names.map(({ name }) => nameKey(name)));
  const whole = messages()['copy-of-host']({ name: host.name.slice(0, NAME_LENGTH - 10) });
  const name = freeName(whole, (one) => taken.has(nameKey(one))).free;
  const { tags, notes, icon, favourite } = host;
  const draft: GivenDraft = { ...copy.draft, name, folder, tags, notes, icon, favourite };
  const saved = hosts.save(draft, null);
  if (!saved.ok) throw new PersonError(Object.values(saved.errors)[0]!);
  for (const tunnel of [...copy.tunnels, ...hosts.tunnels.list(host.id)]) {
    hosts.tunnels.save(saved.host.id, plainTunnel(tunnel), null);
  }
  return saved.host;
}

function plainTunnel(tunnel: TunnelDraft): TunnelDraft {
  const { kind, name, listenAddress, listenPort, shared } = tunnel;
  const { targetAddress, targetPort, user, autostart } = tunnel;
  const ends = { listenAddress, listenPort, shared, targetAddress, targetPort };
  return { kind, name, ...ends, user, password: '', autostart };
}
