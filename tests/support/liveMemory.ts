// How much of an agent's memory is alive, garbage left out: what can't be told from outside, where
// a flood's garbage is many times what a connection costs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { AgentOptions, TestAgent } from './agent.ts';
import { removeFolder } from './removeFolder.ts';

const POLL_MS = 20;

export class LiveMemory {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'bowline-memory-'));
  readonly #file = path.join(this.#folder, 'alive');

  /** What an agent has to be started with. */
  get options(): AgentOptions {
    const probe = pathToFileURL(path.join(import.meta.dirname, 'memoryProbe.mjs'));
    return { env: { NODE_OPTIONS: `--import ${probe}`, BOWLINE_MEMORY_FILE: this.#file } };
  }

  /** Nobody asks any more. */
  forget(): void {
    removeFolder(this.#folder);
  }

  /** Bytes. */
  async read({ pid }: TestAgent): Promise<number> {
    rmSync(this.#file, { force: true });
    process.kill(pid, 'SIGUSR2');
    let found = this.#look();
    for (; found === ''; found = this.#look()) await setTimeout(POLL_MS);
    return Number(found);
  }

  #look(): string {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch {
      return ''; // not yet
    }
  }
}
