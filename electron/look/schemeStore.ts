// The schemes that somebody brought along, in a file of the app's data folder. Each is known by what
// is in it: the same scheme, brought again, is the one that is there already.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ANSI_COUNT, type Scheme } from '../../core/look/scheme.ts';
import { say, type Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { goodOnes, readJson, writeJson, type Understood } from '../settings/jsonFile.ts';
import { SCHEMES_LIMIT } from './limits.ts';
import { SCHEME_NAME_LENGTH, type NewScheme } from './rawScheme.ts';

/** Hex digits of a hash, which nobody has to forge. */
const ID_LENGTH = 20;

const hex = z.string().regex(/^#[0-9a-f]{6}$/);

const schemeShape = z.object({
  id: z.string().min(1).max(100),
  name: z
    .string()
    .min(1)
    .max(SCHEME_NAME_LENGTH + 10),
  background: hex,
  foreground: hex,
  ansi: z.array(hex).length(ANSI_COUNT),
  accent: hex.optional(),
  cursor: hex.optional(),
  cursorText: hex.optional(),
  selection: hex.optional(),
  selectionText: hex.optional(),
});

const fileShape = z.object({ version: z.literal(1), schemes: z.array(z.unknown()) });

export class SchemeStore {
  /** What the user must know about the file that was found; null if nothing. */
  readonly notice: Said | null;
  readonly #path: string;
  #schemes: readonly Scheme[];
  /** Of this run, so that forgetting can be undone. */
  readonly #forgotten = new Map<string, Scheme>();

  /** `now` dates a damaged file. */
  constructor(path: string, now: Date) {
    this.#path = path;
    const { value = [], notice } = readJson({ path, understand, file: 'schemes' }, now);
    this.notice = notice;
    this.#schemes = value;
    if (notice) this.#tryStore();
  }

  /** In the order in which they came. */
  get all(): readonly Scheme[] {
    return this.#schemes;
  }

  /** Keeps them; answers with them as they are kept. Throws a `PersonError` where that can't be. */
  add(found: readonly NewScheme[]): Scheme[] {
    const kept = [...this.#schemes];
    const added = found.map((scheme) => {
      const id = idOf(scheme);
      const known = kept.find((one) => one.id === id);
      if (known) return known;
      const next = { ...scheme, id, name: freeName(scheme.name, kept) };
      kept.push(next);
      return next;
    });
    if (kept.length > SCHEMES_LIMIT) {
      throw new PersonError(say('schemes-too-many', { most: SCHEMES_LIMIT }));
    }
    this.#store(kept);
    return added;
  }

  /** Throws a `PersonError` where that can't be stored. One that isn't there is forgotten already. */
  forget(id: string): void {
    const scheme = this.#schemes.find((one) => one.id === id);
    if (!scheme) return;
    this.#store(this.#schemes.filter((one) => one !== scheme));
    this.#forgotten.set(id, scheme);
  }

  /** Takes a `forget` back. */
  restore(id: string): void {
    const scheme = this.#forgotten.get(id);
    if (!scheme) throw new PersonError(say('scheme-gone'));
    if (this.#schemes.every((one) => one.id !== id)) this.#store([...this.#schemes, scheme]);
    this.#forgotten.delete(id);
  }

  #store(schemes: readonly Scheme[]): void {
    try {
      writeJson(this.#path, { version: 1, schemes });
    } catch (cause) {
      throw new PersonError(say('schemes-not-stored'), { cause });
    }
    this.#schemes = schemes;
  }

  // Or a part that was lost would be told at each start anew.
  #tryStore(): void {
    try {
      this.#store(this.#schemes);
    } catch {
      // The next change says so.
    }
  }
}

function understand(json: unknown): Understood<Scheme[]> | undefined {
  const file = fileShape.safeParse(json);
  if (!file.success) return undefined;
  return goodOnes(file.data.schemes, SCHEMES_LIMIT, (one) => {
    const read = schemeShape.safeParse(one);
    return read.success ? read.data : undefined;
  });
}

function idOf(scheme: NewScheme): string {
  const { name, background, foreground, ansi, cursor, cursorText, selection } = scheme;
  const others = [cursor, cursorText, selection, scheme.selectionText];
  const content = JSON.stringify([name, background, foreground, ansi, ...others]);
  return `own-${createHash('sha256').update(content).digest('hex').slice(0, ID_LENGTH)}`;
}

/** Two of one name couldn't be told apart. */
function freeName(name: string, others: readonly Scheme[]): string {
  const taken = new Set(others.map((one) => one.name));
  for (let number = 2; ; number++) {
    const next = number === 2 && !taken.has(name) ? name : `${name} ${number}`;
    if (!taken.has(next)) return next;
  }
}
