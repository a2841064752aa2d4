// What input methods and dead keys compose, sent once and in its place. xterm.js 6 reads its field
// with timers; in a window that is busy the next key comes before them, and then what was composed
// is lost, or sent twice. Chromium's events say themselves what was written, whatever the field
// holds: a mouse's selection is put into it, and it is cleared at any time.
import type { Terminal } from '@xterm/xterm';

/** The key itself is the input method's. */
const PROCESSED = 229;
/** Keys that write nothing: held or pressed in the middle of composing. */
const MODIFIERS = new Set([
  ...['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'Super', 'Hyper', 'Fn', 'Symbol'],
  ...['CapsLock', 'NumLock', 'ScrollLock', 'FnLock', 'SymbolLock'],
]);
const DELETE = '\x7f';

/** What is looked at of a key that goes down. Only its code, though deprecated, tells whose it is. */
interface Key {
  readonly keyCode: number;
  readonly key: string;
  readonly isComposing: boolean;
}
/** What is looked at of an event that tells of a change of the field. */
type Change = Pick<InputEvent, 'inputType' | 'data'>;

export class Composition {
  readonly #send: (text: string) => void;
  #composing = false;
  /** What is being composed. */
  #text = '';
  /** What of it was sent already, in front of a key that came in the middle. */
  #sent = '';
  /** A key was left to the input method, which may write without composing. */
  #left = false;

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  get composing(): boolean {
    return this.#composing;
  }

  started(): void {
    this.#composing = true;
    this.#text = '';
    this.#sent = '';
  }

  /** @param text all that is being composed now */
  updated(text: string): void {
    this.#text = text;
  }

  /** @param text what was made of it in the end; it is the user's also after the focus went */
  ended(text: string): void {
    const rest = text.startsWith(this.#sent) ? text.slice(this.#sent.length) : '';
    this.#composing = false;
    this.#sent = '';
    if (rest !== '') this.#send(rest);
  }

  /** A key went down. Answers whether it is the terminal's; false for an input method's. */
  pressed({ keyCode, key, isComposing }: Key): boolean {
    // There is no word of the end where the field was cleared under what was being composed.
    if (!isComposing) this.#composing = false;
    const isProcessed = keyCode === PROCESSED;
    if (this.#composing && !isProcessed) {
      if (MODIFIERS.has(key)) return false;
      this.#sendText(); // in front of what this key is
    }
    this.#left = isProcessed; // also while composing: it may end that, and then write itself
    return !isProcessed;
  }

  /** From now on xterm.js itself takes what is written into the field. */
  released(): void {
    this.#left = false;
  }

  /** The field has changed. What is being composed changes it, too: of that other events tell. */
  changed({ inputType, data }: Change): void {
    if (!this.#left) return;
    if (inputType === 'insertText' && data) this.#send(data);
    else if (inputType === 'insertLineBreak') this.#send('\r');
    else if (inputType.startsWith('deleteContent') && !this.#composing) this.#send(DELETE);
  }

  /** The focus went, and the field was cleared: there may be no word of the end. */
  blurred(): void {
    this.#composing = false;
    this.#left = false;
  }

  #sendText(): void {
    this.#composing = false;
    this.#sent = this.#text;
    if (this.#sent !== '') this.#send(this.#sent);
  }
}

/** Private to xterm.js 6; tests/e2e/keys.e2e.ts fails if it goes. */
interface Helper {
  _isComposing: boolean;
  _compositionView: HTMLElement;
  compositionstart(): void;
  compositionend(): void;
  keydown(event: KeyboardEvent): boolean;
}

/** Takes composing over from the terminal, but for how it is shown. To be called once it is open. */
export function takeComposition(terminal: Terminal): void {
  const { _compositionHelper: helper } = (
    terminal as unknown as { _core: { _compositionHelper: Helper } }
  )._core;
  const composition = new Composition((text) => terminal.input(text));
  const show = helper.compositionstart.bind(helper);
  const hide = (): void => {
    helper._isComposing = composition.composing;
    if (!composition.composing) helper._compositionView.classList.remove('active');
  };
  helper.compositionstart = () => {
    composition.started();
    show();
  };
  helper.compositionend = hide;
  helper.keydown = (event) => {
    const isTheTerminals = composition.pressed(event);
    hide();
    return isTheTerminals;
  };
  follow(terminal.textarea!, composition, hide);
}

/** `hide`: to be called when there may be nothing to be shown any more. */
function follow(field: HTMLTextAreaElement, composition: Composition, hide: () => void): void {
  field.addEventListener('compositionupdate', ({ data }) => composition.updated(data));
  field.addEventListener('compositionend', ({ data }) => {
    composition.ended(data);
    hide();
  });
  field.addEventListener('keyup', () => composition.released(), true);
  // xterm.js sends what comes by a key press, though it is written into the field, too.
  field.addEventListener('keypress', () => composition.released(), true);
  field.addEventListener('input', (event) => {
    composition.changed(event);
    hide();
  });
  field.addEventListener('blur', () => {
    composition.blurred();
    hide();
  });
}
