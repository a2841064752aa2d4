// One file that is looked at: read once, then compared, shown and planned from what was read. So nothing is
// half there where the file vanishes or changes in between.
import path from 'node:path';
import { say } from '../../words/said.ts';
import type { MadeFolder } from '../hosts/folderMaker.ts';
import type { Identity } from '../hosts/identityRows.ts';
import { MOST_DEPTH } from '../hosts/folderTree.ts';
import type { ImportChoice, ImportLines, ImportRow, SecretUse } from '../ipc/contract.ts';
import { readSchemes } from '../look/readSchemes.ts';
import { PersonError } from '../personError.ts';
import { Comparing, type SavedState } from './comparing.ts';
import type { Unmapped } from './found.ts';
import { FORMATS, type FormatName } from './formats.ts';
import { hostKeys } from './hostKeys.ts';
import { importPlan, type ImportPlan } from './importPlan.ts';
import { importRow } from './importRows.ts';
import { IMPORT_FILE_LIMIT } from './limits.ts';
import { ownFolders, withEmpty } from './ownFolders.ts';
import { usableIdentities, usesOf } from './ownLogins.ts';
import { readOwn, type OwnFolder } from './ownJson.ts';
import { unsealed, type OwnKept } from './ownSeal.ts';
import { readHosts, type Preview } from './readHosts.ts';
import { ImportSource, openSource } from './source.ts';
import { sourceLines } from './sourceLines.ts';
import { linesOf } from './text.ts';
import { toDrafts, type ImportDraft } from './toDrafts.ts';
import { toldOf, type Told } from './toldOf.ts';

export type Asked = { sshFolder: string; format?: string | undefined } & (
  { path: string } | { name: string; bytes: Uint8Array }
);

/** What is known of a file once it is read. */
export interface Opened {
  /** '' where it holds colour schemes alone. */
  format: string;
  word: string;
  /** Its origin's path. */
  path: string;
  left: Unmapped[];
  schemes: number;
  sealed: boolean;
  /** Of hosts. */
  count: number;
}

/** What is in a file of our own beside hosts. */
export interface LoginsThere {
  identities: readonly Identity[];
  /** Ids that hosts and folders of the file name, those that aren't in it among them. */
  named: string[];
  /** Those of them that hosts name which are here already. */
  ofHere: string[];
  /** What secrets are in it for, once it is unsealed. */
  uses: SecretUse[];
  /** Likewise, by the ids that they have here: hosts from which nothing in it differs. */
  same: SecretUse[];
  /** Hosts that come with a password of their own. */
  passwords: number;
}

export class ImportSession {
  readonly opened: Opened;
  readonly #source: ImportSource;
  readonly #preview: Preview | undefined;
  readonly #told: Told;
  readonly #keys: readonly string[];
  /** Of a file of our own. */
  readonly #ownFolders: readonly OwnFolder[];
  readonly #identities: readonly Identity[];
  #kept: readonly OwnKept[] = [];
  #drafts: readonly ImportDraft[];
  #compared: Comparing | undefined;
  #lines: string[] | undefined;

  /** Throws a `PersonError` that says which file, and what is wrong with it. */
  constructor(asked: Asked) {
    const name = 'path' in asked ? path.basename(asked.path) : asked.name;
    const source = named(name, () => sourceOf(asked));
    const schemes = schemesIn(source);
    const preview = named(name, () => read(source, asked.format, schemes));
    const hosts = preview?.hosts ?? [];
    this.#source = source;
    this.#preview = preview;
    this.#told = toldOf(hosts, preview?.unmapped ?? [], preview?.about);
    this.#keys = hostKeys(hosts);
    const own = preview?.format === 'bowline' ? readOwn(source.text()) : undefined;
    this.#drafts = toDrafts(hosts, undefined, own?.folders);
    const { identities, left } = usableIdentities(own?.identities ?? []);
    this.#identities = identities;
    this.#ownFolders = own?.folders ?? [];
    this.opened = {
      format: preview?.format ?? '',
      word: preview ? FORMATS[preview.format].word : '',
      path: 'path' in asked ? source.place.path : asked.name,
      left: [...this.#told.rest, ...left],
      ...{ schemes, count: hosts.length },
      sealed: !!own?.seal,
    };
  }

  /** Its secrets come along from now on. Throws a `PersonError` where the passphrase is another. */
  async unseal(passphrase: string): Promise<void> {
    const { seal, rest } = readOwn(this.#source.text());
    if (!seal) return;
    const secrets = await unsealed(seal, passphrase, rest);
    this.#drafts = toDrafts(this.#preview?.hosts ?? [], secrets, this.#ownFolders);
    this.#kept = secrets.kept ?? [];
    this.opened.left = this.opened.left.filter(({ why }) => why.code !== 'import-own-sealed');
    this.opened.sealed = false;
  }

  get drafts(): readonly ImportDraft[] {
    return this.#drafts;
  }

  get logins(): LoginsThere {
    const drafts = this.#drafts.map(({ draft }) => draft.identity);
    const ofHere = drafts.filter((_, at) => this.#comparing.match(at));
    const folders = this.#ownFolders.map(({ fields }) => fields['identity'] ?? '');
    const once = (ids: string[]): string[] => [...new Set(ids)].filter((id) => id !== '');
    return {
      ...{ identities: this.#identities, ofHere: once(ofHere) },
      named: once([...drafts, ...folders]),
      uses: usesOf(this.#kept),
      same: usesOf(this.passwordsOfSame),
      passwords: this.#drafts.filter(({ password }) => password).length,
    };
  }

  get kept(): readonly OwnKept[] {
    return this.#kept;
  }

  /** For hosts that are here as the file has them, which are in no plan: by their ids here. */
  get passwordsOfSame(): OwnKept[] {
    return this.#drafts.flatMap(({ password }, at): OwnKept[] => {
      const match = password ? this.#comparing.match(at) : undefined;
      if (!match || !password || this.#comparing.differences(at).length > 0) return [];
      return [{ what: 'password', of: match.saved.id, secret: password }];
    });
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  /** What is saved now. */
  compare(saved: SavedState): void {
    const picked = { format: this.opened.format, path: this.opened.path };
    this.#compared = new Comparing(this.#drafts, this.#keys, { picked, saved });
  }

  rows(from: number, to: number): ImportRow[] {
    const all = this.#drafts.slice(from, to);
    return all.map((_, at) =>
      importRow(this.#comparing, from + at, this.#told.of.get(from + at) ?? []),
    );
  }

  lines(at: number): ImportLines | null {
    const found = this.#drafts[at]?.found;
    if (!found || this.#source.isFolder) return null;
    this.#lines ??= linesOf(this.#source.text());
    return sourceLines(this.#lines, found, this.#told.of.get(at) ?? []);
  }

  plan(into: string | null, choices: readonly ImportChoice[]): ImportPlan {
    return importPlan(this.#comparing, into, choices);
  }

  /** What folders say that are made for the planned hosts, and those that have none. */
  folders({ ids }: ImportPlan, into: string | null): MadeFolder[] {
    const owners = this.#drafts.flatMap(({ found }, at): [string, string][] => {
      const id = ids.get(at);
      return found.own && id !== undefined ? [[found.own.id, id]] : [];
    });
    const filled = this.#drafts.map(({ folder }) => folder);
    const room = MOST_DEPTH - this.#comparing.tree.around(into).length;
    return withEmpty(ownFolders(this.#ownFolders, new Map(owners)), { filled, into, room });
  }

  get #comparing(): Comparing {
    if (!this.#compared) throw new Error('nothing was compared yet');
    return this.#compared;
  }
}

function sourceOf(asked: Asked): ImportSource {
  if ('path' in asked) return openSource(asked.path, asked.sshFolder);
  const { name, bytes, sshFolder } = asked;
  if (bytes.byteLength > IMPORT_FILE_LIMIT) {
    throw new PersonError(say('import-file-large', { file: name, most: '32 MiB' }));
  }
  return new ImportSource(name, [{ name, bytes }], { path: `/${name}`, sshFolder });
}

/** Undefined where it holds no hosts, but colour schemes. */
function read(
  source: ImportSource,
  format: string | undefined,
  schemes: number,
): Preview | undefined {
  try {
    return readHosts(source, isFormat(format) ? format : undefined);
  } catch (error) {
    if (schemes > 0) return undefined;
    throw error;
  }
}

function isFormat(format: string | undefined): format is FormatName {
  return format !== undefined && Object.hasOwn(FORMATS, format);
}

/** A file of sessions may hold colours besides. */
function schemesIn({ file }: ImportSource): number {
  if (!file) return 0;
  try {
    return readSchemes(file.name, file.bytes).schemes.length;
  } catch {
    return 0; // whatever a library throws over it: it holds no scheme
  }
}

/** What is wrong with a file says which. */
function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof PersonError) || cause.said.facts?.['file'] !== undefined) throw cause;
    throw new PersonError(say('import-file-wrong', { file, why: cause.said }), { cause });
  }
}
