// Joins the calls of the IPC contract to Electron: each call passes the gate, which learns here who
// is asking.
import { ipcMain, type WebContents } from 'electron';
import { answer, type Gate } from '../gate/answer.ts';
import { CALL_NAMES } from '../ipc/names.ts';
import type { LoopWatch } from '../watchdog/loopWatch.ts';
import type { Windows } from './windows.ts';

export interface Answering {
  gate: Gate;
  windows: Windows<WebContents>;
  /** No call is answered before. */
  ready: Promise<void>;
  /** Tells, where there is one, of calls that hold everything else up. */
  watch?: LoopWatch | undefined;
}

export function registerCalls({ gate, windows, ready, watch }: Answering): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(name, async (event, ...args: unknown[]) => {
      const caller = windows.callerOf(event);
      await ready;
      const carryOut = () => answer(gate, name, args, caller);
      return watch ? watch.run(`the call ${name}`, carryOut) : carryOut();
    });
  }
}
