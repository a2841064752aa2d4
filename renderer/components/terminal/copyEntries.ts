// The answers to a program that asks for the clipboard, in the terminal's menu: a key opens it, while
// Tab stays with the program.
import { words } from '../../../words/window.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import { answerCopy, type CopyAnswer } from '../../state/programCopies.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

/** None while nothing is asked. */
export function copyEntries(app: Workspace, pane: ShellPane): MenuEntry[] {
  if (!pane.copies) return [];
  const say = words.manners.copies;
  const entry = (label: string, answer: CopyAnswer): MenuEntry => ({
    label,
    run: () => answerCopy(app, pane, answer),
  });
  return [
    entry(say.menu.once, 'once'),
    entry(say.menu.always, 'always'),
    entry(say.menu.never, 'never'),
  ];
}
