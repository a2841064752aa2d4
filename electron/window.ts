// A window as the main process knows it: who asks in a call, and where to what it is shown goes.
// Nothing here knows Electron: main/windows.ts makes them, and tests play windows of their own.
import type { Events, Notice, PortDown } from './ipc/contract.ts';

/** Tells an event; does nothing where nobody is there to hear it. */
export type Emit = <N extends keyof Events>(name: N, payload: Events[N]) => void;

/** One end of a shell's MessagePort, as the middle of the line needs it. */
export interface ShellPort {
  post(message: PortDown): void;
  /** What the window sends, unchecked. */
  onMessage(listener: (data: unknown) => void): void;
  /** The window's end is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The same one for as long as the window is there, also when its page crashes or is reloaded. */
export interface WindowRef {
  /** Never that of another window of this run. */
  readonly id: number;
  /** The id that its tabs and panes stand under in the layout: the same from run to run. */
  readonly layoutId: string;
  /** Tells this window alone. */
  emit: Emit;
  /** Says what its user must know, in this window alone. */
  notify(notice: Notice): void;
  /** Makes a port and sends its other end there. Throws a `PersonError` where it is closing. */
  openPort(shellId: string): ShellPort;
}
