// Tunnels in PuTTY's list: `4L127.0.0.1:8080=web:80,R2222=localhost:22,D1080=`.
import type { Endpoint, FoundForward } from '../../found.ts';
import { bare, colonsOutsideBrackets } from './address.ts';

export interface Forwards {
  readonly forwards: readonly FoundForward[];
  /** Entries for IPv4 or IPv6 alone, as written. */
  readonly ofOneFamily: readonly string[];
  /** Entries that make no sense, as written. */
  readonly damaged: readonly string[];
}

const TYPES = { L: 'local', R: 'remote', D: 'dynamic' } as const;
const ENTRY = /^([46]?)([LRD])(.*)$/s;

/** A list of PuTTY's: pairs of `name=value`, in which a backslash makes the next letter plain. */
export function pairsOf(list: string): (readonly [name: string, value: string])[] {
  const pairs: [string, string][] = [];
  let [name, text, isValue] = ['', '', false];
  const end = (): void => {
    if (name || text) pairs.push(isValue ? [name, text] : [text, '']);
    [name, text, isValue] = ['', '', false];
  };
  for (let at = 0; at < list.length; at += 1) {
    const letter = list[at]!;
    if (letter === '\\') text += list[(at += 1)] ?? '';
    else if (letter === ',') end();
    else if (letter === '=' && !isValue) [name, text, isValue] = [text, '', true];
    else text += letter;
  }
  end();
  return pairs;
}

export function forwardsOf(list: string): Forwards {
  const forwards: FoundForward[] = [];
  const ofOneFamily: string[] = [];
  const damaged: string[] = [];
  for (const [key, value] of pairsOf(list)) {
    const written = value ? `${key}=${value}` : key;
    const forward = forwardOf(key.trim(), value.trim());
    if (forward) forwards.push(forward);
    else damaged.push(written);
    if (forward && /^[46]/.test(key)) ofOneFamily.push(written);
  }
  return { forwards, ofOneFamily, damaged };
}

/** One tunnel; undefined where it makes no sense. */
export function forwardOf(key: string, value: string): FoundForward | undefined {
  const [, , letter, at = ''] = ENTRY.exec(key) ?? [];
  const listen = endpointOf(at);
  if (letter === undefined || !listen) return undefined;
  // PuTTY itself holds a dynamic one as `L1080` to `D`
  const type = letter === 'L' && value === 'D' ? 'dynamic' : TYPES[letter as 'L' | 'R' | 'D'];
  if (type === 'dynamic') return { type, listen };
  const target = endpointOf(value);
  if (!target || !('host' in target) || target.host === null) return undefined;
  return { type, listen, target };
}

/** `port` or `host:port`. */
export function endpointOf(text: string): Endpoint | undefined {
  const colon = colonsOutsideBrackets(text).at(-1) ?? -1;
  const port = text.slice(colon + 1);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return undefined;
  return { host: colon < 0 ? null : bare(text.slice(0, colon)) || null, port: Number(port) };
}
