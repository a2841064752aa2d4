// A test of what stands in a host's form: what it found holds until one of its fields is another.
import type { Bridge, HostTest } from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';
import type { HostForm } from './hostForm.svelte.ts';

type Tested = Pick<HostForm, 'test' | 'tested'>;

export class HostTesting {
  readonly #bridge: Bridge;
  readonly #form: Tested;
  #turn = 0;
  #found = $state.raw<{ of: string; test: HostTest } | null>(null);
  running = $state(false);
  /** Why there was none, in words. */
  error = $state('');

  constructor(bridge: Bridge, form: Tested) {
    this.#bridge = bridge;
    this.#form = form;
  }

  /** Null before a test, and once the form is another. */
  get found(): HostTest | null {
    return this.#found && this.#found.of === this.#form.tested ? this.#found.test : null;
  }

  /** What it found holds no more, as a secret was typed that it would be given. */
  forget(): void {
    this.#found = null;
  }

  /** False where fields are wrong, which the form says. `proxyPassword`: as `HostForm.test` takes it. */
  async run(proxyPassword = ''): Promise<boolean> {
    const turn = ++this.#turn;
    [this.running, this.error, this.#found] = [true, '', null];
    try {
      const test = await this.#form.test(proxyPassword);
      if (turn !== this.#turn) return true;
      this.#found = test && { of: this.#form.tested, test };
      return test !== null;
    } catch (error) {
      if (turn === this.#turn) this.error = reason(error);
      return true;
    } finally {
      if (turn === this.#turn) this.running = false;
    }
  }

  /** Nobody wants to know any more. */
  stop(): void {
    if (!this.running) return;
    this.#turn += 1;
    this.running = false;
    void this.#bridge.call('hosts:endTest').catch(() => undefined);
  }
}
