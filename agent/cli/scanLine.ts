// What a command line says, read by the definition of the commands alone and without running any
// of them: for what has to be known before one runs (is `--json` an option here, or a word of the
// program after `--`?), and while one is still being typed.
import type { Command, Option } from 'commander';

export interface ScannedLine {
  /** The command that is named; the program itself as long as none is. */
  command: Command;
  /** Values of each option by its attribute's name; a switch has none. */
  options: ReadonlyMap<string, readonly string[]>;
  /** The command's own words. */
  words: readonly string[];
  /** What stands after `--`, which belongs to another program; undefined without it. */
  program: readonly string[] | undefined;
  /** The next word is, or may be, a value of this option. */
  awaited: Option | undefined;
}

/** Never fails: what the definition doesn't know is passed over. */
export function scanLine(root: Command, args: readonly string[]): ScannedLine {
  const scan = new Scan(root);
  for (const arg of args) scan.take(arg);
  return scan;
}

class Scan implements ScannedLine {
  command: Command;
  readonly options = new Map<string, string[]>();
  readonly words: string[] = [];
  program: string[] | undefined;
  awaited: Option | undefined;
  #satisfied = true;

  constructor(root: Command) {
    this.command = root;
  }

  take(arg: string): void {
    if (this.program) this.program.push(arg);
    else if (this.#isValue(arg)) this.#value(this.awaited!, arg);
    else if (arg === '--') this.#end();
    else if (looksLikeOption(arg)) this.#option(arg);
    else this.#word(arg);
  }

  // As commander: the first value of an option that needs one may look like anything.
  #isValue(arg: string): boolean {
    return this.awaited !== undefined && (!this.#satisfied || !looksLikeOption(arg));
  }

  #value(option: Option, value: string): void {
    this.#note(option, value);
    this.#satisfied = true;
    if (!option.variadic) this.awaited = undefined;
  }

  #end(): void {
    this.awaited = undefined;
    this.program = [];
  }

  #word(arg: string): void {
    this.awaited = undefined;
    const named =
      this.words.length === 0 && this.command.commands.find((one) => one.name() === arg);
    if (named) this.command = named;
    else this.words.push(arg);
  }

  #option(arg: string): void {
    this.awaited = undefined;
    const [, name = arg, value] = /^(--[^=]+)=([^]*)$/.exec(arg) ?? [];
    const option = this.#find(name);
    if (option) this.#met(option, value);
    else if (/^-[^-]./.test(arg)) this.#joined(arg);
  }

  // `-L8080:…`, or several switches in one.
  #joined(arg: string): void {
    const option = this.#find(arg.slice(0, 2));
    if (!option) return;
    if (takesValue(option)) return this.#note(option, arg.slice(2));
    this.#note(option);
    this.take(`-${arg.slice(2)}`);
  }

  #met(option: Option, value: string | undefined): void {
    this.#note(option, value);
    if (value !== undefined || !takesValue(option)) return;
    this.awaited = option;
    this.#satisfied = !option.required;
  }

  #note(option: Option, value?: string): void {
    const values = this.options.get(option.attributeName()) ?? [];
    this.options.set(option.attributeName(), value === undefined ? values : [...values, value]);
  }

  #find(flag: string): Option | undefined {
    return this.command.options.find(({ short, long }) => short === flag || long === flag);
  }
}

/** As commander: a number below zero is a word, for no option here is a digit. */
function looksLikeOption(arg: string): boolean {
  return /^-./.test(arg) && !/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg);
}

/** Must it have a value, or may it? */
export function takesValue(option: Option): boolean {
  return option.required || option.optional;
}
