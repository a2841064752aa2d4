// How a host lies in the table: what all kinds have in columns, the fields of its kind as JSON. What
// this version doesn't know of a host is kept as it is, for the version that does.
import { say, type Said } from '../../words/said.ts';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { HostColor, HostDraft, HostKind } from '../ipc/contract.ts';
import { HOST_COLORS, nameKey } from './hostDraft.ts';
import type { HostField } from './kinds/kind.ts';
import { fieldsOf, kindOf, NO_VALUES } from './kinds/kinds.ts';

/** A host without its secrets. */
export interface HostRow {
  host: HostDraft & { id: string };
  /** Fields that this version doesn't know. */
  unknown: Record<string, unknown>;
  /** Why it can't be used; null if it can. */
  problem: Said | null;
}

export const UPSERT_HOST = `
  INSERT INTO hosts (id, kind, name, name_key, color, fields)
  VALUES (:id, :kind, :name, :name_key, :color, :fields)
  ON CONFLICT (id) DO UPDATE SET
    kind = :kind, name = :name, name_key = :name_key, color = :color, fields = :fields`;

/** With all that this version can't read of it. */
export const COPY_HOST = `
  INSERT INTO hosts (id, kind, name, name_key, color, fields)
  SELECT :id, kind, :name, :name_key, color, fields FROM hosts WHERE id = :from`;

export function toRow({ host, unknown }: HostRow): Record<string, SQLInputValue> {
  const { id, kind, name, color } = host;
  const own = fieldsOf(kind).filter(([, { secret }]) => !secret);
  const values = Object.fromEntries(own.map(([field]) => [field, host[field]]));
  const fields = JSON.stringify({ ...unknown, ...values });
  return { id, kind, name, name_key: nameKey(name), color, fields };
}

export function fromRow(row: Record<string, SQLOutputValue>): HostRow {
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
    problem: kindOf(kind) ? damaged : say('host-of-unknown-kind', { kind: shownKind(kind) }),
  };
}

interface ReadFields {
  values: Record<string, string>;
  unknown: Record<string, unknown>;
  /** What can't be read of it; null if all can. */
  damaged: Said | null;
}

function readFields(kind: string, stored: Record<string, unknown> | undefined): ReadFields {
  const fields = new Map<string, HostField>(fieldsOf(kind));
  // Without a prototype, for which a field of any name is a field.
  const unknown = Object.create(null) as ReadFields['unknown'];
  const read: ReadFields = { values: {}, unknown, damaged: stored ? null : say('host-damaged') };
  for (const [name, value] of Object.entries(stored ?? {})) {
    const field = fields.get(name);
    if (!field || field.secret) read.unknown[name] = value;
    else if (fits(field, value)) read.values[name] = value;
    else read.damaged = say('host-field-damaged', { field: field.label });
  }
  return read;
}

function fits({ choices }: HostField, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return !choices || choices.some((choice) => choice.value === value);
}

function parsed(fields: SQLOutputValue | undefined): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(String(fields));
    const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isRecord ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isColor(color: string): color is HostColor {
  return (HOST_COLORS as readonly string[]).includes(color);
}

/** It may be anything. */
const shownKind = (kind: string): string => JSON.stringify(kind).slice(0, 40);
