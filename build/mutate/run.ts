// A whole run: draws mutants, asks the tests about each, and keeps what came of it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Compiler } from './compiler.ts';
import { isEquivalent, type Equivalent } from './equivalents.ts';
import { withEdit, type Mutant } from './mutant.ts';
import { PrivateCopy } from './privateCopy.ts';
import { Reach, type NearTest } from './reach.ts';
import { digest, keyOf, Results, type Result } from './results.ts';
import { shuffled } from './sample.ts';
import { mutantsOf, sourceFiles } from './sources.ts';
import { runTests, type RunFile } from './testRun.ts';
import { CleanRun, tryMutant } from './trial.ts';

export interface RunOptions {
  root: string;
  /** Folders or files, from the root. */
  paths: readonly string[];
  /** How many mutants are drawn, at most. */
  count: number;
  seed: number;
  /** So many test files are asked about each, at most: the nearest. */
  near: number;
  /** File in which results are kept. */
  results: string;
  /** Folder for the copy of the tree. */
  copies: string;
  equivalents: readonly Equivalent[];
  /** Told of each step. */
  tell: (words: string) => void;
  /** Told of each mutant, in the order of drawing. */
  judged: (mutant: Mutant, result: Result) => void;
}

/** Test files without any mistake may take long, but not for ever. */
const CLEAN_MS = 60 * 60_000;

export class MutationRun {
  readonly #options: RunOptions;
  readonly #results: Results;
  readonly #reach: Reach;
  readonly #texts = new Map<string, string>();

  constructor(options: RunOptions) {
    this.#options = options;
    this.#results = new Results(options.results);
    this.#reach = new Reach(options.root);
  }

  /** Those that the compiler lets pass, as many as were asked for. @throws CannotMutate */
  draw(): Mutant[] {
    const { root, paths, seed, count, equivalents } = this.#options;
    const all = sourceFiles(root, paths).flatMap((file) => mutantsOf(root, file));
    const compiler = new Compiler(root);
    const drawn: Mutant[] = [];
    for (const mutant of shuffled(all, seed)) {
      if (drawn.length >= count) break;
      if (!isEquivalent(mutant, equivalents) && !this.#refused(mutant, compiler))
        drawn.push(mutant);
    }
    return drawn;
  }

  /** Asks the tests about those of whom nothing is known yet. */
  async try(mutants: readonly Mutant[]): Promise<void> {
    const { root, copies, tell, judged } = this.#options;
    const open = mutants.filter((mutant) => !this.#known(mutant));
    tell(`${mutants.length} mistakes, ${mutants.length - open.length} of them tried before.`);
    using copy = new PrivateCopy(root, copies);
    const clean = this.#cleanRun(copy);
    for (const mutant of mutants) {
      const known = this.#known(mutant);
      if (known) judged(mutant, known);
      else judged(mutant, await this.#try(copy, mutant, clean));
    }
  }

  async #try(copy: PrivateCopy, mutant: Mutant, clean: CleanRun): Promise<Result> {
    const judgement = await tryMutant(copy, mutant, this.#near(mutant), clean);
    const result = { key: this.#key(mutant), tests: this.#tests(mutant), ...judgement };
    this.#results.add(result);
    return result;
  }

  #cleanRun(copy: PrivateCopy): CleanRun {
    const run = async (tests: readonly string[]): Promise<readonly RunFile[]> =>
      (await runTests(copy.folder, tests, { ms: CLEAN_MS, bail: false })).files;
    const { tell } = this.#options;
    return new CleanRun(run, (test) => tell(`Not asked, it fails anyway: ${test}`));
  }

  #refused(mutant: Mutant, compiler: Compiler): boolean {
    const [key, tests] = [this.#key(mutant), this.#tests(mutant)];
    const known = this.#results.get(key, tests);
    if (known) return known.fate === 'refused';
    const refused = compiler.refuses(mutant.file, withEdit(this.#text(mutant.file), mutant));
    if (refused) this.#results.add({ key, tests, fate: 'refused', by: '' });
    return refused;
  }

  #known(mutant: Mutant): Result | undefined {
    return this.#results.get(this.#key(mutant), this.#tests(mutant));
  }

  #key(mutant: Mutant): string {
    return keyOf(mutant, this.#text(mutant.file));
  }

  #near({ file }: Mutant): NearTest[] {
    return this.#reach.testsOf(file).slice(0, this.#options.near);
  }

  #tests(mutant: Mutant): string {
    return digest(this.#near(mutant).map(({ file }) => this.#text(file)));
  }

  /** As it was first seen: what is edited meanwhile isn't in the copy either. */
  #text(file: string): string {
    const text = this.#texts.get(file) ?? readFileSync(path.join(this.#options.root, file), 'utf8');
    this.#texts.set(file, text);
    return text;
  }
}
