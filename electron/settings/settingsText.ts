// The text of settings.json, which people edit too: read with comments and commas at the end, each
// value by itself, and what is wrong named by its place. Changed only where something is another.
import { applyEdits, getNodeValue, modify, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { say, type Said } from '../../words/said.ts';
import {
  choicesOf,
  DEFAULT_SETTINGS,
  HOST_LIMIT,
  HOST_NAMES,
  hostIdSchema,
  kindOf,
  limitsOf,
  NAMES,
  schemaOf,
  type HostSettings,
  type Settings,
} from './settingsSchema.ts';

/** Characters of a bad value that are shown. */
const SHOWN = 40;

export interface ReadText {
  /** What is bad is as it was in force before. */
  settings: Settings;
  /** In the order of their places. */
  problems: Said[];
  /** It isn't JSON: nothing can be changed in it. */
  broken: boolean;
  /** Settings in it that are good. */
  good: number;
}

/** @param inForce what a bad value leaves as it is */
export function readText(text: string, inForce: Settings): ReadText {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const reading = new Reading(text);
  for (const { error, offset } of errors)
    reading.syntax(offset, SYNTAX[printParseErrorCode(error)]);
  if (root?.type !== 'object') reading.syntax(root?.offset ?? 0, 'json-object');
  const broken = errors.length > 0 || root?.type !== 'object';
  const settings = reading.settings(root, inForce);
  return { settings, problems: reading.problems, broken, good: reading.good };
}

/** What to put where in the file; undefined takes it out. */
export type Change = readonly [path: readonly string[], value: unknown];

/** The text with these changes; the rest stays as its writer left it. */
export function changedText(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, [path, value]) => {
    const eol = before.includes('\r\n') ? '\r\n' : '\n';
    const formattingOptions = { insertSpaces: true, tabSize: 2, eol };
    return applyEdits(before, modify(before, [...path], value, { formattingOptions }));
  }, text);
}

/** What has to be written where one state of the settings becomes another: what is usual isn't. */
export function changesBetween(before: Settings, after: Settings): Change[] {
  const own = NAMES.filter((name) => !same(before[name], after[name])).map((name): Change => {
    const value = after[name];
    return [[name], same(value, DEFAULT_SETTINGS[name]) ? undefined : value];
  });
  const hosts = new Set([...Object.keys(before.hosts), ...Object.keys(after.hosts)]);
  const ofHosts = [...hosts].flatMap((id) => hostChanges(id, before.hosts[id], after.hosts[id]));
  if (Object.keys(after.hosts).length === 0 && ofHosts.length > 0)
    return [...own, [['hosts'], undefined]];
  return [...own, ...ofHosts];
}

/** Lists and records are others each time they come from a window. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function hostChanges(id: string, before?: HostSettings, after?: HostSettings): Change[] {
  if (!after) return [[['hosts', id], undefined]];
  const others = HOST_NAMES.filter((name) => before?.[name] !== after[name]);
  return others.map((name) => [['hosts', id, name], after[name]]);
}

class Reading {
  readonly #text: string;
  readonly #found: { at: number; said: Said }[] = [];
  good = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get problems(): Said[] {
    return [...this.#found].sort((a, b) => a.at - b.at).map(({ said }) => said);
  }

  syntax(offset: number, code: SyntaxCode = 'json-sign'): void {
    // One leads to others behind it.
    if (this.#found.length > 0) return;
    const what = say(code);
    this.#found.push({
      at: offset,
      said: say('settings-syntax', { ...this.#place(offset), what }),
    });
  }

  settings(root: Node | undefined, inForce: Settings): Settings {
    const settings: Settings = { ...DEFAULT_SETTINGS };
    for (const [name, node] of propertiesOf(root)) {
      if (name === 'hosts') settings.hosts = this.#hosts(node, inForce.hosts);
      else if (schemaOf(name)) this.#take(settings, name as (typeof NAMES)[number], node, inForce);
    }
    return settings;
  }

  #hosts(node: Node, inForce: Settings['hosts']): Settings['hosts'] {
    if (node.type !== 'object') this.#bad(node, 'hosts', say('may-be-object'));
    const entries = propertiesOf(node).filter(([id]) => hostIdSchema().safeParse(id).success);
    const all = entries.slice(0, HOST_LIMIT).map(([id, own]) => {
      if (own.type !== 'object') this.#bad(own, id, say('may-be-object'));
      const host: HostSettings = {};
      for (const [name, value] of propertiesOf(own)) {
        const known = HOST_NAMES.find((one) => one === name);
        if (known) this.#take(host, known, value, inForce[id] ?? {});
      }
      return [id, host] as const;
    });
    return Object.fromEntries(all.filter(([, host]) => Object.keys(host).length > 0));
  }

  #take<S extends object>(into: S, name: (typeof NAMES)[number], node: Node, inForce: S): void {
    const result = schemaOf(name)!.safeParse(getNodeValue(node));
    if (result.success) {
      this.good++;
      Object.assign(into, { [name]: result.data });
      return;
    }
    this.#bad(node, name, mayBe(name));
    if (Object.hasOwn(inForce, name)) Object.assign(into, { [name]: inForce[name as keyof S] });
  }

  #bad(node: Node, name: string, may: Said): void {
    const { offset, length } = node;
    const whole = this.#text.slice(offset, offset + length);
    const value = whole.length > SHOWN ? `${whole.slice(0, SHOWN)}…` : whole;
    const said = say('settings-value', { ...this.#place(offset), name, value, may });
    this.#found.push({ at: offset, said });
  }

  #place(offset: number): { line: number; column: number } {
    const before = this.#text.slice(0, offset).split(/\r\n|\r|\n/);
    return { line: before.length, column: before.at(-1)!.length + 1 };
  }
}

/** Names and values of an object, the last of a name that is there twice at its place. */
function propertiesOf(node: Node | undefined): [name: string, value: Node][] {
  if (node?.type !== 'object') return [];
  const all = (node.children ?? []).flatMap(({ children }): [string, Node][] => {
    const [name, value] = children ?? [];
    return name && value ? [[String(name.value), value]] : [];
  });
  return [...new Map(all)];
}

function mayBe(name: (typeof NAMES)[number]): Said {
  const limits = limitsOf(name);
  if (limits) {
    const { min, max, whole } = limits;
    return say(whole ? 'may-be-whole' : 'may-be-range', { min, max });
  }
  const other = OTHERS[kindOf(name) ?? ''];
  if (other) return say(other);
  const choices = choicesOf(name);
  if (choices) return say('may-be-one-of', { choices: choices.join(', ') });
  return say('may-be-text', { most: textLimitOf(name) });
}

/** Of settings that are neither a number nor a text, by their kind. */
const OTHERS: Readonly<Record<string, 'may-be-list' | 'may-be-object' | 'may-be-colour'>> = {
  array: 'may-be-list',
  object: 'may-be-object',
  either: 'may-be-colour',
};

function textLimitOf(name: string): number {
  const { maxLength } = schemaOf(name) as { maxLength?: number | null };
  return maxLength ?? 0;
}

const SYNTAX: Readonly<Record<string, SyntaxCode>> = {
  CommaExpected: 'json-comma',
  ColonExpected: 'json-colon',
  ValueExpected: 'json-value',
  PropertyNameExpected: 'json-property',
  CloseBraceExpected: 'json-brace',
  CloseBracketExpected: 'json-bracket',
  UnexpectedEndOfComment: 'json-comment',
  UnexpectedEndOfString: 'json-string',
  UnexpectedEndOfNumber: 'json-number',
};

type SyntaxCode =
  | 'json-object'
  | 'json-sign'
  | 'json-comma'
  | 'json-colon'
  | 'json-value'
  | 'json-property'
  | 'json-brace'
  | 'json-bracket'
  | 'json-comment'
  | 'json-string'
  | 'json-number';
