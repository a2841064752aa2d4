// Whether hosts that are about to come from an ssh config are copied, or stay linked to the file; and what is
// done where they stay linked.
import type { Bridge, ImportPreview, SavedFolder } from '../../electron/ipc/contract.ts';

export class LinkChoice {
  readonly #bridge: Bridge;
  how = $state<'copy' | 'link'>('copy');

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** The hosts stay in the file: there is nothing to choose of each. */
  get links(): boolean {
    return this.how === 'link';
  }

  /** Makes the folder that follows the file. Rejects in words. */
  link({ shown }: Pick<ImportPreview, 'shown'>, into: string | null): Promise<SavedFolder> {
    return this.#bridge.call('links:add', shown, into);
  }
}
