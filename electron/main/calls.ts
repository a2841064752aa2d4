// Joins the calls and events of the IPC contract to Electron: each call passes the gate, which
// learns here who is asking.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { answer, type Gate } from '../gate/answer.ts';
import type { Events } from '../ipc/contract.ts';
import { CALL_NAMES } from '../ipc/names.ts';
import type { LoopWatch } from '../watchdog/loopWatch.ts';
import { ORIGIN } from './origin.ts';

/** Tells the window; does nothing while there is none. */
export type Emit = <N extends keyof Events>(name: N, payload: Events[N]) => void;

export interface Answering {
  gate: Gate;
  window: () => WebContents | undefined;
  /** No call is answered before. */
  ready: Promise<void>;
  /** Tells, where there is one, of calls that hold everything else up. */
  watch?: LoopWatch | undefined;
}

export function registerCalls({ gate, window, ready, watch }: Answering): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(name, async (event, ...args: unknown[]) => {
      const isOurs = isOurWindow(event, window());
      await ready;
      const carryOut = () => answer(gate, name, args, isOurs);
      return watch ? watch.run(`the call ${name}`, carryOut) : carryOut();
    });
  }
}

export function emitTo(window: () => WebContents | undefined): Emit {
  return (name, payload) => {
    const contents = window();
    if (contents && !contents.isDestroyed() && !contents.isCrashed()) contents.send(name, payload);
  };
}

// A frame inside our page, or our page gone elsewhere, is not our window.
function isOurWindow({ sender, senderFrame }: IpcMainInvokeEvent, window?: WebContents): boolean {
  if (!window || sender !== window || !senderFrame) return false;
  return senderFrame.parent === null && senderFrame.origin === ORIGIN;
}
