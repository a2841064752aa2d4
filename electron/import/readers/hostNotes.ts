// What a reader has to say of one host beside the host itself: all that can't come along, each with its
// reason. Values are cut short, and those of secrets are never taken in.
import { say, type Said } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { secret, type Unmapped } from '../found.ts';
import { IMPORT_DEPTH } from '../limits.ts';

/** Characters of a value that are shown: enough to know it by. */
const VALUE_SHOWN = 100;
/** Settings whose value is kept back, whatever the rest of their name says. */
const SECRET = /pass(?:word|phrase|wd)|secret|token|private ?key|credential|(?:^|[^a-z])pin$/i;

export class HostNotes {
  readonly where: string;
  readonly #unmapped: Unmapped[];

  constructor(where: string, unmapped: Unmapped[]) {
    this.where = where;
    this.#unmapped = unmapped;
  }

  /** Something that can't come along, and why. */
  tell(what: string, why: Said): void {
    this.#unmapped.push({ where: this.where, what: short(what), why });
  }

  /** A password or a key that stands in the file. */
  secret(what: string): void {
    this.#unmapped.push(secret(this.where, what));
  }

  /** A setting that Bowline hasn't; of one that may be secret, only its name is told. */
  unknown(key: string, value: string): void {
    if (SECRET.test(key)) this.secret(key);
    else this.tell(setting(key, value), say('import-terminal-setting'));
  }

  /** The port that stands there, or `usual` where none does; one that can't be is told. */
  port(key: string, value: string, usual: number): number {
    const text = value.trim();
    if (text === '') return usual;
    const port = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (port >= 1 && port <= 65_535) return port;
    this.tell(setting(key, text), say('import-terminal-value'));
    return usual;
  }
}

/** `Port=22`, however long the value is. */
export function setting(key: string, value: string): string {
  return short(`${key}=${value}`);
}

/** A folder's path. Throws a `PersonError` where it is deeper than anybody's. */
export function groupOf(names: readonly string[], where: string): string[] {
  if (names.length > IMPORT_DEPTH) {
    throw new PersonError(say('import-folder-deep', { file: short(where) }));
  }
  return [...names];
}

/** `host`, `host:22` or `user@[::1]:22`. */
export function hop(host: string, port: string, user: string | null): string {
  const bare = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${user ? `${user}@` : ''}${bare}${port ? `:${port}` : ''}`;
}

function short(text: string): string {
  if (text.length <= VALUE_SHOWN) return text;
  return `${[...text.slice(0, VALUE_SHOWN)].slice(0, VALUE_SHOWN - 1).join('')}…`;
}
