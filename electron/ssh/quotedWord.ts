// A word of a command line that ssh has the user's shell read (ProxyCommand).
import { say } from '../../words/said.ts';
import { StartError } from '../programs/command.ts';

/** What no shell reads otherwise than as it is. */
const PLAIN_WORD = /^[\w/-][\w@%+=:,./-]*$/;

/**
 * Within single quotes, the shells of people differ in the backslash alone; on Windows there are none. Throws
 * a `StartError` where that isn't enough.
 */
export function quotedWord(word: string, platform: NodeJS.Platform): string {
  if (PLAIN_WORD.test(word)) return word;
  const isWindows = platform === 'win32';
  if (/[\r\n]/.test(word) || (isWindows ? /["^&|<>]/ : /\\/).test(word)) {
    throw new StartError(say('jump-host-unquoted'), say('edit-and-enter-anew'));
  }
  return isWindows ? `"${word}"` : `'${word.replaceAll("'", `'"'"'`)}'`;
}
