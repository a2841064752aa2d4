// How help is laid out: on one screen of 24 lines by 80 columns, examples included.
import type { Argument, Command, Help, HelpConfiguration } from 'commander';
import { examplesOf } from './examples.ts';

/** Columns where the terminal doesn't say. */
const WIDTH = 80;

/** For `configureHelp`. */
export const helpStyle: HelpConfiguration = {
  formatHelp,
  // The program's list has one line a command; each command's own help says the rest.
  subcommandTerm: (command) => command.name(),
};

interface Item {
  term: string;
  text: string;
}

function formatHelp(command: Command, helper: Help): string {
  const width = helper.padWidth(command, helper);
  const lines = (items: Item[]): string[] =>
    items.map(({ term, text }) => helper.formatItem(term, width, text, helper));
  const section = (title: string, body: readonly string[]): string[] =>
    body.length === 0 ? [] : ['', title, ...body];
  const given = argumentsOf(command, helper);
  const title = given.length > 0 ? 'Arguments and options:' : 'Options:';
  const all = [
    `Usage: ${helper.commandUsage(command)}`,
    helper.boxWrap(sentence(helper.commandDescription(command)), helper.helpWidth ?? WIDTH),
    ...section(title, lines([...given, ...optionsOf(command, helper)])),
    ...section('Commands:', lines(commandsOf(command, helper))),
    // Below the list of all commands there is no line to spare.
    ...examples(command, helper.helpWidth ?? WIDTH).slice(command.commands.length > 0 ? 1 : 0),
  ];
  return `${all.join('\n')}\n`;
}

/** A single one stands beside its title where there is room: help has to fit a screen. */
function examples(command: Command, width: number): string[] {
  const lines = examplesOf(command.name());
  const [first] = lines;
  if (first === undefined) return [];
  const beside = `Example:  ${first}`;
  if (lines.length === 1 && beside.length <= width) return ['', beside];
  return ['', lines.length > 1 ? 'Examples:' : 'Example:', ...lines.map((line) => `  ${line}`)];
}

function argumentsOf(command: Command, helper: Help): Item[] {
  return helper.visibleArguments(command).map((argument) => ({
    term: termOf(argument),
    text: helper.argumentDescription(argument),
  }));
}

/** `[-]`, `<id>`, `[command...]`. */
export function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function optionsOf(command: Command, helper: Help): Item[] {
  return helper.visibleOptions(command).map((option) => ({
    term: helper.optionTerm(option),
    text: helper.optionDescription(option),
  }));
}

function commandsOf(command: Command, helper: Help): Item[] {
  return helper.visibleCommands(command).map((one) => ({
    term: helper.subcommandTerm(one),
    text: helper.subcommandDescription(one),
  }));
}

/** Descriptions of commands stand in lists, too, and so begin small and have no full stop. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
