// Every field that a schema of a body speaks of, as PROTOCOL.md writes it: `client.name`,
// `members[].id`, `env{value}`; here with a dot before each part.
import type { Schema } from './hostileBodies.ts';

/** Places of tunnels are a table of their own, and not gone into. */
export function fieldPaths({ def }: Schema, at: readonly string[] = []): string[] {
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
  if (inner) return fieldPaths(inner, at);
  const own = at.length > 0 ? [at.join('.')] : [];
  return [...own, ...partsOf(def).flatMap(([name, schema]) => fieldPaths(schema, [...at, name]))];
}

function partsOf(def: Schema['def']): [name: string, schema: Schema][] {
  if (def.type === 'object') return Object.entries(def.shape!);
  if (def.type === 'array') return [['[]', def.element!]];
  if (def.type === 'tuple') return [['[]', def.items![0]!]];
  if (def.type !== 'record') return [];
  return [
    ['{name}', def.keyType!],
    ['{value}', def.valueType!],
  ];
}
