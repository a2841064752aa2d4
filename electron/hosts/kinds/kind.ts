// What a kind of host is: its fields, how they are checked, what it shows and what can be done with
// it. A kind is one file beside this one and a line in kinds.ts; how its shells are opened stands in
// electron/main/ways.ts.

import type { Said } from '../../../words/said.ts';

/** What the draft alone doesn't tell. */
export interface DraftFacts {
  /** Does another host carry this name? Letter case doesn't count. */
  nameTaken(name: string): boolean;
  /** Is the secret of this field stored? An empty field then keeps it. */
  hasSecret(field: string): boolean;
}

/** A value that a field may have, where these are all. */
export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** Said under the field while this one is chosen. */
  readonly hint: string;
  /** What holds where it is chosen, if that isn't `value`: '' leaves it to the program that reads it. */
  readonly holds?: string;
}

/** What is said of a field's secret. */
export interface SecretWords {
  /** Within a sentence: `the pairing link`. */
  readonly called: string;
  /** What of it is secret, at the beginning of a sentence: `The link’s token`. */
  readonly what: string;
  /** Under the field, where one is saved. */
  readonly kept: string;
}

/** Parts of the form that begin closed; their words stand in `words/english/window/hostForm.ts`. */
export type Section = 'connection' | 'proxy' | 'alive' | 'files' | 'look' | 'options';

export interface HostField<Value extends string = string> {
  /** A fixed name, by which scripts and screen readers find the field. */
  readonly label: string;
  /** Said under the field while nothing is wrong with it. */
  readonly hint: string;
  readonly placeholder?: string;
  readonly lines?: number;
  /** Enter makes a new line in it; in all other fields it saves. */
  readonly breaks?: boolean;
  /** Half the width, beside the next field that is narrow too. */
  readonly narrow?: boolean;
  readonly required?: boolean;
  /** Usually left as it is: it stands in this section, which begins closed. */
  readonly section?: Section;
  /**
   * What can be chosen: the shells of this computer or saved hosts of its kind, beside it; colour
   * schemes and identities, by their ids, in its place.
   */
  readonly suggests?: 'shells' | 'schemes' | 'hosts' | 'identities';
  /** The first is the one that a new host has. */
  readonly choices?: readonly Choice<Value>[];
  /** Kept apart from the other fields, sealed, and never shown again. */
  readonly secret?: SecretWords;
  /**
   * A folder may have a value for it, which holds for the hosts in it whose own is empty. Where there
   * are choices, the first is then '': as its folder says, and in none the one that follows.
   */
  readonly inherits?: boolean;
  /** Lines of a folder hold beside a host's own: of those with the same key, the host's. */
  lineKey?(line: string): string;
  /** Known to this app only: not in the form. */
  readonly hidden?: boolean;
  /** Characters; `FIELD_LENGTH` where it isn't said. */
  readonly longest?: number;
  /** What is wrong with a value; null where nothing is. It is trimmed, and not too long. */
  check?(value: string, hasSecret: boolean): Said | null;
  /** The normal form of a value that is right. */
  normal?(value: string): string;
}

/** What can be done with a host of some kind. */
export interface HostCan {
  /** Who keeps its shells running when the connection is cut; null: nobody. */
  readonly keep: 'agent' | 'tmux' | null;
  /** Who carries tunnels to it; null: it can have none. */
  readonly tunnels: 'ssh' | 'agent' | null;
  /** Can others be invited to its shells? */
  readonly share: boolean;
  /** Can bowline-agent be installed on it? */
  readonly install: boolean;
}

/** What a host's second line is made from, besides its fields. */
export interface DetailFacts {
  /** The user's login shell. */
  readonly loginShell: string;
}

/** Values of a kind's fields. */
export type ValuesOf<Fields> = {
  -readonly [Name in keyof Fields]: Fields[Name] extends { choices: readonly Choice<infer Value>[] }
    ? Value
    : string;
};

export interface HostKindRules<Fields extends Record<string, HostField>> {
  /** As it is called in the form and to screen readers: `SSH`. */
  readonly word: string;
  /** The few letters beside a host's name. */
  readonly badge: string;
  /** Made by the app, not by the Add host dialog. */
  readonly unlisted?: boolean;
  /** What it is stands in a file that its folder follows; a person changes its fields that aren't hidden. */
  readonly followed?: boolean;
  /** What of the way from key to screen can be told apart: see `renderer/lib/lagWords.ts`. */
  readonly measured: 'program' | 'echo' | 'link';
  /** In the order in which they stand in the form. */
  readonly fields: Fields;
  /** The second line of its entry in the list. */
  detail(values: ValuesOf<Fields>, facts: DetailFacts): string;
  can(values: ValuesOf<Fields>): HostCan;
  /** Fields that follow from others, as they are when a host is saved. */
  derive?(values: ValuesOf<Fields>): Partial<ValuesOf<Fields>>;
}

export const CAN_NOTHING: HostCan = { keep: null, tunnels: null, share: false, install: false };

/** Characters; longer than any real value, short enough for a command line. */
export const FIELD_LENGTH = 1_000;
export const LONG_FIELD_LENGTH = 10_000;

/** The id of a colour scheme, in which its terminals are painted. */
export const LOOK = {
  label: 'Colour scheme',
  hint: 'Of its terminals. The window around them stays as it is.',
  suggests: 'schemes',
  section: 'look',
  longest: 100,
  inherits: true,
} as const satisfies HostField;

/** Declares a kind; types follow from its fields. */
export function hostKind<const Fields extends Record<string, HostField>>(
  rules: HostKindRules<Fields>,
): HostKindRules<Fields> {
  return rules;
}
