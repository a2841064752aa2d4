// The ports that a window has open: while one is, the window still shows a shell, or hands it over.
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { ShellPort } from '../window.ts';

export class OpenPorts {
  readonly #open = new Set<ShellPort>();
  #closed = withResolvers<void>();

  /** The same port, known until either end closes it. */
  add(port: ShellPort): ShellPort {
    const ended = (): void => this.#ended(port);
    this.#open.add(port);
    port.onClose(ended);
    return {
      post: (message) => port.post(message),
      onMessage: (listener) => port.onMessage(listener),
      onClose: (listener) => port.onClose(listener),
      close: () => {
        port.close();
        ended();
      },
    };
  }

  /** Resolved once none is open. */
  allClosed(): Promise<void> {
    return this.#open.size === 0 ? Promise.resolve() : this.#closed.promise;
  }

  #ended(port: ShellPort): void {
    if (!this.#open.delete(port) || this.#open.size > 0) return;
    this.#closed.resolve();
    this.#closed = withResolvers<void>();
  }
}
