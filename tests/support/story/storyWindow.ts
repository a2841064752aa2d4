// One window of a story, by its web contents: driven through the main process, as the test runner's
// own page is of no use any more once its process has crashed.
import type { ElectronApplication } from '@playwright/test';
import type { LayoutOp } from '../../../electron/ipc/contract.ts';
import { counted, install, look, type Seen, type Story } from './pageCode.ts';

declare const window: { story: Story | undefined };

/** The inspector may lose an answer of a busy process: V8 collects the promise that it waits for. */
const LOST_ANSWER = 'Resulting promise was garbage collected';
const MOST_LOST = 10;

/** Ids of the web contents of all windows, whatever is loaded in them. */
export async function allWindows(electron: ElectronApplication): Promise<number[]> {
  for (let lost = 0; ; lost++) {
    try {
      return await electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => webContents.id),
      );
    } catch (error) {
      // Looking changes nothing: it is done again.
      if (lost === MOST_LOST || !String(error).includes(LOST_ANSWER)) throw error;
    }
  }
}

interface Evaluated {
  result: { value?: unknown; objectId?: string };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

export class StoryWindow {
  readonly id: number;
  readonly #electron: ElectronApplication;

  constructor(electron: ElectronApplication, id: number) {
    this.#electron = electron;
    this.id = id;
  }

  /** How it stands; null while its page isn't there, or not yet. */
  async look(): Promise<Seen | null> {
    const seen = await this.run(look).catch(() => null);
    if (seen) return seen;
    return (await this.#install().catch(() => false)) ? this.run(look).catch(() => null) : null;
  }

  /** Counter lines in its panes' terminals. */
  async counted(panes: string[]): Promise<Record<string, string[] | null>> {
    const told = await this.run(counted, panes);
    if (Object.values(told).every((lines) => lines !== null)) return told;
    await this.#install();
    return this.run(counted, panes);
  }

  /** As dropping and menus do it. */
  async do(op: LayoutOp): Promise<void> {
    await this.run((one) => void window.story!.app.layout.do(one), op);
  }

  /** A command of the menu. */
  async command(name: string): Promise<void> {
    await this.#inMain(({ webContents }, [id, command]) => {
      webContents.fromId(id)?.send('menu:command', command);
    }, name);
  }

  /** Runs in the page. */
  async run<A extends unknown[], T>(code: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
    const given = args.map((one) => JSON.stringify(one)).join(',');
    const expression = `(${String(code)})(${given})`;
    const options = { returnByValue: true, awaitPromise: true };
    const told = await this.send<Evaluated>('Runtime.evaluate', { expression, ...options });
    if (told.exceptionDetails) {
      throw new Error(told.exceptionDetails.exception?.description ?? told.exceptionDetails.text);
    }
    return told.result.value as Awaited<T>;
  }

  async press(x: number, y: number, to?: { x: number; y: number }): Promise<void> {
    const mouse = (type: string, at: { x: number; y: number }, buttons: number): Promise<unknown> =>
      this.send('Input.dispatchMouseEvent', {
        ...{ type, ...at, buttons, clickCount: 1 },
        button: 'left',
      });
    await mouse('mouseMoved', { x, y }, 0);
    await mouse('mousePressed', { x, y }, 1);
    if (to) await mouse('mouseMoved', to, 1);
    await mouse('mouseReleased', to ?? { x, y }, 0);
  }

  /** Text, and Enter behind it, wherever the keyboard is. */
  async type(text: string): Promise<void> {
    await this.send('Input.insertText', { text });
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }

  resize(width: number, height: number): Promise<void> {
    return this.#native((native, size) => native.setSize(size[0]!, size[1]!), [width, height]);
  }

  close(): Promise<void> {
    return this.#native((native) => native.close(), []);
  }

  crash(): Promise<void> {
    return this.#native((native) => native.webContents.forcefullyCrashRenderer(), []);
  }

  reload(): Promise<void> {
    return this.#native((native) => native.webContents.reload(), []);
  }

  /** A command of the developer tools' protocol. */
  send<T>(method: string, params: object): Promise<T> {
    return this.#inMain(
      async ({ webContents }, [id, command, given]) => {
        const tools = webContents.fromId(id)!.debugger;
        if (!tools.isAttached()) tools.attach('1.3');
        return tools.sendCommand(command, given) as Promise<unknown>;
      },
      method,
      params,
    ) as Promise<T>;
  }

  async #install(): Promise<boolean> {
    const group = { objectGroup: 'story' };
    const expression = 'Object.prototype';
    const { result } = await this.send<Evaluated>('Runtime.evaluate', { expression, ...group });
    const { objects } = await this.send<{ objects: { objectId: string } }>('Runtime.queryObjects', {
      prototypeObjectId: result.objectId,
      ...group,
    });
    const told = await this.send<Evaluated>('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: String(install),
      returnByValue: true,
    });
    await this.send('Runtime.releaseObjectGroup', group);
    return told.result.value === true;
  }

  #native(
    does: (native: Electron.BrowserWindow, numbers: number[]) => void,
    numbers: number[],
  ): Promise<void> {
    return this.#electron.evaluate(
      ({ BrowserWindow }, [id, code, given]) => {
        const native = BrowserWindow.getAllWindows().find((one) => one.webContents.id === id);
        const run = eval(`(${code})`) as typeof does;
        if (native) run(native, given);
      },
      [this.id, String(does), numbers] as const,
    );
  }

  #inMain<A extends unknown[], T>(
    code: (electron: typeof Electron, args: [number, ...A]) => T,
    ...args: A
  ): Promise<T> {
    return this.#electron.evaluate<T, never>(code as never, [this.id, ...args] as never);
  }
}
