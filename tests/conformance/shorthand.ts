// The vectors' shorthand for long values, written out; see `docs/conformance/README.md`.
import type { BodyVector, BodyCase } from './bodyVectors.ts';

/** A value with nothing short in it. */
export function writtenOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenOut);
  if (typeof value !== 'object' || value === null) return value;
  const { $string, $array, $map } = value as Record<string, [never, number] | undefined>;
  if ($string) return ($string[0] as string).repeat($string[1]);
  if ($array) return Array.from({ length: $array[1] }, () => writtenOut($array[0]));
  if ($map) return { [writtenOut($map[0]) as string]: writtenOut($map[1]) };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, writtenOut(one)]));
}

/** The body of one case. */
export function bodyOf({ body }: Pick<BodyVector, 'body'>, { at, ...change }: BodyCase): unknown {
  const whole = structuredClone(body);
  const last = at.at(-1)!;
  let holder = whole as Record<string | number, unknown>;
  for (const step of at.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  if ('set' in change) holder[last] = writtenOut(change.set);
  else delete holder[last];
  return whole;
}
