// The bounds of the fields of JSON bodies, as section 10 of PROTOCOL.md says them: a row is
// a field, and from all of a message's rows a body that is in order is made.
import { pageNumber, table } from './protocolPage.ts';

export interface Field {
  /** `HELLO`, or `place of tcp`. */
  message: string;
  /** Names; `[]` for a part of an array, `{name}` and `{value}` of a map. */
  path: string[];
  type: string;
  /** Of an integer's value, or a length. */
  min: number;
  max: number;
  choices: string[];
  absent: boolean;
  null: boolean;
}

/** A step in a body: a property's name, or an index. */
export type Place = (string | number)[];

const LARGEST = Number.MAX_SAFE_INTEGER;

export const FIELDS: readonly Field[] = table('## 10. Fields of JSON bodies').flatMap(
  ([messages, path, type, bounds, may]) =>
    messages!.split(', ').map((message) => ({
      message,
      path: path!.split(/\.|(?=\[)|(?=\{)/).filter((part) => part !== ''),
      type: type!,
      ...boundsOf(type!, bounds!),
      choices: type === 'one of' ? bounds!.split(', ') : [],
      absent: may!.includes('absent'),
      null: may!.includes('null'),
    })),
);

/** The names of messages with JSON bodies. */
export const JSON_MESSAGES: readonly string[] = [
  ...new Set(FIELDS.map(({ message }) => message).filter((name) => !/^(place|target)/.test(name))),
];

export function fieldsOf(message: string): Field[] {
  return FIELDS.filter((field) => field.message === message);
}

/** A body in order, with every field that there is. */
export function fullBody(message: string): Record<string, unknown> {
  return childOf(fieldsOf(message), []) as Record<string, unknown>;
}

/** Where in `fullBody` a field stands. */
export function placeOf({ message, path }: Field): Place {
  const fields = fieldsOf(message);
  return path.map((part, index) => {
    if (part === '[]') return 0;
    if (part !== '{value}') return part;
    const name = [...path.slice(0, index), '{name}'].join();
    return fields.find((field) => field.path.join() === name)!.choices[0] ?? '';
  });
}

/** A value that is in order. */
export function plainValue(field: Field): unknown {
  switch (field.type) {
    case 'integer':
      return Math.max(1, field.min);
    case 'string':
      return 'x'.repeat(Math.max(1, field.min));
    case 'hex':
      return 'a'.repeat(field.min);
    case 'base64url':
      return 'A'.repeat(field.min);
    case 'boolean':
      return true;
    case 'one of':
      return field.choices[0];
    case 'place':
    case 'target':
      return { kind: 'tcp', ...fullBody('place of tcp') };
    default:
      return {};
  }
}

function childOf(fields: readonly Field[], at: string[]): unknown {
  const own = fields.find(({ path }) => path.join() === at.join());
  const inner = fields.filter(
    ({ path }) => path.length === at.length + 1 && path.slice(0, -1).join() === at.join(),
  );
  const made = (field: Field): unknown => childOf(fields, field.path);
  if (own?.type === 'array') {
    return Array.from({ length: Math.max(1, own.min) }, () => made(inner[0]!));
  }
  if (own?.type === 'map') return mapOf(inner, made);
  if (own && inner.length === 0) return plainValue(own);
  return Object.fromEntries(inner.map((field) => [field.path.at(-1)!, made(field)]));
}

function mapOf(inner: readonly Field[], made: (field: Field) => unknown): unknown {
  const [names, values] = ['{name}', '{value}'].map((part) =>
    inner.find(({ path }) => path.at(-1) === part)!,
  );
  const name = names!.choices[0] ?? '';
  return { [name]: made(values!) };
}

function boundsOf(type: string, bounds: string): { min: number; max: number } {
  const [, min, more, max] = /^(.+?)(?: (or more)| to (.+))?$/.exec(bounds) ?? [];
  if (min === undefined || type === 'one of') {
    return { min: type === 'integer' ? -Number.MAX_SAFE_INTEGER : 0, max: LARGEST };
  }
  const low = pageNumber(min);
  return { min: low, max: more ? LARGEST : pageNumber(max ?? min) };
}
