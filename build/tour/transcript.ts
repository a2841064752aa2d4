// What the tour leaves behind in tour/: a transcript that reads as it happened, and pictures.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';

export class Transcript {
  readonly folder: string;
  readonly #lines: string[] = [];
  #pictures = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Begins anew in an empty folder. */
  static async in(folder: string): Promise<Transcript> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return new Transcript(folder);
  }

  say(line: string): void {
    console.log(`  ${line}`);
    this.#lines.push(line);
  }

  /** A terminal's screen, only in the file. */
  quote(text: string): void {
    this.#lines.push(...text.split('\n').map((line) => `    | ${line}`));
  }

  async picture(window: Page, name: string): Promise<void> {
    this.#pictures += 1;
    await painted(window);
    const file = `${String(this.#pictures).padStart(2, '0')}-${name}.png`;
    await window.screenshot({ path: path.join(this.folder, file) });
    this.#lines.push(`[${file}]`);
  }

  async save(): Promise<void> {
    await writeFile(path.join(this.folder, 'transcript.txt'), `${this.#lines.join('\n')}\n`);
  }
}

/** Resolves when the window has painted what is there now. One that isn't shown yet has no picture. */
function painted(window: Page): Promise<unknown> {
  return window.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
