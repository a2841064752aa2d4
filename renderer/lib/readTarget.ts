// The one place that understands what somebody types or pastes where an address is asked for:
// `deploy@web-1:2222`, `web-1 2222`, ssh://…, a whole command line of ssh, a link of bowline's.
import type { HostDraft } from '../../electron/ipc/contract.ts';
import { readSshCommand } from './readSshCommand.ts';
import { draftOf, type Typed } from './sshTarget.ts';
import { isPort, ofAddress, ofUrl, refused } from './targetPlace.ts';

/** Characters; longer than any command that somebody means. */
const LONGEST = 2_000;

/** A prompt that was copied along, as it stands before a command. */
const PROMPT = /^(?:\S*[\w~/)\]]?[$#%>❯]\s+)(?=\S)/;
/** `ssh` by whatever path, with variables before it. */
const COMMAND = /^(?:[A-Za-z_]\w*=\S*\s+)*(?:[^\s'"]*[/\\])?ssh(?:\.exe)?(?:\s|$)/;
const SSH = 'ssh';
/** `web-1 -p 2222`: the command line but for its first word. */
const WITHOUT_SSH = /^[^\s-]\S*\s+-[A-Za-z0-9]/;

/** Null for what can't be meant as an address: several words, nothing. */
export function readTarget(typed: string): Typed | null {
  const text = inOneLine(typed).replace(PROMPT, '');
  if (text === '') return null;
  if (/^bowline:\/\//i.test(text)) return { kind: 'link', link: text.replace(/\s+/g, '') };
  if (COMMAND.test(text)) return within(text, readSshCommand);
  if (WITHOUT_SSH.test(text)) return within(`${SSH} ${text}`, readSshCommand);
  const [first = '', second = '', third] = text.split(/\s+/);
  if (second !== '' && (third !== undefined || !isPort(second))) return null;
  return within(text, () => {
    if (/^ssh:\/\//i.test(first)) return ofUrl(first);
    return second === '' ? ofAddress(first) : ofTwoWords(first, second);
  });
}

function within(text: string, read: (text: string) => Typed): Typed {
  return text.length > LONGEST ? refused('too-long', `${text.slice(0, 40)}…`) : read(text);
}

/** `web-1 2222`, as telnet and nc have it. */
function ofTwoWords(address: string, port: string): Typed {
  const read = ofAddress(address);
  if (read.kind !== 'ssh' || read.target.port !== '') return read;
  return { ...read, target: { ...read.target, port: String(Number(port)) } };
}

/** Lines that a shell would go on reading are one; what else follows stands behind a semicolon. */
export function inOneLine(pasted: string): string {
  const whole = pasted.replace(/\\\r?\n/g, ' ').split(/[\r\n\u2028\u2029]+/);
  const lines = whole.map((line) => line.trim()).filter((line) => line !== '');
  return lines.join(' ; ');
}

/** Of a form for what was looked for and isn't there: an address, a command line, or a mere name. */
export function begunWith(typed: string): Partial<HostDraft> {
  const read = readTarget(typed);
  const isAddress = read?.kind === 'ssh' && (read.explicit || /[.:]/.test(typed));
  return isAddress ? draftOf(read) : { name: typed };
}
