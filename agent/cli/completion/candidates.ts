// What could come next on a command line, by the definition of the commands: their names, options,
// values of options, and names that only the agent knows.
import type { Argument, Command, Option } from 'commander';
import { FILES_ALLOWED } from '../../files/filesService.ts';
import { looksLikeLink } from '../linkSource.ts';
import { scanLine, takesValue, type ScannedLine } from '../scanLine.ts';

export interface Candidate {
  value: string;
  /** '' where there is nothing to say. */
  about: string;
}

export interface Completion {
  candidates: Candidate[];
  /** What the shell itself is to complete. */
  paths: 'none' | 'files' | 'folders';
}

/** Names that the agent knows which the line speaks of. Never rejects. */
export interface AgentNames {
  shells(line: ScannedLine): Promise<Candidate[]>;
  invitations(line: ScannedLine): Promise<Candidate[]>;
}

/** By the name that a value has in the definition: `<file>`. */
const PATHS: Readonly<Record<string, Completion['paths']>> = {
  ...{ file: 'files', files: 'files', path: 'files', program: 'files', dir: 'folders' },
};

/** Values that an option has words for, beside what is free. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  tls: ['self-signed'],
  keep: ['forever'],
  expires: ['30m', '1h', '2h', '1d'],
  allowForward: ['none'],
  allowListen: ['none'],
  files: FILES_ALLOWED,
};

const NOTHING: Completion = { candidates: [], paths: 'none' };

/** @param before the words in front of the one at the cursor, without the program's name */
export async function complete(
  root: Command,
  before: readonly string[],
  current: string,
  names: AgentNames,
): Promise<Completion> {
  const line = scanLine(root, before);
  const found = line.program ? NOTHING : await possible(line, current, names);
  const candidates = found.candidates.filter(({ value }) => value.startsWith(current));
  return { ...found, candidates };
}

async function possible(
  line: ScannedLine,
  current: string,
  names: AgentNames,
): Promise<Completion> {
  const { awaited, command } = line;
  if (awaited && (awaited.required || !current.startsWith('-'))) {
    return valuesOf(awaited, line, names);
  }
  const [prefix = '', flag] = /^(--[^=]+)=/.exec(current) ?? [];
  const option = flag ? command.options.find(({ long }) => long === flag) : undefined;
  if (option && takesValue(option)) return prefixed(prefix, await valuesOf(option, line, names));
  if (current.startsWith('-')) return words(optionsOf(line));
  return wordsOf(line, names);
}

async function wordsOf(line: ScannedLine, names: AgentNames): Promise<Completion> {
  const { command } = line;
  const own = line.words.filter((word) => !looksLikeLink(word));
  if (command.parent === null)
    return words(own.length === 0 || own[0] === 'help' ? commandsOf(command) : []);
  const given = command.registeredArguments.filter((one) => one.name() !== '-');
  const last = given.at(-1);
  const argument = given[own.length] ?? (last?.variadic ? last : undefined);
  return argument ? valuesOf(argument, line, names) : NOTHING;
}

async function valuesOf(
  what: Option | Argument,
  line: ScannedLine,
  names: AgentNames,
): Promise<Completion> {
  const name = valueName(what);
  if (name === 'id') return words(await names.shells(line));
  if (name === 'invitation') return words(await names.invitations(line));
  const known = what.argChoices ?? ('attributeName' in what ? WORDS[what.attributeName()] : []);
  const candidates = (known ?? []).map((value) => ({ value, about: '' }));
  return { candidates, paths: PATHS[name] ?? 'none' };
}

/** `file` of `--link-file <file>`, `id` of `[id]`. */
function valueName(what: Option | Argument): string {
  return 'flags' in what ? (/[<[]([^\]>.]+)/.exec(what.flags)?.[1] ?? '') : what.name();
}

function commandsOf(root: Command): Candidate[] {
  const visible = root.createHelp().visibleCommands(root);
  return visible.map((one) => ({ value: one.name(), about: one.description() }));
}

// An option that was given already isn't wanted again; those without a long name may be.
function optionsOf({ command, options }: ScannedLine): Candidate[] {
  const visible = command.createHelp().visibleOptions(command);
  const wanted = visible.filter((one) => !one.long || !options.has(one.attributeName()));
  return wanted.map((one) => ({ value: one.long ?? one.short ?? '', about: one.description }));
}

function words(candidates: Candidate[]): Completion {
  return { candidates, paths: 'none' };
}

function prefixed(prefix: string, { candidates, paths }: Completion): Completion {
  const whole = candidates.map(({ value, about }) => ({ value: `${prefix}${value}`, about }));
  return { candidates: whole, paths };
}
