// Which tests run a file: those from which imports lead to it, and programs that a test starts by
// their file's name. The file's own first and then the nearest, because they are the ones that should
// notice.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const CODE = /\.(ts|mjs|svelte)$/;
/** Such names in a text, also as an argument of a program that is started. */
const NAMED = /['"`]([^'"`\n]+\.(?:ts|mjs|svelte))['"`]/g;
/** Only the compiler follows these. */
const TYPES_ONLY = /\b(?:import|export) type [^;]*;/g;

export interface NearTest {
  /** From the root, with slashes. */
  file: string;
  /** How many imports lie between; 1 where the test imports it itself. */
  distance: number;
}

export class Reach {
  readonly #root: string;
  readonly #tests: readonly string[];
  readonly #named = new Map<string, readonly string[]>();
  readonly #from = new Map<string, ReadonlyMap<string, number>>();

  constructor(root: string) {
    this.#root = root;
    const all = readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' });
    const tests = all.filter((file) => file.endsWith('.test.ts'));
    this.#tests = tests.map((file) => path.posix.join('tests', file.replaceAll('\\', '/'))).sort();
  }

  /** The file's own first, then the nearest. @param file from the root, with slashes */
  testsOf(file: string): NearTest[] {
    return this.#tests
      .map((test) => ({ file: test, distance: this.#distances(test).get(file) ?? Infinity }))
      .filter(({ distance }) => distance < Infinity)
      .sort((a, b) => isNamedAfter(b, file) - isNamedAfter(a, file) || a.distance - b.distance);
  }

  #distances(test: string): ReadonlyMap<string, number> {
    const known = this.#from.get(test);
    if (known) return known;
    const distances = new Map([[test, 0]]);
    for (const [file, distance] of distances) {
      for (const next of this.#namedIn(file)) {
        if (!distances.has(next)) distances.set(next, distance + 1);
      }
    }
    this.#from.set(test, distances);
    return distances;
  }

  #namedIn(file: string): readonly string[] {
    const known = this.#named.get(file);
    if (known) return known;
    const text = readFileSync(path.join(this.#root, file), 'utf8').replace(TYPES_ONLY, '');
    const names = [...text.matchAll(NAMED)].flatMap(([, name]) => this.#find(file, name!) ?? []);
    this.#named.set(file, names);
    return names;
  }

  /** A name counts from the file that has it, or from the root. */
  #find(from: string, name: string): string | undefined {
    const places = [path.posix.join(path.posix.dirname(from), name), path.posix.normalize(name)];
    return places.find(
      (place) =>
        CODE.test(place) && !/^(\.\.|\/)/.test(place) && existsSync(path.join(this.#root, place)),
    );
  }
}

function isNamedAfter(test: NearTest, file: string): number {
  const name = (whole: string): string => path.posix.basename(whole).split('.')[0]!;
  return Number(name(test.file) === name(file));
}
