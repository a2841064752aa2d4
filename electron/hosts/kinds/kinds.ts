// All kinds of hosts there are, and what is made of their declarations: the types of a host's
// fields, a host without values, and what the window is told.
import type { FieldInfo, HostDraft, HostKindInfo } from '../../ipc/contract.ts';
import { agent } from './agent.ts';
import { joined } from './joined.ts';
import { CAN_NOTHING, type DetailFacts, type HostCan, type HostField } from './kind.ts';
import type { HostKindRules, ValuesOf } from './kind.ts';
import { local } from './local.ts';
import { ssh } from './ssh.ts';

export const KINDS = { ssh, agent, local, joined };

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

/** A kind's fields by name, in the form's order. */
export function fieldsOf(name: string): [FieldName, HostField][] {
  return Object.entries(kindOf(name)?.fields ?? {}) as [FieldName, HostField][];
}

/** The value that a field has in a new host. */
export function emptyValue({ choices }: HostField): string {
  return choices?.[0]?.value ?? '';
}

/** Fields of all kinds, none of them filled. */
export const NO_VALUES: HostValues = Object.fromEntries(
  KIND_NAMES.flatMap((kind) => fieldsOf(kind).map(([name, field]) => [name, emptyValue(field)])),
) as unknown as HostValues;

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
  const { check: _, normal: __, hidden: ___, longest: ____, ...shown } = field;
  return { name, ...shown };
}

/** The second line of a host's entry. */
export function detailOf(host: AnyHost, facts: DetailFacts): string {
  return kindOf(host.kind)?.detail({ ...host }, facts) ?? '';
}

/** What can be done with a host; nothing with one of a kind that this version doesn't know. */
export function canOf(host: AnyHost): HostCan {
  return kindOf(host.kind)?.can({ ...host }) ?? CAN_NOTHING;
}

/** Values that follow from others, as they are when a host is saved. */
export function derivedOf(host: AnyHost): Partial<HostValues> {
  return kindOf(host.kind)?.derive?.({ ...host }) ?? {};
}
