// Files as root has them, changed only where nobody but root could lead root elsewhere: in folders that are
// root's and that no other can write, all the way from the top. They are read anywhere.
import type * as files from '../../core/sftp/fileAccess.ts';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

type Path = files.FilePath;

const OTHERS = 0o002;
const GROUP = 0o020;
/** In such a folder each has what is theirs, whoever may write. */
const STICKY = 0o1000;
/** Folders that were found to be root's alone. */
const MOST_KNOWN = 10_000;

export class RootsAlone implements files.FileAccess {
  readonly #files: files.FileAccess;
  readonly #known = new Map<Path, Promise<void>>();
  readonly lost: files.FileAccess['lost'];

  constructor(access: files.FileAccess) {
    this.#files = access;
    this.lost = access.lost;
  }

  get skills(): files.FileSkills {
    return this.#files.skills;
  }

  home = (): Promise<Path> => this.#files.home();
  realPath = (path: Path): Promise<Path> => this.#files.realPath(path);
  list = (...of: Parameters<files.FileAccess['list']>) => this.#files.list(...of);
  facts = (...of: Parameters<files.FileAccess['facts']>) => this.#files.facts(...of);
  linkTarget = (path: Path): Promise<string> => this.#files.linkTarget(path);
  space = (path: Path): Promise<files.FileSpace> => this.#files.space(path);
  sum = (...of: Parameters<files.FileAccess['sum']>) => this.#files.sum(...of);
  close = (): Promise<void> => this.#files.close();

  async change(path: Path, change: files.FileChange): Promise<void> {
    await this.#check(path);
    await this.#files.change(path, change);
  }

  async makeLink(path: Path, target: string): Promise<void> {
    await this.#check(path);
    await this.#files.makeLink(path, target);
  }

  async makeFolder(path: Path, mode?: number): Promise<void> {
    await this.#check(path);
    await this.#files.makeFolder(path, mode);
  }

  async removeFolder(path: Path): Promise<void> {
    await this.#check(path);
    await this.#files.removeFolder(path);
  }

  async remove(path: Path): Promise<void> {
    await this.#check(path);
    await this.#files.remove(path);
  }

  async rename(from: Path, to: Path, over?: boolean): Promise<void> {
    await Promise.all([this.#check(from), this.#check(to)]);
    await this.#files.rename(from, to, over);
  }

  async open(path: Path, wish: files.OpenWish): Promise<files.OpenFile> {
    if (wish.how !== 'read') await this.#check(path);
    return this.#files.open(path, wish);
  }

  async copy(from: Path, to: Path, signal?: AbortSignal): Promise<void> {
    await this.#check(to);
    await this.#files.copy(from, to, signal);
  }

  /** Of the folder that something is in. Rejects with a `PersonError`. */
  #check(path: Path): Promise<void> {
    const folder = path.slice(0, path.lastIndexOf('/')) || '/';
    const known = this.#known.get(folder);
    if (known) return known;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const checked = this.#checkFolder(folder, path);
    this.#known.set(folder, checked);
    checked.catch(() => this.#known.delete(folder));
    return checked;
  }

  /** As it is written, and where links in it lead. */
  async #checkFolder(folder: Path, path: Path): Promise<void> {
    const real = await this.#files.realPath(folder);
    for (const one of new Set([...upTo(folder), ...upTo(real)])) {
      const facts = await this.#files.facts(one);
      if (!isRoots(facts, one === real)) throw new PersonError(say('root-others-write', { path }));
    }
  }
}

/** `/`, `/etc`, `/etc/app`. */
function upTo(folder: Path): Path[] {
  const parts = folder.split('/').filter(Boolean);
  return ['/', ...parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`)];
}

function isRoots({ kind, uid, gid, mode }: files.FileFacts, isLast: boolean): boolean {
  if (uid !== 0) return false;
  if (kind === 'link') return true;
  const bits = mode ?? OTHERS;
  const open = (bits & OTHERS) !== 0 || ((bits & GROUP) !== 0 && gid !== 0);
  return !open || (!isLast && (bits & STICKY) !== 0);
}
