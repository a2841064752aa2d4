// All kinds of hosts there are, and what is made of their declarations: the types of a host's
// fields, a host without values, and what the window is told.
import type { FieldInfo, HostDraft, HostKindInfo } from '../../ipc/contract.ts';
import { agent } from './agent.ts';
import { config } from './config.ts';
import { joined } from './joined.ts';
import { CAN_NOTHING, type DetailFacts, type HostCan, type HostField } from './kind.ts';
import type { HostKindRules, ValuesOf } from './kind.ts';
import { local } from './local.ts';
import { ssh } from './ssh.ts';

export const KINDS = { ssh, config, agent, local, joined };

export type HostKind = keyof typeof KINDS;

type Together<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  whole: infer Whole,
) => void
  ? Whole
  : never;

/** Values of the fields of all kinds; a host has '' in those of other kinds than its own. */
export type HostValues = Together<ValuesOf<(typeof KINDS)[HostKind]['fields']>>;

export type FieldName = keyof HostValues;

type AnyHost = HostValues & { kind: string };

type AnyKind = HostKindRules<Record<string, HostField>>;

export const KIND_NAMES = Object.keys(KINDS) as HostKind[];

export function isKind(name: string): name is HostKind {
  return Object.hasOwn(KINDS, name);
}

/** What a kind declares; undefined for one that this version doesn't know. */
export function kindOf(name: string): AnyKind | undefined {
  return isKind(name) ? KINDS[name] : undefined;
}

// Looked up for each of thousands of hosts.
const FIELDS = new Map(
  KIND_NAMES.map((kind) => [
    kind as string,
    Object.entries(KINDS[kind].fields) as [FieldName, HostField][],
  ]),
);
const FIELDS_BY_NAME = new Map([...FIELDS].map(([kind, all]) => [kind, fieldMap(all)]));

/** A kind's fields by name, in the form's order. */
export function fieldsOf(name: string): readonly [FieldName, HostField][] {
  return FIELDS.get(name) ?? [];
}

/** The same, to be looked up. */
export function fieldMapOf(name: string): ReadonlyMap<string, HostField> {
  return FIELDS_BY_NAME.get(name) ?? fieldMap([]);
}

function fieldMap(fields: readonly [FieldName, HostField][]): Map<string, HostField> {
  return new Map(fields);
}

/** The value that a field has in a new host. */
export function emptyValue({ choices }: HostField): string {
  return choices?.[0]?.value ?? '';
}

// Looked up for each of hundreds of folders.
const INHERITED: ReadonlyMap<FieldName, HostField> = new Map(
  KIND_NAMES.flatMap((kind) => fieldsOf(kind)).filter(
    ([, { inherits, hidden }]) => inherits && !hidden,
  ),
);

/** Fields that a folder may have values for, by name; those of several kinds are the same there. */
export function inheritedFields(): ReadonlyMap<FieldName, HostField> {
  return INHERITED;
}

/** What holds where neither a host nor its folders say anything. */
export function unsaidValue(field: HostField): string {
  return heldValue(field, field.choices?.find(({ value }) => value !== '')?.value ?? '');
}

/** What shells are opened with where this is said. */
export function heldValue({ choices }: HostField, value: string): string {
  return choices?.find((choice) => choice.value === value)?.holds ?? value;
}

/** Fields of all kinds, none of them filled. */
export const NO_VALUES = quick(
  Object.fromEntries(
    KIND_NAMES.flatMap((kind) => fieldsOf(kind).map(([name, field]) => [name, emptyValue(field)])),
  ),
) as unknown as HostValues;

/** Of an object that is made name by name V8 makes copies slowly: each host is one. */
function quick(values: Record<string, string>): Record<string, string> {
  return JSON.parse(JSON.stringify(values)) as Record<string, string>;
}

/** Likewise, for a host that is in no folder: what holds then. */
export const UNSAID_VALUES = {
  ...NO_VALUES,
  ...Object.fromEntries([...inheritedFields()].map(([name, field]) => [name, unsaidValue(field)])),
} as HostValues;

/** What the form for a new host begins with. */
export const EMPTY_DRAFT: HostDraft = { ...NO_VALUES, kind: 'ssh', name: '', color: 'none' };

/** The kinds as the window is told them. */
export function kindInfos(): HostKindInfo[] {
  return KIND_NAMES.map((kind) => {
    const { word, badge, unlisted = false, measured } = kindOf(kind)!;
    const shown = fieldsOf(kind).filter(([, { hidden }]) => !hidden);
    return { kind, word, badge, unlisted, measured, fields: shown.map(fieldInfo) };
  });
}

function fieldInfo([name, field]: [FieldName, HostField]): FieldInfo {
  const { check: _, normal: __, hidden: ___, longest: ____, lineKey, ...shown } = field;
  return { name, ...shown, ...(lineKey && { addsUp: true }) };
}

/** The second line of a host's entry. */
export function detailOf(host: AnyHost, facts: DetailFacts): string {
  return kindOf(host.kind)?.detail(host, facts) ?? '';
}

/** What can be done with a host; nothing with one of a kind that this version doesn't know. */
export function canOf(host: AnyHost): HostCan {
  return kindOf(host.kind)?.can(host) ?? CAN_NOTHING;
}

/** Values that follow from others, as they are when a host is saved. */
export function derivedOf(host: AnyHost): Partial<HostValues> {
  return kindOf(host.kind)?.derive?.({ ...host }) ?? {};
}
