// Vectors for the fields of JSON bodies, made from the table in PROTOCOL.md: what stands on a
// bound is taken, what stands beyond it is `bad-body`.
import {
  FIELDS,
  fieldsOf,
  fullBody,
  JSON_MESSAGES,
  placeOf,
  plainValue,
  type Field,
  type Place,
} from '../support/protocolFields.ts';
import { table } from '../support/protocolPage.ts';

/** One change of a body in order. Long values are written short, see `docs/conformance`. */
export interface BodyCase {
  at: Place;
  /** Absent: the field is taken out. */
  set?: unknown;
  error: 'bad-body' | null;
}

export interface BodyVector {
  message: string;
  type: number;
  channel: number;
  body: Record<string, unknown>;
  cases: BodyCase[];
}

const TYPES = new Map(
  table('### Types').map(([code, name, , channel]) => [name!, { code, channel }]),
);
/** A text longer than this is counted by its bytes as well, or too long to be a case of its own. */
const MOST_CHARS = 4096;
/** An array without a bound is tried with so many parts. */
const MANY = 32;

export function bodyVectors(): BodyVector[] {
  return JSON_MESSAGES.map((message) => {
    const { code, channel } = TYPES.get(message)!;
    return {
      message,
      type: Number(code),
      channel: channel === '0' ? 0 : 1,
      body: fullBody(message),
      cases: [...fieldsOf(message).flatMap(casesOf), ...more(message)],
    };
  });
}

const taken = (at: Place, set: unknown): BodyCase => ({ at, set, error: null });
const refused = (at: Place, set: unknown): BodyCase => ({ at, set, error: 'bad-body' });
const text = (unit: string, times: number): unknown =>
  times <= 8 ? unit.repeat(times) : { $string: [unit, times] };
const list = (part: unknown, times: number): unknown => ({ $array: [part, times] });

function casesOf(field: Field): BodyCase[] {
  const at = placeOf(field);
  const isName = field.path.at(-1) === '{name}';
  if (isName) return nameCases(field, at.slice(0, -1));
  const inObject = !['[]', '{value}'].includes(field.path.at(-1)!);
  const { good, bad } = valuesFor(field);
  const nothing: BodyCase = { at, error: field.absent ? null : 'bad-body' };
  return [
    ...good.map((value) => taken(at, value)),
    ...bad.map((value) => refused(at, value)),
    ...(field.type === 'any'
      ? []
      : [{ at, set: null, error: field.null ? null : 'bad-body' } as const]),
    ...(inObject && field.type !== 'any' ? [nothing] : []),
  ];
}

function valuesFor(field: Field): { good: unknown[]; bad: unknown[] } {
  const { min, max, choices } = field;
  switch (field.type) {
    case 'integer':
      return { good: [min, max], bad: [min - 1, max + 1, Math.max(0, min) + 0.5, '1', true] };
    case 'string':
      return { good: goodTexts(field), bad: [...longTexts(field), 1, ['x'], ...(min ? [''] : [])] };
    case 'hex':
      return {
        good: [text('0', min), text('f', min)],
        bad: [text('a', min - 1), text('a', min + 1), text('A', min), text('g', min), 1],
      };
    case 'base64url':
      return {
        good: [text('_', min), text('-', min)],
        bad: [text('A', min - 1), text('A', min + 1), text('+', min), text('=', min), 1],
      };
    case 'one of':
      return { good: choices, bad: ['', `${choices[0]} `, choices[0]!.toUpperCase(), 0] };
    case 'boolean':
      return { good: [true, false], bad: [0, 1, 'true'] };
    case 'array':
      return arrays(field);
    case 'place':
      return places();
    case 'target':
      return targets();
    default:
      return { good: [], bad: field.type === 'any' ? [] : [[], 'x', 1, true] };
  }
}

const isBounded = ({ max }: Field): boolean => max < Number.MAX_SAFE_INTEGER;

function goodTexts(field: Field): unknown[] {
  const most = isBounded(field) ? field.max : MOST_CHARS;
  const wide = most <= MOST_CHARS ? [text('𝄞', most)] : [];
  return [text('x', field.min), text('x', most), ...wide];
}

function longTexts(field: Field): unknown[] {
  if (!isBounded(field)) return [];
  const wide = field.max <= MOST_CHARS ? [text('𝄞', field.max + 1)] : [];
  return [text('x', field.max + 1), ...wide];
}

function arrays(field: Field): { good: unknown[]; bad: unknown[] } {
  const { min } = field;
  const part = (fullPart(field) as unknown[])[0];
  const most = isBounded(field) ? field.max : MANY;
  const bad = [
    ...(isBounded(field) ? [list(part, most + 1)] : []),
    ...(min > 0 ? [list(part, min - 1)] : []),
  ];
  return { good: [list(part, min), list(part, most)], bad: [...bad, {}, 'x', 1] };
}

function fullPart(field: Field): unknown {
  return placeOf(field).reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown>)[step],
    fullBody(field.message),
  );
}

function nameCases({ choices, min, max, message, path }: Field, at: Place): BodyCase[] {
  const value = FIELDS.find(
    (field) =>
      field.message === message && field.path.join() === [...path.slice(0, -1), '{value}'].join(),
  )!;
  const under = value.type === 'array' ? [1, null] : plainValue(value);
  const named = (name: unknown): unknown => ({ $map: [name, under] });
  if (choices.length > 0) {
    return [...choices.map((name) => taken(at, named(name))), refused(at, named('x'))];
  }
  return [
    taken(at, named(text('x', min))),
    taken(at, named(text('x', max))),
    refused(at, named(text('x', max + 1))),
  ];
}

/** Of both kinds, and of none. */
function places(): { good: unknown[]; bad: unknown[] } {
  const good: unknown[] = [];
  const bad: unknown[] = [
    'x',
    [],
    {},
    { kind: 'udp', host: 'x', port: 1 },
    { kind: 'tcp', path: 'x' },
  ];
  for (const kind of ['tcp', 'unix']) {
    const body = { kind, ...fullBody(`place of ${kind}`) };
    for (const field of fieldsOf(`place of ${kind}`)) {
      const [name] = field.path as [string];
      const values = valuesFor(field);
      good.push(...values.good.map((value) => ({ ...body, [name]: value })));
      bad.push(...values.bad.map((value) => ({ ...body, [name]: value })));
    }
  }
  return { good, bad };
}

/** Those, and the agent's files. */
function targets(): { good: unknown[]; bad: unknown[] } {
  const { good, bad } = places();
  return { good: [...good, { kind: 'files' }], bad: [...bad, { kind: 'file' }] };
}

/** What the page says below the table. */
function more(message: string): BodyCase[] {
  if (message !== 'OPEN') return [];
  const at = ['login', 'env'];
  const both = (first: number): unknown => ({
    a: { $string: ['x', first] },
    b: { $string: ['"', 1000] }, // two bytes each, as JSON writes it
  });
  const rest = 24_576 - 2 - 2000;
  return [taken(at, both(rest)), refused(at, both(rest + 1))];
}
