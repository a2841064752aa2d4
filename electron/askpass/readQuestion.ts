// What ssh asks, told apart by what OpenSSH itself writes: sshconnect2.c, sshconnect.c, ssh-pkcs11.c.
// A server's text comes after `(user@host) ` there, and is never looked into. What fits nothing exactly
// is unknown, and goes to a person.
import { cleanText } from '../../core/text/clean.ts';
import { inWords, say } from '../../words/said.ts';
import type { SshQuestion } from './question.ts';

/** Characters of a question that are shown. */
export const SHOWN_CHARS = 4_000;

/** What bowline-proxy says in the place of ssh's own hints. */
const PROXY = 'proxy';

/** `"%.30s@%.128s's password: "`; the user may have an @ in it, a host hasn't. */
const PASSWORD = /^(?<user>[^\n]+)@(?<host>[^@\n]+)'s password: $/;
/** `"(%s@%s) "` and what a server says. */
const INTERACTIVE = /^\((?<user>[^\n()]+)@(?<host>[^@\n()]+)\) (?<said>[^]*)$/;
/** `"Enter passphrase for key '%.100s': "` */
const PASSPHRASE = /^Enter passphrase for key '(?<file>[^\n]+)': $/;
/** `"Enter PIN for '%s': "` of a token, `"Enter PIN%s for %s key %s: "` of a FIDO key. */
const TOKEN_PIN = /^Enter PIN for '(?<token>[^\n]+)': $/;
const KEY_PIN = /^Enter PIN(?: and confirm user presence)? for (?<token>[A-Z0-9-]+ key [^\n]+): $/;
const HOST_KEY =
  /^The authenticity of host '[^\n]+' can't be established[^]*\(yes\/no(\/\[fingerprint\])?\)\? $/;
const HOST_KEY_AGAIN = /^Please type 'yes'(, 'no' or the fingerprint| or 'no'): $/;

/**
 * @param prompt as ssh gives it to its askpass program
 * @param hint `SSH_ASKPASS_PROMPT`
 * @param marked whether this ssh says which text is a server's; where it doesn't, all may be
 */
export function readQuestion(prompt: string, hint: string, marked: boolean): SshQuestion {
  const text = shown(prompt);
  if (hint === PROXY) return { asks: 'proxy', text: proxyText(text), place: prompt };
  if (hint === 'none') return { asks: 'touch', text };
  if (hint === 'confirm') return { asks: 'confirm', text };
  if (!marked || !isPlain(prompt)) return { asks: 'unknown', text };
  return known(prompt, text) ?? { asks: 'unknown', text };
}

/** Of one that is longer than anybody reads, the beginning, and the end, where what is asked stands. */
function shown(prompt: string): string {
  if (prompt.length <= SHOWN_CHARS) return cleanText(prompt, SHOWN_CHARS);
  const half = SHOWN_CHARS / 2 - 2;
  const [begin, end] = [prompt.slice(0, half), prompt.slice(-half)];
  return `${cleanText(begin, SHOWN_CHARS)}\n…\n${cleanText(end, SHOWN_CHARS)}`;
}

function proxyText(proxy: string): string {
  return inWords(say('proxy-asks-password', { proxy }));
}

function known(prompt: string, text: string): SshQuestion | undefined {
  // First, as what comes after the mark may look like anything.
  const interactive = INTERACTIVE.exec(prompt)?.groups;
  if (interactive) return { asks: 'interactive', text, ...loginOf(interactive) };
  const password = PASSWORD.exec(prompt)?.groups;
  if (password) return { asks: 'password', text, ...loginOf(password) };
  const { file } = PASSPHRASE.exec(prompt)?.groups ?? {};
  if (file) return { asks: 'passphrase', text, file };
  const { token } = (TOKEN_PIN.exec(prompt) ?? KEY_PIN.exec(prompt))?.groups ?? {};
  if (token) return { asks: 'pin', text, token };
  if (HOST_KEY.test(prompt) || HOST_KEY_AGAIN.test(prompt)) return { asks: 'host-key', text };
  return undefined;
}

function loginOf({ user = '', host = '' }: Record<string, string>): { user: string; host: string } {
  return { user, host };
}

/** Without anything that moves a cursor, hides or turns text around: ssh's own has nothing of it. */
function isPlain(prompt: string): boolean {
  return !/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(prompt);
}
