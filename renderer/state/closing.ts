// What closing panes asks first: programs would end with them, or could live on without them.
import type { BusyAnswer } from '../../electron/ipc/contract.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { ShellPane } from './pane.svelte.ts';
import type { ShellDesk } from './shells.ts';

export interface ClosingOptions {
  desk: ShellDesk;
  dialogs: Dialogs;
  titleOf: (pane: ShellPane) => string;
  /** Whether its shell is somebody else's. */
  isGuest: (pane: ShellPane) => boolean;
}

export class Closing {
  readonly #options: ClosingOptions;

  constructor(options: ClosingOptions) {
    this.#options = options;
  }

  /** What is to become of the shells; null where the panes are to stay. */
  async ask(all: readonly ShellPane[]): Promise<'close' | 'end' | 'detach' | null> {
    const { dialogs, titleOf, isGuest } = this.#options;
    // What belongs to somebody else goes on whatever is done here.
    const panes = all.filter((pane) => !isGuest(pane));
    const answers = Promise.all(panes.map((pane) => this.#busy(pane)));
    const busy = answers.then((told) => told.filter((answer) => answer.busy));
    const programs = busy.then((told) => told.map(({ program }) => program).filter(Boolean));
    // A host that is slow to answer doesn't hold up the question.
    if (panes.some((pane) => pane.livesOn)) return dialogs.ask('leave-shells', { panes, programs });
    const shells = (await busy).length;
    if (shells === 0) return 'close';
    const title = panes.length === 1 && panes[0] ? titleOf(panes[0]) : '';
    return dialogs.ask('close-shells', { title, programs: await programs, shells });
  }

  async #busy(pane: ShellPane): Promise<BusyAnswer> {
    const idle = { busy: false, program: '' };
    if (!pane.alive || pane.shellId === null) return idle;
    // If main can't tell, asking once too often is better than killing someone's work.
    return this.#options.desk.busy(pane.shellId).catch(() => ({ busy: true, program: '' }));
  }
}
