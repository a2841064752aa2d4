// The kinds of hosts, and what their forms hold.
import type { Said } from '../../../words/said.ts';
import type { HostPlace } from '../arrangeTypes.ts';
import type { Choice, FieldName, HostKind, HostValues, SecretWords, Section } from '../contract.ts';

/** The colours a host may carry; the renderer maps each to a token of the theme. */
export type HostColor = 'none' | 'blue' | 'green' | 'amber' | 'red' | 'violet' | 'teal';

/**
 * What the Add / Edit host dialog holds: the fields of all kinds, those of another kind as they are
 * in a new host. What each means stands with its kind, in `electron/hosts/kinds`. A secret that is
 * '' on edit keeps the saved one.
 */
export interface HostDraft extends HostValues {
  kind: HostKind;
  name: string;
  color: HostColor;
}

/**
 * A draft as it is handed over: what is left out is as in a new host, but for what arranges it, which
 * stays as it was.
 */
export type GivenDraft = Pick<HostDraft, 'kind' | 'name' | 'color'> &
  Partial<HostValues> &
  Partial<HostPlace>;

/** A field of a kind's form. */
export interface FieldInfo {
  name: FieldName;
  label: string;
  hint: string;
  placeholder?: string;
  lines?: number;
  breaks?: boolean;
  narrow?: boolean;
  required?: boolean;
  section?: Section;
  suggests?: 'shells' | 'schemes' | 'hosts' | 'identities';
  choices?: readonly Choice[];
  /** A folder may have a value for it: where a host's own is empty, that holds. */
  inherits?: boolean;
  /** A folder's lines hold beside the host's own. */
  addsUp?: boolean;
  /** It is a secret: typed, but never shown again. */
  secret?: SecretWords;
}

/** A kind of host, as the window needs it. */
export interface HostKindInfo {
  kind: HostKind;
  word: string;
  badge: string;
  /** Not to be added by a person. */
  unlisted: boolean;
  measured: 'program' | 'echo' | 'link';
  /** In the form's order. */
  fields: FieldInfo[];
}

export interface HostKinds {
  kinds: HostKindInfo[];
  /** A host with nothing filled in. */
  empty: HostDraft;
}

/** A field of the draft, and what is wrong with it. */
export type FieldErrors = Partial<Record<keyof HostDraft | keyof HostPlace, Said>>;
