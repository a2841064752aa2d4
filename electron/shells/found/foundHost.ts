// A found shell in a host's place: its tab opens, duplicates and comes back after a restart as any
// other, and nothing has to be saved for that. All that it is stands in its id.
import { cleanLine } from '../../../core/text/clean.ts';
import { hostOf, type StoredHost } from '../../hosts/storedHost.ts';
import type { FoundShell } from './findShells.ts';

// `local:zsh:/bin/zsh`. Saved hosts have random ids without a colon.
const ID = /^local:([^:]{1,80}):(.{1,1000})$/u;

export function foundId({ name, command }: FoundShell): string {
  return `local:${name}:${command}`;
}

/** The host that such an id stands for; undefined for others'. */
export function foundHost(id: string): StoredHost | undefined {
  const [, name = '', shell = ''] = ID.exec(id) ?? [];
  return isShown(name) && isShown(shell) ? hostOf('local', { id, name, shell }) : undefined;
}

export function isFound({ id }: StoredHost): boolean {
  return foundHost(id) !== undefined;
}

// Ids come from a window and from a file, too, and not only from what was found.
function isShown(text: string): boolean {
  return text !== '' && cleanLine(text, text.length) === text;
}
