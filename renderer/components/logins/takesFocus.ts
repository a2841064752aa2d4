// When a login's card takes the keyboard: where its pane has it, or nobody has it, and nobody is typing
// there; and where the keyboard goes when the card goes.
import { tick } from 'svelte';
import type { ShellPane } from '../../state/pane.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** Who typed in the terminal within this time types on there. */
export const TYPING_MS = 1_000;

/**
 * Attached to a card: whatever brings the keyboard to its pane brings it there.
 * @param quiet there is nothing to be typed into it, or not any more
 */
export function takesFocus(app: Workspace, pane: ShellPane, quiet: () => boolean) {
  return (card: HTMLElement): (() => void) => {
    const focus = (): boolean => !quiet() && focusIn(card);
    pane.focusLogin = focus;
    return () => {
      if (pane.focusLogin === focus) pane.focusLogin = null;
      void tick().then(() => giveBack(app, pane));
    };
  };
}

function focusIn(card: HTMLElement): boolean {
  const first = card.querySelector<HTMLElement>('[data-first]') ?? card;
  first.focus();
  return document.activeElement === first;
}

/** Whether the keyboard is in this pane, or nowhere, and nobody types there. */
export function mayTakeFocus(app: Workspace, pane: ShellPane): boolean {
  if (app.panes.focused !== pane || !app.panes.placeOf(pane)?.shown) return false;
  if (app.dialogs.current || app.dialogs.leaving || app.palette.shown) return false;
  if (pane.untypedMs < TYPING_MS) return false;
  const { activeElement } = document;
  return activeElement === document.body || isWithin(activeElement, pane);
}

function isWithin(element: Element | null, pane: ShellPane): boolean {
  const terminal = element?.closest('.xterm, [data-login]');
  return terminal?.closest<HTMLElement>('[data-pane]')?.dataset['pane'] === pane.id;
}

/** Of a card that went with the keyboard in it. */
function giveBack(app: Workspace, pane: ShellPane): void {
  const nowhere = document.activeElement === document.body;
  if (nowhere && app.panes.focused === pane) void app.focusTerminal();
}
