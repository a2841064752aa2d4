// Whose what is: a window may change what stands in itself, and put something of its own into
// another one. Else a page that was taken over could have any shell by pulling it over to itself.
import { hasPane, splitIdsIn } from './find.ts';
import type { Layout, Tab } from './layout.ts';
import type { LayoutOp } from './layoutOp.ts';

/**
 * False for an operation on what stands in another window than the one that asks. What stands
 * nowhere is nobody's: of that `apply` says that it is gone.
 */
export function mayDo({ windows }: Layout, asking: string, op: LayoutOp): boolean {
  const another = windows.filter(({ id }) => id !== asking);
  if (op.op === 'close-window') return !another.some(({ id }) => id === op.window);
  const others = another.flatMap(({ tabs }) => tabs);
  return !touched(op).some((isTouched) => others.some(isTouched));
}

type Touch = (tab: Tab) => boolean;

/** What must not be another window's; where something is moved to may be anybody's. */
function touched(op: LayoutOp): Touch[] {
  switch (op.op) {
    case 'split':
      return [havingPane(op.to.beside)];
    case 'focus':
    case 'zoom':
    case 'belong':
    case 'visit':
    case 'move-pane':
      return [havingPane(op.pane)];
    case 'show':
    case 'rename':
    case 'pin':
    case 'move-tab':
    case 'merge-tab':
    case 'equalise':
      return [({ id }) => id === op.tab];
    case 'swap': // the other pane moves, too
      return [havingPane(op.pane), havingPane(op.with)];
    case 'share':
      return [({ tree }) => splitIdsIn(tree).includes(op.split)];
    case 'close':
      return op.panes.map(havingPane);
    case 'open':
    case 'close-window':
    case 'reopen':
    case 'new-window':
      return [];
  }
}

function havingPane(pane: string): Touch {
  return ({ tree }) => hasPane(tree, pane);
}
