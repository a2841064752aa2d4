// Where each window stands, or stood when it was closed: remembered from run to run, so that every
// window comes back where it was, also one that is reopened.
import type { Layout } from '../../core/layout/layout.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { Said } from '../../words/said.ts';
import { LatestFile } from '../settings/latestFile.ts';
import { PLACE_LIMIT, readPlaces, type SavedPlaces } from './placesFile.ts';
import type { WindowPlace } from './windowBounds.ts';

/** A window that is dragged along is stored this often; it is what a kill -9 may lose. */
const PLACE_DELAY_MS = 500;

export interface WindowPlacesOptions {
  path: string;
  clock: Clock;
  /** Dates a damaged file. */
  now: Date;
  onStored: () => void;
  onProblem: (error: unknown) => void;
}

export class WindowPlaces {
  /** What the user must know about the file; null when all is well. */
  readonly notice: Said | null;
  readonly #file: LatestFile<SavedPlaces>;
  readonly #places: Map<string, WindowPlace>;
  /** For a window that comes first and isn't known: the one of an older file, or the last in front. */
  #first: WindowPlace | undefined;

  constructor({ path, clock, now, onStored, onProblem }: WindowPlacesOptions) {
    const { read, notice } = readPlaces(path, now);
    this.notice = notice;
    this.#places = read.places;
    this.#first = read.only ?? [...read.places.values()].at(-1);
    this.#file = new LatestFile({ path, clock, delayMs: PLACE_DELAY_MS, onStored, onProblem });
  }

  /** Where it was; undefined where that isn't known. */
  of(id: string): WindowPlace | undefined {
    return this.#places.get(id);
  }

  /** For the first window of this run that stood nowhere: there is one such place, once. */
  takeFirst(): WindowPlace | undefined {
    const first = this.#first;
    this.#first = undefined;
    return first;
  }

  /** These windows, the one that was in front last first; behind them those of which that isn't known. */
  latestFirst(ids: readonly string[]): string[] {
    const known = [...this.#places.keys()].filter((id) => ids.includes(id));
    return [...ids.filter((id) => !known.includes(id)), ...known].reverse();
  }

  /** It stands there now. */
  keep(id: string, place: WindowPlace): void {
    this.#places.set(id, place);
    for (const oldest of this.#places.keys()) {
      if (this.#places.size <= PLACE_LIMIT) break;
      this.#places.delete(oldest);
    }
    this.#save();
  }

  /** It came to the front, and stands there. */
  inFront(id: string, place: WindowPlace): void {
    this.#places.delete(id);
    this.keep(id, place);
  }

  /** Forgets windows that are neither open nor to be had back. */
  retain({ windows, closed }: Layout): void {
    const whole = closed.filter((one) => one.whole).map(({ window }) => window);
    const ids = new Set([...windows.map(({ id }) => id), ...whole]);
    const gone = [...this.#places.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.#places.delete(id);
    if (gone.length > 0) this.#save(); // and not at each change of the layout
  }

  /** Resolves when all that was to be stored is, or could not be. */
  saved(): Promise<void> {
    return this.#file.saved();
  }

  /** Stores it now, and nothing after it: the app ends. Never throws. */
  close(): void {
    this.#file.close(this.#state);
  }

  get #state(): SavedPlaces {
    return { version: 2, places: Object.fromEntries(this.#places) };
  }

  #save(): void {
    this.#file.save(this.#state);
  }
}
