// A copy of the working tree in which mistakes are made, so that nothing of the tree itself changes,
// however a run ends. What a killed run leaves is cleared away by the next.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRunning } from './marked.ts';

/** Nothing of these is source: what was made, and what git keeps. */
const LEFT_BEHIND = ['.git', 'out', 'test-results', 'coverage', 'tour', '__pycache__'];
/** What set-up made, from the root: only read, and large. */
const SHARED = ['node_modules', 'native/build'];
/** What was packed, and only read: the agent that tests put on other computers. */
const PACKED = 'out/agent-bundle';

export class PrivateCopy {
  readonly folder: string;
  readonly #root: string;

  /** @param within the folder for all such copies; this process's own is named after it */
  constructor(root: string, within: string) {
    this.#root = root;
    this.folder = path.join(within, `${process.pid}`);
    clearDead(within);
    rmSync(this.folder, { recursive: true, force: true });
    this.#fill('.');
    this.#sharePacked();
  }

  /** As it was when it was copied, whatever has become of the tree's own since. */
  read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  /** Runs something while that file of the copy holds another text. */
  async with<T>(file: string, text: string, run: () => Promise<T>): Promise<T> {
    const [place, truth] = [path.join(this.folder, file), this.read(file)];
    writeFileSync(place, text);
    try {
      return await run();
    } finally {
      writeFileSync(place, truth);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #sharePacked(): void {
    const [source, target] = [path.join(this.#root, PACKED), path.join(this.folder, PACKED)];
    if (!existsSync(source)) return;
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync(source, target, 'junction');
  }

  #fill(folder: string): void {
    const [from, to] = [path.join(this.#root, folder), path.join(this.folder, folder)];
    mkdirSync(to, { recursive: true });
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      const shared = SHARED.includes(name) || entry.name === 'node_modules';
      const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
      if (shared) symlinkSync(source, target, 'junction');
      else if (LEFT_BEHIND.includes(entry.name)) continue;
      else if (entry.isDirectory()) this.#fill(name);
      else cpSync(source, target, { verbatimSymlinks: true });
    }
  }
}

function clearDead(within: string): void {
  mkdirSync(within, { recursive: true });
  for (const name of readdirSync(within)) {
    if (/^\d+$/.test(name) && !isRunning(Number(name))) {
      rmSync(path.join(within, name), { recursive: true, force: true });
    }
  }
}
