// The colour schemes that there are: those that came along, and those that were imported.
import { schemeById } from '../../core/look/inForce.ts';
import type { Scheme } from '../../core/look/scheme.ts';
import { SHIPPED } from '../../core/look/schemes/shipped.ts';
import type { Bridge, GivenFile, ImportedSchemes } from '../../electron/ipc/contract.ts';

export class Schemes {
  readonly #bridge: Bridge;
  #imported = $state.raw<readonly Scheme[]>([]);

  constructor(bridge: Bridge, imported: readonly Scheme[]) {
    this.#bridge = bridge;
    this.#imported = imported;
    bridge.on('look:changed', (schemes) => (this.#imported = schemes));
  }

  get imported(): readonly Scheme[] {
    return this.#imported;
  }

  get all(): readonly Scheme[] {
    return [...SHIPPED, ...this.#imported];
  }

  byId(id: string): Scheme | undefined {
    return schemeById(id, this.#imported);
  }

  isImported({ id }: Scheme): boolean {
    return this.#imported.some((one) => one.id === id);
  }

  /** Files that were dropped or pasted; null for those that the user is to choose. */
  async import(files: GivenFile[] | null): Promise<ImportedSchemes> {
    return this.#bridge.call('look:import', files);
  }

  async forget({ id }: Scheme): Promise<void> {
    await this.#bridge.call('look:forget', id);
  }

  async restore({ id }: Scheme): Promise<void> {
    await this.#bridge.call('look:restore', id);
  }
}
