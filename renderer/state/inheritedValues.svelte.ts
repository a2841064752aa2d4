// What folders have for a host or a folder that is being edited, wherever it is put meanwhile. The main
// process reckons it, by the same rules as for connections.
import type { Bridge, FieldName, FolderFields, Inherited } from '../../electron/ipc/contract.ts';

export class InheritedValues {
  readonly #bridge: Bridge;
  #turn = 0;
  told = $state.raw<Inherited>({});

  constructor(bridge: Bridge, known: Inherited = {}) {
    this.#bridge = bridge;
    // Of lines, the host's own are among them; what an identity gives is no folder's.
    const isFolders = ({ lines, from }: Inherited[FieldName] & object): boolean =>
      !lines && !from.startsWith('identity:');
    const whole = Object.entries(known).filter(([, value]) => isFolders(value));
    this.told = Object.fromEntries(whole);
  }

  /** `own`: lines that hold in the place of a folder's. Where it can't be told, nothing is shown. */
  async ask(folder: string | null, own: FolderFields): Promise<void> {
    const turn = ++this.#turn;
    const told = await this.#bridge.call('folders:inherited', folder, own).catch(() => ({}));
    if (turn === this.#turn) this.told = told;
  }

  of(name: FieldName): Inherited[FieldName] {
    return this.told[name];
  }
}
