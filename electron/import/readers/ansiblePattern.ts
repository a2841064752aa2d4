// Names of hosts in an Ansible inventory: `www[01:03].example.com:2222` is three hosts and their port.
import { isIPv6 } from 'node:net';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { IMPORT_HOSTS } from '../limits.ts';

export interface Pattern {
  readonly names: readonly string[];
  /** As written; '' where there is none. */
  readonly port: string;
}

/** Undefined where a range can't be read. Throws a `PersonError` where it is too large. */
export function patternOf(text: string): Pattern | undefined {
  const bracketed = /^\[([0-9a-f:.]+(?:%\w+)?)\](?::(\d+))?$/i.exec(text);
  if (bracketed && isIPv6(bracketed[1]!))
    return { names: [bracketed[1]!], port: bracketed[2] ?? '' };
  const [, host, port = ''] = /^((?:[^:[\]]|\[[^\]]*\])*):(\d+)$/.exec(text) ?? [];
  const names = expanded(host ?? text);
  return names && { names, port };
}

/** `[start:end]` or `[start:end:step]`, of numbers or of single letters. */
const RANGE = /^([^[]*)\[([^\]:]*):([^\]:]*)(?::([^\]:]*))?\](.*)$/s;

function expanded(pattern: string): readonly string[] | undefined {
  let done = [''];
  let rest = pattern;
  for (let range = RANGE.exec(rest); range; range = RANGE.exec(rest)) {
    const [, before = '', start = '', end = '', step = '1', after = ''] = range;
    const values = valuesOf(start || '0', end, Number(step));
    if (!values) return undefined;
    if (done.length * values.length > IMPORT_HOSTS) {
      throw new PersonError(say('import-too-many', { most: IMPORT_HOSTS }));
    }
    done = done.flatMap((head) => values.map((value) => head + before + value));
    rest = after;
  }
  return done.map((head) => head + rest);
}

function valuesOf(start: string, end: string, step: number): string[] | undefined {
  if (!Number.isSafeInteger(step) || step < 1) return undefined;
  if (/^[a-z]$/i.test(start) && /^[a-z]$/i.test(end)) return lettersOf(start, end, step);
  if (!/^\d{1,15}$/.test(start) || !/^\d{1,15}$/.test(end)) return undefined;
  const isPadded = start.length > 1 && start.startsWith('0');
  if (isPadded && start.length !== end.length) return undefined;
  const [from, to] = [Number(start), Number(end)];
  const count = Math.floor((to - from) / step) + 1;
  if (count < 1) return undefined;
  if (count > IMPORT_HOSTS) {
    throw new PersonError(say('import-too-many', { most: IMPORT_HOSTS }));
  }
  return Array.from({ length: count }, (_, at) =>
    String(from + at * step).padStart(isPadded ? start.length : 0, '0'),
  );
}

/** Small letters come before capital ones. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function lettersOf(start: string, end: string, step: number): string[] | undefined {
  const [from, to] = [LETTERS.indexOf(start), LETTERS.indexOf(end)];
  if (from > to) return undefined;
  return [...LETTERS.slice(from, to + 1)].filter((_, at) => at % step === 0);
}
