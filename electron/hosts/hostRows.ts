// How a host lies in the table: what all kinds have in columns, the fields of its kind as JSON. What
// this version doesn't know of a host is kept as it is, for the version that does.
import { say, type Said } from '../../words/said.ts';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { HostColor, HostDraft, HostKind, HostPlace } from '../ipc/contract.ts';
import { HOST_COLORS } from './hostDraft.ts';
import { placeKey } from './hostNames.ts';
import { fromPlaceColumns, NO_PLACE, toPlaceColumns } from './hostPlace.ts';
import type { HostField } from './kinds/kind.ts';
import { fieldMapOf, fieldsOf, kindOf, NO_VALUES } from './kinds/kinds.ts';

/** A host without its secrets. */
export interface HostRow {
  host: HostDraft & { id: string };
  /** At the top, and without anything, where it isn't said. */
  place?: HostPlace;
  /** Milliseconds since 1970; told of what was read, and never written with the rest. */
  usedAt?: number | null;
  /** Fields that this version doesn't know. */
  unknown: Record<string, unknown>;
  /** Why it can't be used; null if it can. */
  problem: Said | null;
}

export const UPSERT_HOST = `
  INSERT INTO hosts (id, kind, name, key, color, fields, folder, tags, notes, icon, favourite)
  VALUES (:id, :kind, :name, :key, :color, :fields, :folder, :tags, :notes, :icon, :favourite)
  ON CONFLICT (id) DO UPDATE SET
    kind = :kind, name = :name, key = :key, color = :color, fields = :fields, folder = :folder,
    tags = :tags, notes = :notes, icon = :icon, favourite = :favourite`;

/** With all that this version can't read of it. Where it came from, and when it was used, is its own. */
export const COPY_HOST = `
  INSERT INTO hosts (id, kind, name, key, color, fields, folder, tags, notes, icon, favourite)
  SELECT :id, kind, :name, :key, color, fields, folder, tags, notes, icon, favourite
  FROM hosts WHERE id = :from`;

export function toRow({ host, unknown, place }: HostRow): Record<string, SQLInputValue> {
  const { id, kind, name, color } = host;
  const own = fieldsOf(kind).filter(([, { secret }]) => !secret);
  // Of thirty fields most are empty with most hosts: the file would be twice as long, and so every look at it.
  const said = own.filter(([field]) => host[field] !== '' || NO_VALUES[field] !== '');
  const values = Object.fromEntries(said.map(([field]) => [field, host[field]]));
  const fields = JSON.stringify({ ...unknown, ...values });
  const key = placeKey(place?.folder ?? null, name);
  return { id, kind, name, key, color, fields, ...toPlaceColumns(place ?? NO_PLACE) };
}

export function fromRow(row: Record<string, SQLOutputValue>): Required<HostRow> {
  const [kind, color] = [String(row['kind']), String(row['color'])];
  const { values, unknown, damaged } = readFields(kind, parsed(row['fields']));
  const host = {
    ...NO_VALUES,
    ...values,
    id: String(row['id']),
    kind: kind as HostKind,
    name: String(row['name']),
    color: isColor(color) ? color : 'none',
  };
  return {
    host,
    unknown,
    place: fromPlaceColumns(row),
    usedAt: row['used_at'] == null ? null : Number(row['used_at']),
    problem: kindOf(kind) ? damaged : say('host-of-unknown-kind', { kind: shownKind(kind) }),
  };
}

/** Most values of most hosts: with thousands of hosts, writing them all down once more would be felt. */
const USUAL = NO_VALUES as Readonly<Record<string, string>>;

interface ReadFields {
  /** Those that aren't as in a host that says nothing. */
  values: Record<string, string>;
  unknown: Record<string, unknown>;
  /** What can't be read of it; null if all can. */
  damaged: Said | null;
}

function readFields(kind: string, stored: Record<string, unknown> | undefined): ReadFields {
  const fields = fieldMapOf(kind);
  // Without a prototype, for which a field of any name is a field.
  const unknown = Object.create(null) as ReadFields['unknown'];
  const read: ReadFields = { values: {}, unknown, damaged: stored ? null : say('host-damaged') };
  for (const [name, value] of Object.entries(stored ?? {})) {
    const field = fields.get(name);
    if (!field || field.secret) read.unknown[name] = value;
    else if (!fits(field, value)) read.damaged = say('host-field-damaged', { field: field.label });
    else if (value !== USUAL[name]) read.values[name] = value;
  }
  return read;
}

export function fits({ choices }: HostField, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return !choices || choices.some((choice) => choice.value === value);
}

export function parsed(fields: SQLOutputValue | undefined): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(String(fields));
    const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isRecord ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function isColor(color: string): color is HostColor {
  return (HOST_COLORS as readonly string[]).includes(color);
}

/** It may be anything. */
const shownKind = (kind: string): string => JSON.stringify(kind).slice(0, 40);
