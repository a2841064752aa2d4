// Imports as the app makes them, without Electron: a real store, the thread, and dialogs that answer at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type {
  ExportFormat,
  ImportChoice,
  ImportDoing,
  ImportPreview,
  ImportRow,
} from '../../../electron/ipc/contract.ts';
import { ImportDesk } from '../../../electron/main/importDesk.ts';
import { MemoryVault } from '../../support/memoryVault.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

export const THREAD = path.resolve(import.meta.dirname, '../../../electron/import/importThread.ts');

export class ImportRig {
  readonly folder = temporaryDirectory();
  readonly store: HostStore;
  readonly desk: ImportDesk;
  readonly vault = new MemoryVault();
  readonly news: { added: readonly string[]; removed: readonly string[] }[] = [];
  readonly progress: { done: number; of: number }[] = [];

  constructor(data?: string) {
    this.store = new HostStore({
      ...{ folder: data ?? path.join(this.folder, 'data'), secretBox: plainBox },
      ...{ loginShell: '/bin/sh', now: () => new Date() },
      warn: (line) => {
        throw new Error(line);
      },
    });
    this.desk = new ImportDesk({
      ...{ hosts: this.store, vault: this.vault, clock: systemClock },
      ...{ threadFile: THREAD, language: 'en' },
      onChanged: (news) => {
        this.news.push(news);
        return Promise.resolve();
      },
    });
    onTestFinished(() => {
      if (this.store.isOpen) this.store.close();
    });
  }

  file(name: string, content: string | Uint8Array): string {
    const full = path.join(this.folder, name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  }

  async open(full: string): Promise<ImportPreview> {
    const preview = await this.desk.open({ from: 'dialog', what: 'file' }, dialogs(full));
    onTestFinished(() => this.desk.close(preview!.id));
    return this.#whole(preview!);
  }

  async given(name: string, content: string | Uint8Array): Promise<ImportPreview | null> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const preview = await this.desk.open(
      { from: 'given', file: { name, bytes } },
      dialogs(undefined),
    );
    return preview && this.#whole(preview);
  }

  /** With the rows that don't come with the first. */
  async #whole(preview: ImportPreview): Promise<ImportPreview> {
    const rows = [...preview.rows];
    for (let { next } = preview; next !== null;) {
      const part = await this.desk.further(preview.id, next);
      rows.push(...(JSON.parse(part.rows) as ImportRow[]));
      next = part.next;
    }
    return { ...preview, rows, next: null };
  }

  apply({ id }: ImportPreview, choices: ImportChoice[], into: string | null = null) {
    const emit = (name: string, payload: unknown): void => {
      if (name === 'import:progress') this.progress.push(payload as { done: number; of: number });
    };
    return this.desk.apply(id, { into, choices }, emit);
  }

  /** As it is proposed, or all the same. */
  async import(full: string, does?: ImportDoing) {
    const preview = await this.open(full);
    const done = await this.apply(preview, proposed(preview, does));
    return { preview, done };
  }

  /** Names of the saved hosts, each with its folders. */
  get names(): string[] {
    const tree = this.store.folders.tree();
    return this.store
      .list()
      .map(({ name, folder }) => {
        const around = tree.around(folder).map((one) => one.name);
        return [...around.reverse(), name].join('/');
      })
      .sort();
  }

  host(name: string) {
    return this.store.list().find((one) => one.name === name)!;
  }
}

export function dialogs(answer: string | undefined) {
  return {
    open: () => Promise.resolve(answer),
    save: (_: ExportFormat) => Promise.resolve(answer),
  };
}

export function proposed({ rows }: ImportPreview, does?: ImportDoing): ImportChoice[] {
  return rows.map((row) => {
    const fits = does !== undefined && row.does.includes(does);
    return { at: row.at, does: fits ? does : row.does[0]! };
  });
}
