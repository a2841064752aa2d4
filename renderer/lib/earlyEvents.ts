// What the main process tells while the window still asks how all stands: kept until somebody listens.
// The answers come one by one, and what is told after one of them, and before the last, isn't in it.
import type { Bridge, Events } from '../../electron/ipc/contract.ts';

/** Those that say how something stands now; all others are about what a window does later. */
const KEPT = [
  'app:fullScreen',
  'app:leaving',
  'app:notice',
  'app:screenReader',
  'app:shown',
  'app:theme',
  'folders:changed',
  'hosts:changed',
  'hosts:used',
  'look:changed',
  'settings:changed',
  'sharing:joined',
  'sharing:opened',
  'tunnels:changed',
  'updates:changed',
] as const satisfies (keyof Events)[];

/** A main process that tells more than this before a window is there has told the latest of it all. */
const MOST = 1_000;

type Told = { [N in keyof Events]: { name: N; payload: Events[N] } }[keyof Events];

/** The bridge, as it is from `end` on; until then who listens also hears what was told before. */
export class EarlyEvents implements Bridge {
  readonly #bridge: Bridge;
  readonly #stop: (() => void)[];
  #told: Told[] = [];

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#stop = KEPT.map((name) =>
      bridge.on(name, (payload) => this.#keep({ name, payload } as Told)),
    );
  }

  call: Bridge['call'] = (...call) => this.#bridge.call(...call);

  on<N extends keyof Events>(name: N, listener: (payload: Events[N]) => void): () => void {
    for (const told of this.#told) if (told.name === name) listener(told.payload as Events[N]);
    return this.#bridge.on(name, listener);
  }

  /** All that there is listens by now. */
  end(): void {
    for (const stop of this.#stop) stop();
    this.#told = [];
  }

  #keep(told: Told): void {
    this.#told = [...this.#told, told].slice(-MOST);
  }
}
