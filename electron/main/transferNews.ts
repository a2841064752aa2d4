// Which folders a transfer has changed: panes that show them read them again.
import type { FilePlace, Transfer, TransferState, TransfersView } from '../ipc/fileTypes.ts';

const ENDED: readonly TransferState[] = ['failed', 'done', 'partly', 'cancelled'];

export class TransferNews {
  #ended = new Set<string>();

  /** Folders of what has ended since the last view. */
  foldersOf({ transfers }: TransfersView): FilePlace[] {
    const ended = transfers.filter(({ state }) => ENDED.includes(state));
    const fresh = ended.filter(({ id }) => !this.#ended.has(id));
    this.#ended = new Set(ended.map(({ id }) => id));
    return fresh.flatMap(placesOf);
  }
}

function placesOf({ from, to, move }: Transfer): FilePlace[] {
  return move ? [to, from] : [to];
}
