// Brings one viewer back that lacks output which is gone: the gap, and the screen that makes up
// for it, frame by frame as its link takes them.
import type { Screen } from '../../core/client/screenParts.ts';
import { encode } from '../../core/wire/messages.ts';
import { screenFrames } from './screenFrames.ts';
import type { ScreenHolder, SharedScreens } from './sharedScreens.ts';

export interface CatchUpOptions {
  channel: number;
  /** Largest body of a frame that the client takes, bytes. */
  maxBody: number;
  screens: SharedScreens;
  /** The client goes on behind the screen; answers where it has been until then. */
  jump: (screen: Screen) => number;
  /** There is something to send. */
  wake: () => void;
}

export class CatchUp implements ScreenHolder {
  readonly #options: CatchUpOptions;
  #awaits = false;
  #screen: Screen | undefined;
  #parts: Iterator<Uint8Array> | undefined;
  /** Made ahead, so that it is known when the last one is sent. */
  #ahead: Uint8Array | undefined;
  #from = 0;
  #isBegun = false;
  #over = false;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** A screen is being made; until it is there, nothing may be sent. */
  get awaits(): boolean {
    return this.#awaits;
  }

  begin(screen: Promise<Screen>): void {
    this.#awaits = true;
    void screen.then((ready) => {
      this.#awaits = false;
      if (this.#over) return;
      this.#isBegun = false;
      this.#from = this.#options.jump(ready);
      this.#options.screens.hold(ready, this);
      this.#screen = ready;
      this.#send(this.#framesOf(ready));
      this.#options.wake();
    });
  }

  /** The next frame of what it is about; undefined when it is about nothing. */
  next(): Uint8Array | undefined {
    const part = this.#ahead;
    if (!part) return undefined;
    this.#isBegun = true;
    this.#advance();
    return part;
  }

  cutShort(): void {
    const screen = this.#screen;
    if (!screen) return;
    this.#letGo();
    const empty = { ...screen, bytes: new Uint8Array(0) };
    this.#send(this.#isBegun ? lastPart(this.#options.channel, empty) : this.#framesOf(empty));
  }

  stop(): void {
    this.#over = true;
    this.#letGo();
  }

  #framesOf(screen: Screen): Iterator<Uint8Array> {
    return screenFrames(this.#options.channel, this.#from, screen, this.#options.maxBody);
  }

  #send(parts: Iterator<Uint8Array>): void {
    this.#parts = parts;
    this.#advance();
  }

  #advance(): void {
    const next = this.#parts!.next();
    this.#ahead = next.done ? undefined : next.value;
    if (next.done) this.#letGo();
  }

  #letGo(): void {
    if (this.#screen) this.#options.screens.release(this.#screen, this);
    this.#screen = this.#parts = this.#ahead = undefined;
  }
}

/** Ends a screen of which some was sent; what is missing of it is about to be made up for. */
function* lastPart(channel: number, empty: Screen): Generator<Uint8Array> {
  yield encode('screen', channel, { ...empty, more: 0 });
}
