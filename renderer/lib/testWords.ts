// What a test of a host found, in words: one sentence, and what there is to know besides.
import type { HostTest } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';

export interface TestTold {
  tone: 'ok' | 'warn' | 'bad';
  /** `34 ms, the host key is new`. */
  sentence: string;
  /** A line each. */
  facts: string[];
}

/** Ways that are a password to who types it. */
const BY_PASSWORD = ['password', 'keyboard-interactive'];

/** @param wish how the form says one logs in */
export function toldTest({ ms, hostKey, ways, trouble }: HostTest, wish: string): TestTold {
  const texts = words.logInForm.test;
  const unsafe = hostKey?.is === 'changed' || hostKey?.is === 'revoked';
  const offered = notOffered(ways, wish);
  const facts = [
    ...(hostKey ? keyFacts(hostKey) : []),
    ...(ways.length > 0 ? [texts.offers(ways)] : []),
    ...(offered ? [offered] : []),
    ...(trouble?.advice ? [inWords(trouble.advice)] : []),
  ];
  if (ms === null || !hostKey || (trouble && !unsafe)) {
    return { tone: 'bad', sentence: trouble ? inWords(trouble.said) : '', facts };
  }
  const tone = unsafe ? 'bad' : offered ? 'warn' : 'ok';
  return { tone, sentence: texts.in(ms, texts.key[hostKey.is]), facts };
}

function keyFacts({ is, type, fingerprint, place, certificate }: NonNullable<HostTest['hostKey']>) {
  const texts = words.logInForm.test;
  const where = is === 'changed' ? texts.place.changed : texts.place.known;
  return [
    texts.fingerprint(type, fingerprint),
    ...(certificate && is === 'known' ? [texts.certified] : []),
    ...(place === null ? [] : [where(place)]),
    ...(is === 'new' ? [texts.isNew] : []),
  ];
}

/** '' where what was chosen can be. */
function notOffered(ways: readonly string[], wish: string): string {
  const texts = words.logInForm.test.notOffered;
  if (ways.length === 0 || ways.includes('none')) return '';
  if (wish === 'key' && !ways.includes('publickey')) return texts.key;
  if (wish === 'password' && !BY_PASSWORD.some((way) => ways.includes(way))) return texts.password;
  return '';
}
