// One terminal on the screen: xterm.js with its addons, joined to a shell's link and input.
// Plain TypeScript, so that the component around it only places and shows it.
import { Terminal, type IWindowsPty } from '@xterm/xterm';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Settings } from '../../electron/ipc/contract.ts';
import { Latest } from '../lib/latest.ts';
import { takeComposition } from './composition.ts';
import { guardEraseAbove } from './eraseAbove.ts';
import { GpuRenderer } from './gpu.ts';
import { InputQueue } from './input.ts';
import { readKeys, type KeyboardOptions } from './keyboard.ts';
import { ShellLink, type Screen } from './link.ts';
import { Painting } from './painting.ts';
import { ParseQueue } from './parseQueue.ts';
import { ShellSize, type ShownSize, type Size } from './shellSize.ts';
import { TERMINAL_THEMES, type ThemeName } from './theme.ts';
import { windowTurns } from './turns.ts';

/** What a terminal needs from, and tells, the tab it stands in. */
export interface ViewOptions extends KeyboardOptions {
  settings: Settings;
  theme: ThemeName;
  /** Which of Windows' consoles its PTY stands on; undefined for none. */
  windowsPty: IWindowsPty | undefined;
  /** False once the shell has closed or failed: keys no longer reach a program. */
  alive(): boolean;
  /** Enter was pressed in a shell that is not alive. */
  revive(): void;
  titled(title: string): void;
  /** Whether what is typed reaches the program; false for who may only watch. */
  mayType(): boolean;
  /** Whether the shell follows the size of this terminal's place. */
  mayResize(): boolean;
  /** The place has room for a terminal of another size than before. */
  resized(cols: number, rows: number): void;
  /** The terminal has another size. */
  sized(shown: ShownSize): void;
  /** A link was clicked; opening it is the user's decision. */
  linkClicked(url: string): void;
}

/** A program may name its tab thousands of times a second. */
const TITLE_EVERY_MS = 100;

/** Matches of a search that are marked and counted; more would slow every scroll. */
export const MATCH_LIMIT = 1000;

export class TerminalView {
  readonly terminal: Terminal;
  readonly link: ShellLink;
  readonly input: InputQueue;
  readonly search = new SearchAddon({ highlightLimit: MATCH_LIMIT });
  readonly #fit = new FitAddon();
  readonly #gpu: GpuRenderer;
  readonly #parsing: ParseQueue;
  readonly #painting: Painting;
  readonly #element: HTMLElement;
  readonly #options: ViewOptions;
  readonly #size: ShellSize;
  #fontSize: number;
  #frame = 0;

  constructor(element: HTMLElement, options: ViewOptions) {
    this.#element = element;
    this.#options = options;
    this.#fontSize = options.settings.fontSize;
    this.terminal = makeTerminal(options);
    this.#size = this.#makeSize();
    guardEraseAbove(this.terminal);
    this.#parsing = new ParseQueue(this.terminal, windowTurns, () => this.#painting.caughtUp());
    this.link = new ShellLink(screenOf(this.terminal, this.#parsing), (cols, rows) =>
      this.#size.take({ cols, rows }),
    );
    this.input = new InputQueue({
      send: (bytes) => this.link.input(bytes),
      later: (run) => setTimeout(run),
    });
    this.#loadAddons();
    this.terminal.open(element);
    takeComposition(this.terminal);
    this.#painting = new Painting(this.terminal, () => this.#parsing.behind);
    this.#gpu = new GpuRenderer(this.terminal);
    this.#listen();
  }

  /** Fits the grid to its place, now; does nothing while hidden. */
  fit(): void {
    this.#size.fit();
  }

  /** What the place has room for. */
  get room(): Size {
    return this.#size.room ?? this.terminal;
  }

  /** The group's news say which size the shell has. */
  heardSize(size: Size): void {
    this.#size.heard(size);
  }

  /** Fits with the next frame, however often it is called before. */
  fitSoon(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.fit();
    });
  }

  /** To be set once its place is there or gone. */
  set visible(visible: boolean) {
    this.#painting.shown = visible;
    // The DOM renderer that takes over out of sight can't measure anything.
    if (this.#gpu.on) this.#painting.looksChanged();
    this.#gpu.visible = visible;
    if (visible) this.fit();
  }

  configure(settings: Settings, theme: ThemeName): void {
    this.#fontSize = settings.fontSize;
    Object.assign(this.terminal.options, looks(settings, theme));
    this.#painting.looksChanged();
    this.fitSoon();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.input.clear();
    this.#size.close();
    this.link.close();
    this.#parsing.dispose();
    this.#painting.dispose();
    this.#gpu.visible = false; // its context would else be held until somebody tidies up
    this.terminal.dispose();
  }

  #makeSize(): ShellSize {
    const { mayResize, resized, sized } = this.#options;
    return new ShellSize({
      terminal: this.terminal,
      room: () => (isShown(this.#element) ? this.#fit.proposeDimensions() : undefined),
      fontSize: () => this.#fontSize,
      mayResize,
      onRoom: ({ cols, rows }) => resized(cols, rows),
      later: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      onShown: sized,
    });
  }

  #loadAddons(): void {
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(this.search);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.terminal.loadAddon(new WebLinksAddon((_, url) => this.#options.linkClicked(url)));
  }

  #listen(): void {
    const { terminal } = this;
    const encoder = new TextEncoder();
    terminal.onData((text) => {
      if (!this.link.answersReplay) this.#typed(encoder.encode(text), text === '\r');
    });
    terminal.onBinary((text) =>
      this.#typed(
        Uint8Array.from(text, (c) => c.charCodeAt(0)),
        false,
      ),
    );
    const title = new Latest<string>(TITLE_EVERY_MS, (latest) => this.#options.titled(latest));
    terminal.onTitleChange((next) => (title.value = next));
    terminal.onResize(() => this.#painting.looksChanged());
    readKeys(terminal, this.#options);
  }

  #typed(bytes: Uint8Array, enter: boolean): void {
    const { alive, mayType } = this.#options;
    if (!alive()) return enter ? this.#options.revive() : undefined;
    if (mayType()) this.input.type(bytes);
  }
}

function isShown({ clientWidth, clientHeight }: HTMLElement): boolean {
  return clientWidth > 0 && clientHeight > 0;
}

/** The terminal as its output sees it: what is written waits its turn, and stays in order. */
function screenOf(terminal: Terminal, parsing: ParseQueue): Screen {
  return {
    write: parsing.write.bind(parsing),
    buffer: terminal.buffer,
    get rows() {
      return terminal.rows;
    },
    parser: terminal.parser,
    registerMarker: terminal.registerMarker.bind(terminal),
    registerDecoration: terminal.registerDecoration.bind(terminal),
  };
}

function makeTerminal(options: ViewOptions): Terminal {
  return new Terminal({
    ...looks(options.settings, options.theme),
    allowProposedApi: true, // decorations (notes, matches) and Unicode versions
    ...(options.windowsPty && { windowsPty: options.windowsPty }),
    linkHandler: { activate: (_, url) => options.linkClicked(url) },
    scrollOnUserInput: true,
  });
}

function looks(settings: Settings, theme: ThemeName) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    theme: TERMINAL_THEMES[theme],
    // Most programs choose colours for a dark ground; on a light one they must stay readable.
    minimumContrastRatio: theme === 'light' ? 4.5 : 1,
    fontFamily: settings.fontFamily,
    fontSize: settings.fontSize,
    lineHeight: 1.15,
    scrollback: settings.scrollback,
    cursorBlink: settings.cursorBlink && !still,
  };
}
