// A look at a file: its text or image, or its end and what is written to it meanwhile.
import type { Bridge, FileLook, FileRow } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import { joined } from '../lib/filePaths.ts';
import { NO_TAIL, shownText, withMore, type TailText } from '../lib/tailText.ts';
import { words } from '../../words/window.ts';
import type { ActionSide } from './fileActions.ts';

const say = words.fileDialogs.look;

export class FileLookState {
  readonly #bridge: Bridge;
  readonly #side: ActionSide;
  readonly #path: string;
  #leave = (): void => undefined;
  /** Null while it is read. */
  look = $state.raw<FileLook | null>(null);
  tail = $state.raw<TailText>(NO_TAIL);
  following = $state(false);
  /** What comes meanwhile waits. */
  paused = $state(false);
  #waiting = $state.raw('');
  /** The file was another one of the same name from then on. */
  fresh = $state(false);
  error = $state('');

  constructor(bridge: Bridge, side: ActionSide, row: FileRow) {
    this.#bridge = bridge;
    this.#side = side;
    this.#path = joined(side.path, row.name);
  }

  get text(): string {
    return this.look?.kind === 'text' ? shownText(this.look.text) : '';
  }

  /** Lines that came while it was paused. */
  get linesWaiting(): number {
    return this.#waiting.split('\n').length - 1;
  }

  async load(): Promise<void> {
    try {
      this.look = await this.#bridge.call('files:look', this.#side.id, this.#path);
    } catch (error) {
      this.error = `${say.notRead}: ${reason(error)}`;
    }
  }

  async follow(): Promise<void> {
    this.#leave = this.#bridge.on('files:tail', ({ side, text, fresh }) => {
      if (side === this.#side.id) this.#came(text, fresh);
    });
    [this.tail, this.following, this.error] = [NO_TAIL, true, ''];
    try {
      await this.#bridge.call('files:tail', this.#side.id, this.#path);
    } catch (error) {
      this.error = `${say.notFollowed}: ${reason(error)}`;
      this.#stop();
    }
  }

  goOn(): void {
    const waiting = this.#waiting;
    [this.paused, this.#waiting] = [false, ''];
    this.tail = withMore(this.tail, waiting);
  }

  /** To be called at its end. */
  end(): void {
    if (this.following) void this.#bridge.call('files:tail', this.#side.id, null).catch(() => {});
    this.#stop();
  }

  #stop(): void {
    this.#leave();
    this.following = false;
  }

  #came(text: string, fresh: boolean): void {
    if (fresh) [this.fresh, this.tail, this.#waiting] = [this.tail.text !== '', NO_TAIL, ''];
    // What waits is bounded as what is shown is.
    if (this.paused) this.#waiting = withMore({ text: this.#waiting, cut: false }, text).text;
    else this.tail = withMore(this.tail, text);
  }
}
