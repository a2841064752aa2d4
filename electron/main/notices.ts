// What the user must know: gathered before there is a window to say it in, told at once after.
import type { Notice } from '../ipc/contract.ts';
import type { Emit } from './calls.ts';

export class Notices {
  readonly #emit: Emit;
  readonly #all: Notice[] = [];

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** For a window that is only starting, or starting again. */
  get all(): Notice[] {
    return [...this.#all];
  }

  /** Saying the same again replaces the earlier notice. */
  add(id: string, level: Notice['level'], text: string): void {
    this.#put({ id, level, text });
  }

  /** One that nobody can dismiss: it stays true for as long as the app runs. */
  addLasting(id: string, level: Notice['level'], text: string): void {
    this.#put({ id, level, text, lasting: true });
  }

  #put(notice: Notice): void {
    const { id } = notice;
    const known = this.#all.findIndex((one) => one.id === id);
    this.#all.splice(known < 0 ? this.#all.length : known, known < 0 ? 0 : 1, notice);
    this.#emit('app:notice', notice);
  }
}
