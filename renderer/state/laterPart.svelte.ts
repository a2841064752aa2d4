// A component that comes in a part of the bundle of its own.
import type { Component } from 'svelte';

export class LaterPart<Props extends object = object> {
  /** Null until it is there; from then on it is shown at once. */
  component = $state.raw<Component<Props> | null>(null);
  readonly #load: () => Promise<{ default: Component<Props> }>;
  #fetched: Promise<void> | undefined;

  constructor(load: () => Promise<{ default: Component<Props> }>) {
    this.#load = load;
  }

  /** Fetches it, once; one that could not be had is tried again. */
  fetch(): Promise<void> {
    this.#fetched ??= this.#load().then(
      (part) => void (this.component = part.default),
      (error: unknown) => {
        this.#fetched = undefined;
        throw error;
      },
    );
    return this.#fetched;
  }
}
