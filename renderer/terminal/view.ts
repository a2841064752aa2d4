// One terminal on the screen: xterm.js with its addons, joined to a shell's link and input.
// Plain TypeScript, so that the component around it only places and shows it.
import { Terminal, type ITerminalOptions, type IWindowsPty } from '@xterm/xterm';
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import type { LigaturesAddon } from '@xterm/addon-ligatures';
import { guardEraseAbove } from '../../core/screen/eraseAbove.ts';
import type { Look } from '../../core/look/derive.ts';
import type { Settings } from '../../electron/ipc/contract.ts';
import { Latest } from '../lib/latest.ts';
import { readOsc7 } from '../lib/shellFolder.ts';
import { windowEcho } from './awaitedEcho.ts';
import { BellLimit } from './bell.ts';
import { TypingPause } from '../lib/typingPause.ts';
import { takeComposition } from './composition.ts';
import { watchBelow, type NewBelow } from './below.ts';
import { Finder, type FinderOptions } from './find/finder.ts';
import { GpuRenderer } from './gpu.ts';
import { InputQueue } from './input.ts';
import { readKeys, type KeyboardOptions } from './keyboard.ts';
import { ShellLink, type Screen } from './link.ts';
import { linkHandler, loadLinks, type LinkUser } from './links.ts';
import type { Movable } from './movable.ts';
import { readOsc52, type ClipboardRequest } from './osc52.ts';
import { Painting } from './painting.ts';
import { ParseQueue, SHORT_TURN_MS, TURN_MS } from './parseQueue.ts';
import { ShellSize, type ShownSize, type Size } from './shellSize.ts';
import { terminalTheme } from './theme.ts';
import { soon, windowTimers, windowTurns } from './turns.ts';
import { takeWheel } from './wheel.ts';

/** What a terminal needs from, and tells, the tab it stands in. */
export interface ViewOptions extends KeyboardOptions {
  settings: Settings;
  look: Look;
  /** Which of Windows' consoles its PTY stands on; undefined for none. */
  windowsPty: IWindowsPty | undefined;
  /** False once the shell has closed or failed: keys no longer reach a program. */
  alive(): boolean;
  /** Enter was pressed in a shell that is not alive, by who wasn't just typing. */
  revive(): void;
  /** The same while its connection is lost. True where it was meant for that, and isn't sent. */
  tryNow(): boolean;
  titled(title: string): void;
  /** A program says in which folder it is. */
  inFolder(folder: string): void;
  /** A bell rang just now, and none in the second before. */
  rang(): void;
  /** A program asks something of the clipboard, now; nothing that was shown before does. */
  copies(request: ClipboardRequest): void;
  /** Something was typed that the program gets. */
  typed(): void;
  /** The system or its user wants terminals that a screen reader can read. */
  screenReader: boolean;
  /** Whether what is typed reaches the program; false for who may only watch. */
  mayType(): boolean;
  /** Whether the shell follows the size of this terminal's place. */
  mayResize(): boolean;
  /** The place has room for a terminal of another size than before. */
  resized(cols: number, rows: number): void;
  /** The terminal has another size. */
  sized(shown: ShownSize): void;
  links: LinkUser;
}

/** A program may name its tab thousands of times a second. */
const TITLE_EVERY_MS = 100;

export class TerminalView {
  readonly terminal: Terminal;
  readonly link: ShellLink;
  readonly input: InputQueue;
  readonly #pause = new TypingPause(() => performance.now());
  readonly #fit = new FitAddon();
  readonly #gpu: GpuRenderer;
  readonly #parsing: ParseQueue;
  readonly #painting: Painting;
  readonly #element: HTMLElement;
  readonly #options: ViewOptions;
  readonly #size: ShellSize;
  #fontSize: number;
  #frame = 0;
  #leaves = false;
  #ligatures: LigaturesAddon | null = null;
  #wantsLigatures = false;

  constructor(element: HTMLElement, options: ViewOptions) {
    this.#element = element;
    this.#options = options;
    this.#fontSize = options.settings.fontSize;
    this.terminal = makeTerminal(options);
    this.#size = this.#makeSize();
    guardEraseAbove(this.terminal);
    this.#parsing = new ParseQueue(
      this.terminal,
      windowTurns,
      () => this.#painting.caughtUp(),
      () => performance.now(),
      () => (this.#painting.attention === 'beside' ? SHORT_TURN_MS : TURN_MS),
    );
    const sized = (cols: number, rows: number) => this.#size.take({ cols, rows });
    const screen = screenOf(this.terminal, this.#parsing);
    this.link = new ShellLink(screen, sized, this.#movable());
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
    void this.#setLigatures(options.settings.ligatures);
  }

  /** Fits the grid to its place, now; does nothing while hidden. */
  fit(): void {
    this.#size.fit();
  }

  /** Finds text in it; to be disposed of when nothing is looked for any more. */
  finder(options: Pick<FinderOptions, 'colours' | 'heard'>): Finder {
    return new Finder(this.terminal, { ...options, soon, later: windowTimers });
  }

  /** Tells of lines that come below what is looked at; the function ends it. */
  watchBelow(told: (below: NewBelow | null) => void): () => void {
    return watchBelow(this.terminal, told, windowTimers);
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

  /** Whether a screen reader is to be told what the terminal holds. */
  set screenReader(on: boolean) {
    if (this.terminal.options.screenReaderMode !== on) this.terminal.options.screenReaderMode = on;
  }

  configure(settings: Settings, look: Look): void {
    if (this.#leaves) return; // it is being painted as it is
    this.#fontSize = settings.fontSize;
    Object.assign(this.terminal.options, looks(settings, look));
    this.#painting.looksChanged();
    this.fitSoon();
    void this.#setLigatures(settings.ligatures);
  }

  /**
   * Its shell moves to another window. Resolves once that has all of this terminal, or can't have it
   * any more; until then it must stay, out of sight, and not be disposed of.
   */
  leaving(): Promise<void> {
    return this.link.left;
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#wantsLigatures = false;
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
      later: windowTimers,
      onShown: sized,
    });
  }

  #movable(): Movable {
    const focused = (): boolean => this.#focused;
    const input = (): InputQueue => this.input;
    return {
      terminal: this.terminal,
      get focused() {
        return focused();
      },
      get input() {
        return input();
      },
      later: (run) => void scheduler.postTask(run),
      now: () => performance.now(),
      leaves: () => {
        this.#leaves = true;
        this.#size.arrives(this.terminal);
      },
      arriving: () => (this.#painting.held = true),
      arrives: (size) => this.#size.arrives(size),
      arrived: (whole, toldFocused) => {
        this.#size.arrived(whole);
        this.#painting.held = false;
        if (whole) this.#tellFocus(toldFocused);
      },
    };
  }

  // Few want them, and what finds them is larger than all else of a terminal. Without leave to read
  // the fonts' files, it joins those signs that such fonts usually have.
  async #setLigatures(wanted: boolean): Promise<void> {
    if (wanted === this.#wantsLigatures) return;
    this.#wantsLigatures = wanted;
    this.#ligatures?.dispose();
    this.#ligatures = null;
    if (wanted) {
      const { LigaturesAddon: Ligatures } = await import('@xterm/addon-ligatures');
      if (!this.#wantsLigatures || this.#ligatures || !this.terminal.element) return;
      this.#ligatures = new Ligatures();
      this.terminal.loadAddon(this.#ligatures);
    }
    this.#painting.looksChanged();
    this.terminal.refresh(0, this.terminal.rows - 1);
  }

  get #focused(): boolean {
    return this.terminal.element?.classList.contains('focus') ?? false;
  }

  /** A program that asked for it was told of the focus as it was in another window. */
  #tellFocus(told: boolean): void {
    if (!this.terminal.modes.sendFocusMode || told === this.#focused) return;
    this.#typed(new TextEncoder().encode(told ? '\x1b[O' : '\x1b[I'), false);
  }

  #loadAddons(): void {
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    loadLinks(this.terminal, this.#options.links);
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
    // Also of what is shown again: it is where the shell is still.
    terminal.parser.registerOscHandler(7, (data) => {
      const folder = readOsc7(data);
      if (folder !== null) this.#options.inFolder(folder);
      return true;
    });
    readKeys(terminal, this.#options);
    takeWheel(terminal, () => rowHeight(terminal));
    hearPerson(this.#element, () => this.#painting.touched());
    this.#hear();
  }

  // What a program wants of whoever is there, which nothing does that is shown again.
  #hear(): void {
    const { terminal, link } = this;
    const bells = new BellLimit();
    terminal.onBell(() => {
      if (!link.replaying && bells.takes()) this.#options.rang();
    });
    terminal.parser.registerOscHandler(52, (data) => {
      if (!link.replaying) this.#options.copies(readOsc52(data));
      return true;
    });
  }

  #typed(bytes: Uint8Array, enter: boolean): void {
    const { alive, mayType } = this.#options;
    const meant = this.#pause.typed() && enter;
    if (!alive()) return meant ? this.#options.revive() : undefined;
    if (meant && this.#options.tryNow()) return;
    if (!mayType()) return;
    this.#options.typed();
    this.input.type(bytes);
    windowEcho.typed(this.#painting);
  }
}

/** Tells of whatever a person does in it; programs have terminals answer, too. */
function hearPerson(element: HTMLElement, heard: () => void): void {
  const heardAt = { capture: true, passive: true };
  for (const what of ['keydown', 'wheel', 'pointerdown'] as const) {
    element.addEventListener(what, heard, heardAt);
  }
  const drags = ({ buttons }: PointerEvent): void => (buttons > 0 ? heard() : undefined);
  element.addEventListener('pointermove', drags, heardAt);
}

/** CSS pixels of a line. */
function rowHeight({ element, rows }: Terminal): number {
  return (element?.querySelector('.xterm-screen')?.clientHeight ?? 0) / rows;
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
    ...looks(options.settings, options.look),
    allowProposedApi: true, // decorations (notes, matches) and Unicode versions
    ...(options.windowsPty && { windowsPty: options.windowsPty }),
    linkHandler: linkHandler(options.links),
    scrollOnUserInput: true,
    screenReaderMode: options.screenReader,
  });
}

function looks(settings: Settings, { tokens }: Look): ITerminalOptions {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    theme: terminalTheme(tokens),
    fontFamily: settings.fontFamily,
    fontSize: settings.fontSize,
    lineHeight: settings.lineHeight,
    letterSpacing: settings.letterSpacing,
    fontWeight: settings.fontWeight,
    fontWeightBold: settings.boldWeight,
    scrollback: settings.scrollback,
    cursorBlink: settings.cursorBlink && !still,
    cursorStyle: settings.cursorShape,
    minimumContrastRatio: settings.minimumContrast,
    wordSeparator: settings.wordSeparators,
    scrollSensitivity: settings.wheelSpeed,
  };
}
