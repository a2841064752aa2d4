// The company of each shell that can have any, by the shell's id. It is told by the main process
// before or after the shell has its tab; what belongs to no tab any more is forgotten.
import { SvelteMap } from 'svelte/reactivity';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { Company } from './company.svelte.ts';

export class Companies {
  readonly #bridge: Bridge;
  readonly #byShell = new SvelteMap<string, Company>();
  #followed: readonly string[] = [];

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    bridge.on('sharing:company', (state) => this.#made(state.shellId).told(state));
    bridge.on('sharing:chat', ({ shellId, lines, whole }) =>
      this.#made(shellId).heard(lines, whole),
    );
    bridge.on('sharing:refused', ({ shellId }) => this.#made(shellId).notTaken());
  }

  /** Null for a shell that nobody else can be at, or that is not open yet. */
  of(shellId: string | null): Company | null {
    return shellId === null ? null : (this.#byShell.get(shellId) ?? null);
  }

  /** These are the shells that have tabs now: asks about new ones, and forgets the others. */
  async follow(shellIds: readonly string[]): Promise<void> {
    const before = this.#followed;
    this.#followed = shellIds;
    for (const id of [...this.#byShell.keys()]) {
      if (before.includes(id) && !shellIds.includes(id)) this.#byShell.delete(id);
    }
    await Promise.all(shellIds.filter((id) => !before.includes(id)).map((id) => this.#ask(id)));
  }

  async #ask(shellId: string): Promise<void> {
    const answer = await this.#bridge.call('sharing:company', shellId).catch(() => null);
    if (!answer || !this.#followed.includes(shellId)) return;
    const company = this.#made(shellId);
    company.told(answer.company);
    company.heard(answer.chat, false);
  }

  #made(shellId: string): Company {
    const known = this.#byShell.get(shellId);
    if (known) return known;
    const company = new Company(shellId, this.#bridge);
    this.#byShell.set(shellId, company);
    return company;
  }
}
