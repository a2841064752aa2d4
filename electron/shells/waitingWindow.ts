// What a window says of a shell whose terminal is still on its way to it: kept until that has come.
import type { PortUp } from '../ipc/contract.ts';
import { INPUT_MESSAGE_BYTES } from '../limits.ts';
import type { TerminalSize } from '../shell.ts';
import type { ShellPort } from '../window.ts';

export class WaitingWindow {
  readonly port: ShellPort;
  /** Typed before the window knew that it has to wait: a moment's worth. */
  readonly typed: Uint8Array[] = [];
  /** What it has room for. */
  size: TerminalSize;
  #held = 0;

  constructor(port: ShellPort, size: TerminalSize) {
    this.port = port;
    this.size = size;
  }

  /** False for input that is more than a moment's worth: it is refused. */
  hear(message: PortUp): boolean {
    if (message.type === 'resize') this.size = { cols: message.cols, rows: message.rows };
    if (message.type !== 'input') return true;
    this.#held += message.bytes.byteLength;
    if (this.#held > INPUT_MESSAGE_BYTES) return false;
    this.typed.push(message.bytes);
    return true;
  }
}
