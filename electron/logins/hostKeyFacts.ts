// What ssh says of a host key that it asks about, read from its question.
import type { AskedHostKey } from '../ipc/contract.ts';

/** `The authenticity of host 'web-eu-1 (10.1.2.3)' can't be established.` */
const NAME = /^The authenticity of host '(?<name>[^\n']+?)( \([^\n]*\))?' can't be established/;
const FINGERPRINT = /^(?<type>[\w-]+) key fingerprint is (?<print>(SHA256|MD5):[\w+/:=]+)\.$/m;
const FRAME = /^\+-.*-\+$/;
/** `    ~/.ssh/known_hosts:3: web-eu-1` */
const OTHER = /^ {4}(?<place>[^\n]+:\d+: .+)$/gm;

/** Undefined where it isn't that question. */
export function hostKeyFacts(text: string): AskedHostKey | undefined {
  const { name } = NAME.exec(text)?.groups ?? {};
  if (!name) return undefined;
  const { type = '', print: fingerprint = '' } = FINGERPRINT.exec(text)?.groups ?? {};
  const alsoKnownAs = [...text.matchAll(OTHER)].map(({ groups }) => groups!['place']!);
  return { name, type, fingerprint, art: artIn(text), alsoKnownAs, oldPlace: null };
}

function artIn(text: string): string[] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => FRAME.test(line));
  const last = lines.findIndex((line, at) => at > first && FRAME.test(line));
  return first < 0 || last < 0 ? [] : lines.slice(first, last + 1);
}
