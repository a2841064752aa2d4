// What folders of a file of our own say of their hosts, for those that are made when the hosts come along.
import { folderNameProblem, parseFolder } from '../hosts/folderRows.ts';
import { nameKey } from '../hosts/hostDraft.ts';
import { Inheritance, type FolderNode } from '../hosts/inheritance.ts';
import type { MadeFolder } from '../hosts/folderMaker.ts';
import type { FolderDraft } from '../ipc/contract.ts';
import { savedHop } from '../ssh/sshFields.ts';
import { ABOUT_THE_DISK } from './aboutTheDisk.ts';
import type { OwnFolder } from './ownJson.ts';

/** `ids`: what the file's hosts are saved as, by their ids there. What isn't right of it is left out. */
export function ownFolders(
  folders: readonly OwnFolder[],
  ids: ReadonlyMap<string, string>,
): MadeFolder[] {
  return folders.map(({ path, color, fields }) => {
    const { jumpHost } = fields;
    const way = jumpHost === undefined ? fields : { ...fields, jumpHost: followed(jumpHost, ids) };
    return { path, color, fields: fitting(way) };
  });
}

/** @property filled paths of the file's hosts */
interface Around {
  filled: readonly (readonly string[])[];
  /** Where paths begin; null: the top. */
  into: string | null;
  /** Folders in one another that there can be from there on. */
  room: number;
}

/** Those without a host of the file are made all the same, where they can be called so and lie so deep. */
export function withEmpty(
  folders: readonly MadeFolder[],
  { filled, into, room }: Around,
): MadeFolder[] {
  const used = new Set(filled.flatMap((path) => path.map((_, at) => keyOf(path.slice(0, at + 1)))));
  const canBe = (path: readonly string[]): boolean =>
    path.length > 0 && path.length <= room && path.every((name) => !folderNameProblem(name.trim()));
  return folders.map((folder) => {
    const isEmpty = !used.has(keyOf(folder.path)) && canBe(folder.path);
    return isEmpty ? { ...folder, empty: { under: into } } : folder;
  });
}

const keyOf = (path: readonly string[]): string => JSON.stringify(path.map(nameKey));

function fitting(fields: Record<string, string>): MadeFolder['fields'] {
  const draft: FolderDraft = { name: 'x', parent: null, color: 'none', fields };
  const first = parseFolder(draft, () => false);
  if (first.ok) return first.draft.fields;
  const wrong = Object.entries(first.errors);
  const left = new Set(wrong.map(([field]) => field));
  const rest = Object.fromEntries(Object.entries(fields).filter(([field]) => !left.has(field)));
  const again = parseFolder({ ...draft, fields: rest }, () => false);
  const files = wrong
    .filter(([, why]) => ABOUT_THE_DISK.has(why.code))
    .map(([field]) => [field, fields[field]!] as const);
  return again.ok ? { ...again.draft.fields, ...Object.fromEntries(files) } : {};
}

function followed(jumpHost: string, ids: ReadonlyMap<string, string>): string {
  const hops = jumpHost.split(',').map((hop) => {
    const id = ids.get(savedHop(hop) ?? '');
    return id === undefined ? hop : `host:${id}`;
  });
  return hops.join(',');
}

/** Folders of a file as those of saved hosts are, for what holds for a host in one of them. */
export class OwnFoldersAround {
  readonly #folders: readonly OwnFolder[];
  #nodes: ReadonlyMap<string, FolderNode> | undefined;
  #inheritance: Inheritance | undefined;

  constructor(folders: readonly OwnFolder[]) {
    this.#folders = folders;
  }

  get inheritance(): Inheritance {
    return (this.#inheritance ??= new Inheritance(this.#all.values()));
  }

  /** The nearest that the file says something of, by its id in `inheritance`; null: none. */
  idOf(path: readonly string[]): string | null {
    const ids = path.map((_, at) => keyOf(path.slice(0, at + 1)));
    return ids.findLast((id) => this.#all.has(id)) ?? null;
  }

  get #all(): ReadonlyMap<string, FolderNode> {
    return (this.#nodes ??= nodesOf(ownFolders(this.#folders, new Map())));
  }
}

/** From the outermost on, so that each finds the nearest one around it. */
function nodesOf(folders: readonly MadeFolder[]): Map<string, FolderNode> {
  const nodes = new Map<string, FolderNode>();
  for (const { path, fields } of folders.toSorted((a, b) => a.path.length - b.path.length)) {
    const around = path.slice(0, -1).map((_, at) => keyOf(path.slice(0, at + 1)));
    const parent = around.findLast((id) => nodes.has(id)) ?? null;
    nodes.set(keyOf(path), { id: keyOf(path), parent, fields });
  }
  return nodes;
}
