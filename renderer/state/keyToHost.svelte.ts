// A key on its way to a saved host, or away from it: what is chosen, what ssh asks, what came of it.
import type { Bridge, KeyOnHost, KeyProgress, SavedHost } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { reason } from '../lib/bridge.ts';

/** Of a key as a choice. */
export interface KeyChoice {
  id: string;
  name: string;
}

export class KeyToHost {
  readonly #bridge: Bridge;
  readonly what: KeyOnHost;
  #run: string | null = null;
  keyId = $state<string | null>(null);
  hostId = $state<string | null>(null);
  /** How far it is. */
  message = $state('');
  /** What ssh asks, as it puts it; '' where it asks nothing. */
  question = $state('');
  error = $state('');
  busy = $state(false);
  /** What has come of it; null until then. */
  end = $state.raw<{ said: string; notes: string[] } | null>(null);

  constructor(
    bridge: Bridge,
    what: KeyOnHost,
    chosen: { keyId: string | null; hostId: string | null },
  ) {
    this.#bridge = bridge;
    this.what = what;
    this.keyId = chosen.keyId;
    this.hostId = chosen.hostId;
  }

  get ready(): boolean {
    return this.keyId !== null && this.hostId !== null && !this.busy;
  }

  hear({ run, message, question }: KeyProgress): void {
    if (run !== this.#run) return;
    this.message = inWords(message);
    this.question = question;
  }

  async go(): Promise<void> {
    if (!this.ready) return;
    const run = (this.#run = crypto.randomUUID());
    [this.busy, this.error, this.end, this.message, this.question] = [true, '', null, '', ''];
    try {
      const { said, notes } = await this.#bridge.call(
        ...(['keys:onHost', run, this.what, this.keyId!, this.hostId!] as const),
      );
      if (run === this.#run) this.end = { said: inWords(said), notes: notes.map(inWords) };
    } catch (error) {
      if (run === this.#run) this.error = reason(error);
    }
    if (run === this.#run) this.#over();
  }

  /** A line that ssh asked for. */
  async answer(text: string): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    this.question = '';
    try {
      await this.#bridge.call('keys:answer', run, text);
    } catch (error) {
      this.error = reason(error);
    }
  }

  /** Nobody waits for it any more. */
  stop(): void {
    if (this.#run === null) return;
    this.#over();
    void this.#bridge.call('keys:stop').catch(() => undefined);
  }

  #over(): void {
    this.#run = null;
    [this.busy, this.question, this.message] = [false, '', ''];
  }
}

/** Saved hosts that ssh logs in to. */
export function takesKeys({ kind }: Pick<SavedHost, 'kind'>): boolean {
  return kind === 'ssh' || kind === 'config';
}
