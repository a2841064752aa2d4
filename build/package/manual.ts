// The manual pages: written by hand in docs/manual/, but for what the definition of the agent's
// commands says itself, so that page, help and program can't come apart.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command, Help } from 'commander';
import { examplesOf } from '../../agent/cli/examples.ts';
import { sentence, termOf } from '../../agent/cli/help.ts';
import { bold, roff, tagged, typed, usage } from './roff.ts';
import { MANUAL, type Page } from './sharePaths.ts';

/** The page in roff. @param program the definition of the agent's commands */
export async function manualPage(name: Page, program: Command, version: string): Promise<string> {
  const template = await readFile(path.join(MANUAL, `${name}.1.in`), 'utf8');
  const parts: Record<string, () => string[]> = {
    VERSION: () => [roff(version)],
    SYNOPSIS: () => synopsis(program),
    COMMANDS: () => program.commands.flatMap(section),
    EXAMPLES: () => [program, ...program.commands].flatMap(examples),
  };
  return template.replace(/@([A-Z]+)@/g, (mark, part: string) => {
    const made = parts[part];
    if (!made) throw new Error(`docs/manual/${name}.1.in asks for ${mark}, which nobody makes.`);
    return made().join('\n');
  });
}

function synopsis(program: Command): string[] {
  const lines = program.commands.map((command) => usage(usageOf(command)));
  return lines.flatMap((line, index) => (index === 0 ? [line] : ['.br', line]));
}

function usageOf(command: Command): string {
  return command.createHelp().commandUsage(command);
}

function section(command: Command): string[] {
  const helper = command.createHelp();
  const about = sentence(helper.commandDescription(command));
  const notes = notesAfter(command).flatMap((note) => ['.PP', roff(note)]);
  const title = `.SS "${roff(usageOf(command))}"`;
  return [title, roff(about), ...items(command, helper), ...notes];
}

// Help is said of every command the same, and is no news in a manual.
function items(command: Command, helper: Help): string[] {
  const words = helper.visibleArguments(command).map((argument) => {
    return tagged(usage(termOf(argument)), sentence(helper.argumentDescription(argument)));
  });
  const options = helper.visibleOptions(command).filter(({ long }) => long !== '--help');
  const all = options.map((option) => {
    return tagged(usage(helper.optionTerm(option)), sentence(helper.optionDescription(option)));
  });
  return [...words, ...all].flat();
}

/** Paragraphs that the help has below its lists. */
function notesAfter(command: Command): string[] {
  let all = '';
  command.configureOutput({ writeOut: (text) => void (all += text) });
  command.outputHelp();
  const notes = all.slice(command.helpInformation().length);
  return notes.split(/\n{2,}/).flatMap((note) => note.trim().replace(/\n/g, ' ') || []);
}

function examples(command: Command): string[] {
  const lines = examplesOf(command.name());
  if (lines.length === 0) return [];
  const about = sentence(command.description());
  return ['.PP', command.parent === null ? bold(about) : roff(about), ...typed(lines)];
}
