// Bodies of the wire protocol in which every string that a peer may choose is hostile: made from the
// schemas themselves, so that a field that is new is among them.
import { bodies, type Bodies } from '../../core/wire/bodies.ts';
import { HEADER_BYTES } from '../../core/wire/protocol.ts';
import { startFrame } from '../../core/wire/frame.ts';
import { CODES } from '../../core/wire/protocol.ts';

/** Title, C1 colour, a line of its own, DEL, a reversal, half a character; fits the shortest field. */
export const HOSTILE = 'x\u001b]0;y\u0007\u009b31m\r\nz\u007f\u202e\u2028\ud800w';

/** What must not reach a terminal or a log, but for the line feeds that end our own lines. */
export const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What is read of a schema of zod's. */
export interface Schema {
  def: {
    type: string;
    shape?: Record<string, Schema>;
    innerType?: Schema;
    element?: Schema;
    items?: Schema[];
    keyType?: Schema;
    valueType?: Schema;
    in?: Schema;
    options?: Schema[];
    entries?: Record<string, string>;
    values?: unknown[];
    checks?: { _zod: { def: { pattern?: RegExp } } }[];
  };
  safeParse(value: unknown): { success: boolean };
}

export type BodyName = keyof Bodies;
export const BODY_NAMES = Object.keys(bodies) as BodyName[];

/** A body of that name; `words` stands wherever a peer may choose. */
export function hostileBody(name: BodyName, words = HOSTILE): Record<string, unknown> {
  return made(bodies[name] as unknown as Schema, words) as Record<string, unknown>;
}

/** The frame of a body that our own encoder would never make. */
export function rawFrame(name: BodyName, channel: number, body: unknown): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(body));
  const frame = startFrame(CODES[name], channel, bytes.byteLength);
  frame.set(bytes, HEADER_BYTES);
  return frame;
}

/** Every string of a value, with the path that leads to it; keys count as strings. */
export function stringsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one) => stringsOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [
    [`${path}.${/^\w+$/.test(key) ? key : '*'}`, key] as [string, string],
    ...stringsOf(one, `${path}.${/^\w+$/.test(key) ? key : '*'}`),
  ]);
}

function made(schema: Schema, words: string): unknown {
  const { def } = schema;
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape!).map(([key, one]) => [key, made(one, words)]),
      );
    case 'optional':
    case 'nullable':
    case 'default':
      return made(def.innerType!, words);
    case 'array':
      return [made(def.element!, words)];
    case 'tuple':
      return def.items!.map((one) => made(one, words));
    case 'record':
      return { [made(def.keyType!, words) as string]: made(def.valueType!, words) };
    case 'pipe':
      return made(def.in!, words);
    case 'union':
      return made(def.options!.at(-1)!, words);
    case 'enum':
      return Object.values(def.entries!)[0];
    case 'literal':
      return def.values![0];
    case 'boolean':
      return true;
    case 'unknown':
      return { list: [words], [words]: { deep: words } };
    case 'number':
      return firstThatFits(schema, [1, 100, 4096, 500]);
    case 'string':
      return firstThatFits(schema, [words, 'a'.repeat(32), 'a'.repeat(16), 'a'.repeat(43)]);
    default:
      throw new Error(`a schema of a kind that is not known here: ${def.type}`);
  }
}

function firstThatFits(schema: Schema, values: unknown[]): unknown {
  const found = values.find((value) => schema.safeParse(value).success);
  if (found === undefined) throw new Error('nothing fits a field: add a value that does');
  return found;
}
