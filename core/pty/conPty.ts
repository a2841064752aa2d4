// node-pty's Windows half as Bowline needs it: its public interface, and the few things within
// that this doesn't reach. Without those, in another version, a terminal works on, but its programs
// are killed without a word, its end is told late and its output thread stays.
import { win32 } from 'node:path';
import { startProgram } from '../process/startProgram.ts';
import type { ConPty } from './nodePty.ts';

interface Socket {
  on?: (event: 'error', listener: () => void) => void;
}

/** node-pty 1.1.0, `windowsPtyAgent.js`. */
interface Agent {
  _$onProcessExit?: (code: number) => void;
  inSocket?: Socket & { writableLength?: number; destroy?: () => void };
  outSocket?: Socket;
  _conoutSocketWorker?: { dispose?: () => void };
}

export interface ConPtyInner {
  /** Bytes of input that the console hasn't taken yet; 0 where that can't be told. */
  inputHeld: () => number;
  /**
   * Tells all programs in the console that it closes (CTRL_CLOSE_EVENT); Windows gives each 5 s.
   * False where that can't be done.
   */
  hangUp: () => boolean;
  /** Told when the program itself has ended, which may be long before its console closes. */
  onProgramExit: (listener: (code: number) => void) => void;
  /** Ends the thread that brings the output, which node-pty forgets. */
  release: () => void;
}

export function inner(pty: ConPty): ConPtyInner {
  const { _agent: agent } = pty as { _agent?: Agent };
  // Either breaks when the console's process goes before the end is told. Nobody within listens to
  // the one; of the other, node-pty throws what it is told unless somebody else listens, too.
  agent?.inSocket?.on?.('error', () => undefined);
  agent?.outSocket?.on?.('error', () => undefined);
  return {
    inputHeld: () => agent?.inSocket?.writableLength ?? 0,
    hangUp() {
      // Its console sends the event when the pipe for its input closes (OpenConsole 1.23, `VtIo`).
      agent?.inSocket?.destroy?.();
      return agent?.inSocket?.destroy !== undefined;
    },
    onProgramExit(listener) {
      const usual = agent?._$onProcessExit;
      if (!agent || !usual) return;
      agent._$onProcessExit = (code) => {
        usual.call(agent, code);
        listener(code);
      };
    },
    release: () => agent?._conoutSocketWorker?.dispose?.(),
  };
}

/** How long Windows may take to end a tree of programs, milliseconds. */
const TASKKILL_MS = 3_000;

/** Ends a program and all that it has started; resolves when that was tried. */
export function endTree(
  pid: number,
  root = process.env['SystemRoot'] ?? 'C:\\Windows',
): Promise<void> {
  const file = win32.join(root, 'System32', 'taskkill.exe');
  const args = ['/T', '/F', '/PID', String(pid)];
  return new Promise((resolve) => {
    const options = { stdio: 'ignore', timeout: TASKKILL_MS, windowsHide: true } as const;
    const child = startProgram({ file, args }, options);
    child.once('error', () => resolve()).once('close', () => resolve());
  });
}
