// Copy and paste of one terminal as people know it on each system. All ways to paste (keys,
// menu, middle click, the browser's own paste event) meet in `paste`, so none slips past
// the question about several lines.
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { chordOf, type Platform } from '../lib/keys.ts';
import { asOneLine, deservesAsking, encodePaste, inspectPaste, type PasteReport } from './paste.ts';
import type { TerminalView } from './view.ts';

export type PasteAnswer = 'paste' | 'one-line' | null;

export interface ClipboardOptions {
  bridge: Bridge;
  platform: Platform;
  settings(): Settings;
  alive(): boolean;
  /** Whether what is pasted reaches the program; false for who may only watch. */
  mayType(): boolean;
  /** Something would have been pasted by who may not. */
  notTaken(): void;
  ask(report: PasteReport): Promise<PasteAnswer>;
  failed(error: unknown): void;
}

const MIDDLE = 1;

/** What a middle click pastes; null for nothing. */
export function pastedFrom(
  setting: Settings['middleClick'],
  platform: Platform,
): 'clipboard:read' | 'clipboard:readSelection' | null {
  if (setting === 'clipboard') return 'clipboard:read';
  return setting === 'system' && platform === 'linux' ? 'clipboard:readSelection' : null;
}

export class TerminalClipboard {
  readonly #view: TerminalView;
  readonly #options: ClipboardOptions;
  /** A middle click is ours; the browser's paste event that follows it would be a second one. */
  #middleClick = false;

  constructor(view: TerminalView, element: HTMLElement, options: ClipboardOptions) {
    this.#view = view;
    this.#options = options;
    view.terminal.onSelectionChange(() => this.#selected());
    // Capture: before xterm.js, which would paste without asking.
    element.addEventListener('paste', (event) => this.#pasteEvent(event), true);
    element.addEventListener('mousedown', (event) => this.#mouseDown(event), true);
    element.addEventListener('mouseup', (event) => this.#mouseUp(event), true);
    element.addEventListener('keydown', (event) => this.#keyDown(event), true);
  }

  async copy(): Promise<void> {
    const text = this.#view.terminal.getSelection();
    if (text !== '') await this.#try(() => this.#options.bridge.call('clipboard:write', text));
  }

  async pasteClipboard(): Promise<void> {
    await this.#try(async () => this.paste(await this.#options.bridge.call('clipboard:read')));
  }

  /** Sends text to the program, after asking where it deserves that. */
  async paste(raw: string): Promise<void> {
    const report = inspectPaste(raw);
    if (report.text === '' || !this.#taken()) return;
    const answer = this.#mustAsk(report) ? await this.#options.ask(report) : 'paste';
    if (answer === null || !this.#taken()) return;
    const bracketed = this.#view.terminal.modes.bracketedPasteMode;
    const text = answer === 'one-line' ? asOneLine(report.text) : report.text;
    this.#view.input.paste(encodePaste(text, bracketed), bracketed);
    this.#view.terminal.scrollToBottom();
  }

  #taken(): boolean {
    const { alive, mayType, notTaken } = this.#options;
    if (!alive()) return false;
    if (!mayType()) notTaken();
    return mayType();
  }

  #mustAsk(report: PasteReport): boolean {
    return this.#options.settings().confirmMultilinePaste && deservesAsking(report);
  }

  #selected(): void {
    const text = this.#view.terminal.getSelection();
    if (text === '') return;
    const { bridge, platform, settings } = this.#options;
    if (platform === 'linux') void this.#try(() => bridge.call('clipboard:writeSelection', text));
    if (settings().copyOnSelect) void this.copy();
  }

  #pasteEvent(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!this.#middleClick) void this.paste(text);
  }

  #mouseDown(event: MouseEvent): void {
    this.#middleClick = event.button === MIDDLE;
  }

  #mouseUp(event: MouseEvent): void {
    const from = pastedFrom(this.#options.settings().middleClick, this.#options.platform);
    if (event.button !== MIDDLE || from === null) return;
    if (this.#programHasMouse() && !event.shiftKey) return;
    void this.#try(async () => this.paste(await this.#options.bridge.call(from)));
  }

  #keyDown(event: KeyboardEvent): void {
    this.#middleClick = false;
    const { platform } = this.#options;
    const plainCtrlC = chordOf(event) === 'Ctrl+C';
    if (platform !== 'win32' || !plainCtrlC || !this.#view.terminal.hasSelection()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.copy().then(() => this.#view.terminal.clearSelection());
  }

  #programHasMouse(): boolean {
    return this.#view.terminal.modes.mouseTrackingMode !== 'none';
  }

  async #try(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
