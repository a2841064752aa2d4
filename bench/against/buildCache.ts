// Builds of other commits, kept by the commit's id. One is made under another name and renamed
// when it is whole, so that none that is half made is ever taken for one; what a killed run left
// is cleared away by the next; and those that were longest not asked for make room.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../tests/support/buildUnderTest.ts';

const KEPT = 4;

export class BuildCache {
  readonly folder: string;

  constructor(folder = path.join(ROOT, 'out', 'against')) {
    this.folder = folder;
  }

  /** Its folder; `build` makes it where there is none. @throws what `build` does */
  async get(id: string, build: (draft: string) => Promise<void>): Promise<string> {
    mkdirSync(this.folder, { recursive: true });
    this.#clear();
    const folder = path.join(this.folder, id);
    if (!existsSync(folder)) await this.#make(folder, build);
    const now = new Date();
    utimesSync(folder, now, now);
    this.#makeRoom();
    return folder;
  }

  async #make(folder: string, build: (draft: string) => Promise<void>): Promise<void> {
    const draft = `${folder}.${process.pid}`;
    try {
      await build(draft);
      if (!existsSync(folder)) renameSync(draft, folder); // else another run was first
    } finally {
      remove(draft);
    }
  }

  #clear(): void {
    for (const name of readdirSync(this.folder)) {
      const maker = /\.(\d+)(\.index)?$/.exec(name)?.[1];
      if (maker && !isAlive(Number(maker))) remove(path.join(this.folder, name));
    }
  }

  #makeRoom(): void {
    const whole = readdirSync(this.folder).filter((name) => !name.includes('.'));
    const age = (name: string): number => statSync(path.join(this.folder, name)).mtimeMs;
    const oldest = whole.sort((a, b) => age(b) - age(a)).slice(KEPT);
    for (const name of oldest) remove(path.join(this.folder, name));
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
