// The way to a login's card in the terminal's menu: a key opens it, while Tab stays with the program.
import { words } from '../../../words/window.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

/** None while nothing is asked. */
export function loginEntries(pane: ShellPane): MenuEntry[] {
  if (pane.login?.state !== 'open') return [];
  return [{ label: words.logins.menu, run: () => pane.answerLogin?.() }];
}
