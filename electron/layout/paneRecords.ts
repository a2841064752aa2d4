// What is needed to open the shell of a pane again: of one that is open its shell says it at any
// time; of one that was closed, or waits, it is kept here.
import type { ShellRecord } from '../shells/shellSession.ts';

/** What is needed of the shells. */
export interface KnowsShells {
  has(id: string): boolean;
  record(id: string): ShellRecord | undefined;
}

export class PaneRecords {
  readonly #shells: KnowsShells;
  #kept = new Map<string, ShellRecord>();

  constructor(shells: KnowsShells) {
    this.#shells = shells;
  }

  /** Undefined for a shell that was never open, or is over once it is closed. */
  of(id: string): ShellRecord | undefined {
    return this.#shells.has(id) ? this.#shells.record(id) : this.#kept.get(id);
  }

  /** Its shell is about to be left; `ended`: and its program ended. */
  keep(id: string, ended = false): void {
    const record = this.of(id);
    if (!record) return;
    const { ended: before = false, ...rest } = record;
    this.put({ ...rest, ...((ended || before) && { ended: true }) });
  }

  put(record: ShellRecord): void {
    this.#kept.set(record.shellId, record);
  }

  /** Forgets those of all other panes. */
  keepOnly(panes: ReadonlySet<string>): void {
    this.#kept = new Map([...this.#kept].filter(([id]) => panes.has(id)));
  }
}
