// xterm.js alone: a second terminal of the same class, options and size, laid over the app's own
// and fed from memory. Nothing through the app can be faster. Runs in the window, like
// terminalProbe.ts.
import type { Terminal } from '@xterm/xterm';

interface UnicodeService {
  _providers: Record<string, Parameters<Terminal['unicode']['register']>[0]>;
}

export class BareTerminal {
  readonly #terminal: Terminal;
  readonly #place: HTMLElement;

  constructor(like: Terminal) {
    const { left, top, width, height } = like.element!.parentElement!.getBoundingClientRect();
    this.#place = document.createElement('div');
    const box = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
    Object.assign(this.#place.style, { position: 'fixed', zIndex: '1000', ...box });
    document.body.append(this.#place);
    const Class = like.constructor as new (options: object) => Terminal;
    this.#terminal = new Class({ ...like.options, cols: like.cols, rows: like.rows });
    this.#takeUnicode(like);
    this.#terminal.open(this.#place);
  }

  /**
   * Writes a text so many times over, keeping so many pieces in flight that the parser never
   * waits. Resolves with the milliseconds until all of it is parsed.
   */
  async feed(text: string, times: number, pieceBytes: number, inFlight: number): Promise<number> {
    const pieces = this.#pieces(text, pieceBytes);
    const total = pieces.length * times;
    const began = performance.now();
    await new Promise<void>((resolve) => {
      let written = 0;
      let parsed = 0;
      const write = () => {
        this.#terminal.write(pieces[written++ % pieces.length]!, () => {
          if (++parsed === total) resolve();
          else if (written < total) write();
        });
      };
      while (written < Math.min(inFlight, total)) write();
    });
    return performance.now() - began;
  }

  remove(): void {
    this.#terminal.dispose();
    this.#place.remove();
  }

  #pieces(text: string, size: number): Uint8Array[] {
    const bytes = new TextEncoder().encode(text);
    const count = Math.ceil(bytes.length / size);
    return Array.from({ length: count }, (_, at) => bytes.slice(at * size, (at + 1) * size));
  }

  // The widths of characters are looked up in the addon's tables, as in the app.
  #takeUnicode(like: Terminal): void {
    const version = like.unicode.activeVersion;
    const core = (like as unknown as { _core: { unicodeService: UnicodeService } })._core;
    if (this.#terminal.unicode.versions.includes(version)) return;
    this.#terminal.unicode.register(core.unicodeService._providers[version]!);
    this.#terminal.unicode.activeVersion = version;
  }
}
