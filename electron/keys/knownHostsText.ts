// The lines of a known_hosts file, as ssh reads them. Pure: the text may be anything.
import { cleanLine } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import type { KnownHost } from '../ipc/contract.ts';
import { fingerprintOf, innerName, typeName } from './keyLines.ts';

/** `line` is counted from 1. */
export type KnownLine = Omit<KnownHost, 'id' | 'file' | 'removedBy'>;

const MOST_NAMES = 100;
const MOST_CHARS = 300;
const HASHED = /^\|1\|[A-Za-z0-9+/]{27}=\|[A-Za-z0-9+/]{27}=$/;
const BLOB = /^[A-Za-z0-9+/]+={0,2}$/;

/** Undefined of a line that says nothing: empty, or a comment. */
export function readKnownLine(text: string, line: number): KnownLine | undefined {
  const plain = text.replace(/^[ \t]+|[ \t\r]+$/g, '');
  if (plain === '' || plain.startsWith('#')) return undefined;
  const [, marked, rest = ''] = /^(@\S+)?[ \t]*(.*)$/s.exec(plain) ?? [];
  const [, names = '', key = ''] = /^(\S+)[ \t]*(.*)$/s.exec(rest) ?? [];
  const known = { line, ...namesOf(names), marker: markerOf(marked) };
  return { ...known, ...keyOf(key), ...problemOf(marked, names, key) };
}

function markerOf(marked: string | undefined): KnownLine['marker'] {
  if (marked === '@cert-authority') return 'cert-authority';
  return marked === '@revoked' ? 'revoked' : null;
}

function namesOf(names: string): Pick<KnownLine, 'names' | 'hashed'> {
  if (names.startsWith('|')) return { names: [], hashed: true };
  const all = names.split(',', MOST_NAMES).map((name) => cleanLine(name, MOST_CHARS));
  return { names: all.filter((name) => name !== ''), hashed: false };
}

type Key = Pick<KnownLine, 'type' | 'fingerprint' | 'comment'>;

function keyOf(text: string): Key {
  const [, algorithm = '', blob = '', comment = ''] = split(text);
  const isRead = isKey(algorithm, blob);
  return {
    type: isRead ? typeName(algorithm) : cleanLine(algorithm, 40),
    fingerprint: isRead ? fingerprintOf(blob) : '',
    comment: cleanLine(comment, MOST_CHARS),
  };
}

function split(text: string): string[] {
  return /^(\S+)(?:[ \t]+(\S+)(?:[ \t]+(.*))?)?$/s.exec(text) ?? [];
}

function isKey(algorithm: string, blob: string): boolean {
  return BLOB.test(blob) && algorithm !== '' && innerName(blob) === algorithm;
}

function problemOf(
  marked: string | undefined,
  names: string,
  text: string,
): { problem: Said | null } {
  const [, algorithm = '', blob = ''] = split(text);
  if (marked !== undefined && !markerOf(marked)) return { problem: say('known-host-bad-marker') };
  if (names.startsWith('|') && !HASHED.test(names)) return { problem: say('known-host-bad-hash') };
  if (blob === '') return { problem: say('known-host-no-key') };
  // Bits, exponent and modulus.
  if (/^\d+$/.test(algorithm) && /^\d+$/.test(blob)) return { problem: say('known-host-old-key') };
  return { problem: isKey(algorithm, blob) ? null : say('known-host-bad-key') };
}

/** A name that stands for itself alone: `web-1`, `[10.0.0.1]:2222`. */
export function isPlainHost(name: string): boolean {
  return name !== '' && !/[*?!]/.test(name) && !name.startsWith('-');
}

/** The name that ssh-keygen would remove the line by; null where there is none. */
export function removalName({ names, marker, problem }: KnownLine): string | null {
  if (marker || problem) return null;
  return names.find(isPlainHost) ?? null;
}
