// A shell's port without a window: keeps what was posted, and lets a test play the window.
import type { PortDown, PortUp } from '../../electron/ipc/contract.ts';
import type { ShellPort } from '../../electron/window.ts';

export class MemoryPort implements ShellPort {
  readonly posted: PortDown[] = [];
  closed = false;
  /** Acknowledges output as it comes; false plays a window that has stopped parsing. */
  parses = true;
  #listener: (data: unknown) => void = () => undefined;
  #onClose: () => void = () => undefined;
  #changed: () => void = () => undefined;

  post(message: PortDown): void {
    this.posted.push(message);
    if (message.type === 'output' && this.parses) {
      queueMicrotask(() => this.send({ type: 'parsed', bytes: message.bytes.byteLength }));
    }
    this.#changed();
  }

  onMessage(listener: (data: unknown) => void): void {
    this.#listener = listener;
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
  }

  close(): void {
    this.closed = true;
  }

  /** The window's process dies. */
  vanish(): void {
    this.#onClose();
  }

  send(message: PortUp): void {
    this.#listener(message);
  }

  sendAnything(data: unknown): void {
    this.#listener(data);
  }

  type(text: string): void {
    this.send({ type: 'input', bytes: Buffer.from(text) });
  }

  get outputBytes(): number {
    return this.posted.reduce((sum, m) => sum + (m.type === 'output' ? m.bytes.byteLength : 0), 0);
  }

  get text(): string {
    const parts = this.posted.map((m) => (m.type === 'output' ? Buffer.from(m.bytes) : ''));
    return parts.join('');
  }

  get notes(): string[] {
    return this.posted.flatMap((message) => (message.type === 'note' ? [message.text] : []));
  }

  async until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => (this.#changed = resolve));
  }
}
