// A native window without Electron: does what it is told, and tells it as Electron's does.
import type { Rectangle } from 'electron';
import type { NativeWindow } from '../../electron/main/appWindow.ts';
import type { WindowPlace } from '../../electron/main/windowBounds.ts';

/** Where the system puts a window that has no place. */
const CHOSEN = { x: 60, y: 60 };

type Listener = (...args: never[]) => void;

/** Tells as Electron's objects do. */
class Teller {
  #listeners: { event: string; listener: Listener; once: boolean }[] = [];

  on(event: string, listener: Listener): void {
    this.#listeners.push({ event, listener, once: false });
  }

  once(event: string, listener: Listener): void {
    this.#listeners.push({ event, listener, once: true });
  }

  emit(event: string, ...args: unknown[]): void {
    const told = this.#listeners.filter((one) => one.event === event);
    this.#listeners = this.#listeners.filter((one) => !one.once || !told.includes(one));
    for (const { listener } of told) listener(...(args as never[]));
  }
}

class PlayedPage extends Teller {
  /** Times it was loaded. */
  loaded = 0;

  reload(): void {
    this.loaded++;
  }
}

export class PlayedWindow extends Teller implements NativeWindow {
  readonly webContents = new PlayedPage();
  /** It was brought up without taking the keyboard. */
  inactive = false;
  visible = false;
  focused = false;
  /** Times that it was put before all others. */
  raised = 0;
  minimized = false;
  maximized = false;
  fullScreen = false;
  destroyed = false;
  color = '';
  bounds: Rectangle;

  constructor({ x = CHOSEN.x, y = CHOSEN.y, width, height }: WindowPlace) {
    super();
    this.bounds = { x, y, width, height };
  }

  isDestroyed = (): boolean => this.destroyed;
  isFocused = (): boolean => this.focused;
  isFullScreen = (): boolean => this.fullScreen;
  isMaximized = (): boolean => this.maximized;
  isMinimized = (): boolean => this.minimized;
  getNormalBounds = (): Rectangle => ({ ...this.#there.bounds });
  setBackgroundColor = (color: string): void => void (this.#there.color = color);

  setBounds(bounds: Rectangle): void {
    this.#there.bounds = { ...bounds };
    this.emit('move');
  }

  setFullScreen(on: boolean): void {
    this.#there.fullScreen = on;
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen');
  }

  maximize(): void {
    this.#there.maximized = true;
    this.emit('maximize');
  }

  minimize(): void {
    this.#there.minimized = true;
    this.emit('minimize');
  }

  restore(): void {
    this.#there.minimized = false;
    this.emit('restore');
  }

  show(): void {
    this.showInactive();
    this.inactive = false;
    this.focus();
  }

  showInactive(): void {
    const was = this.#there.visible;
    [this.visible, this.inactive] = [true, true];
    if (!was) this.emit('show');
  }

  hide(): void {
    const was = this.#there.visible;
    this.visible = false;
    if (was) this.emit('hide');
  }

  focus(): void {
    this.#there.focused = true;
    this.emit('focus');
  }

  moveTop(): void {
    this.#there.raised += 1;
  }

  /** As its user does: true where it stays for now. */
  close(): boolean {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    return prevented;
  }

  destroy(): void {
    this.#there.destroyed = true;
    this.visible = false;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }

  loadURL(): Promise<void> {
    this.webContents.reload();
    return Promise.resolve();
  }

  /** It has something to show. */
  ready(): void {
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
  }

  crash(reason = 'crashed'): void {
    this.webContents.emit('render-process-gone', {}, { reason });
  }

  /** Electron's throws where it is destroyed. */
  get #there(): this {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    return this;
  }
}
