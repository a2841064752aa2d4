// The one link in what somebody keeps it in, in spite of what editors and other systems leave
// around it: byte order marks, blank lines, CRLF. Two links are one too many.
import { AgentError } from '../agentError.ts';

const LINK = /bowline:\/\//gi;

/** Where a link may come from, for whoever gave none, or one that is no good. */
export const LINK_HELP =
  'Give a link by --link-file FILE, on stdin with -, or in BOWLINE_LINK; or none, for the agent of this machine.';

/** The same for bytes. Throws `AgentError`. @param name of the place they come from */
export function linkInBytes(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw noLink(name, 'it is written in UTF-16; save it as UTF-8');
  }
  return linkIn(decoded(bytes, name), name);
}

/** The first line that isn't blank. Throws `AgentError`, also where there are two links. */
export function linkIn(text: string, name: string): string {
  const line = text.split(/[\r\n]+/).find((one) => one.trim() !== '');
  if (line === undefined) throw noLink(name, 'it is empty');
  if ((text.match(LINK) ?? []).length > 1) {
    throw new AgentError('TWO_LINKS', `There are two links in ${name}.`, 'Leave only one there.');
  }
  return line.trim();
}

/** Why a place holds no link; `why` goes on after a colon. */
export function noLink(name: string, why: string): AgentError {
  return new AgentError('NO_LINK', `There is no link in ${name}: ${why}.`, LINK_HELP);
}

// A byte order mark is no text and goes with that.
function decoded(bytes: Uint8Array, name: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // said below
  }
  throw noLink(name, 'it is no text in UTF-8');
}
