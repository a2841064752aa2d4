// One end of a shell's MessagePort, as the middle of the line needs it. Electron's own kind is
// fitted in electron/main; tests use Node's.
import type { PortDown } from '../ipc/contract.ts';

export interface ShellPort {
  post(message: PortDown): void;
  /** What the window sends, unchecked. */
  onMessage(listener: (data: unknown) => void): void;
  /** The window's end is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Makes a port and sends its other end to the window. */
export type OpenPort = (shellId: string) => ShellPort;
