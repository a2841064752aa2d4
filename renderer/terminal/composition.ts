// What input methods and dead keys compose, sent once and in its place. xterm.js 6 reads its field
// with timers; in a window that is busy the next key comes before them, and then what was composed
// is lost, or sent twice. In Chromium the field is right with each event: none is needed.
import type { Terminal } from '@xterm/xterm';

/** The key itself is the input method's. */
const PROCESSED = 229;
/** Shift, Control, Alt, Caps Lock: held or pressed in the middle of composing. */
const MODIFIERS = new Set([16, 17, 18, 20]);
const DELETE = '\x7f';

/** What is asked of the field that keys go into. */
interface Field {
  readonly value: string;
}

export class Composition {
  readonly #field: Field;
  readonly #send: (text: string) => void;
  /** What the field held when all there was had been sent. */
  #before = '';
  #composing = false;
  /** A key was left to the input method, which may write without composing. */
  #left = false;

  constructor(field: Field, send: (text: string) => void) {
    this.#field = field;
    this.#send = send;
  }

  started(): void {
    this.#before = this.#field.value;
    this.#composing = true;
  }

  /** @param text as the event has it */
  ended(text: string): void {
    const { value } = this.#field;
    if (value.startsWith(this.#before)) this.#sendAdded();
    else if (this.#composing && text !== '') this.#send(text);
    this.#composing = false;
    this.#before = value;
  }

  /** A key went down. Answers whether it is the terminal's; false for an input method's. */
  pressed(keyCode: number): boolean {
    if (this.#composing && (keyCode === PROCESSED || MODIFIERS.has(keyCode))) return false;
    if (this.#composing) this.#sendAdded(); // in front of what this key is
    this.#composing = false;
    this.#left = keyCode === PROCESSED;
    if (this.#left) this.#before = this.#field.value;
    return !this.#left;
  }

  /** From now on xterm.js itself takes what is written into the field. */
  released(): void {
    this.#left = false;
  }

  /** The field has changed. */
  changed(): void {
    if (this.#composing || !this.#left) return;
    const [before, { value }] = [this.#before, this.#field];
    if (value.length > before.length) this.#send(value.replace(before, ''));
    else if (value.length < before.length) this.#send(DELETE);
    else if (value !== before) this.#send(value);
    this.#before = value;
  }

  #sendAdded(): void {
    const added = this.#field.value.slice(this.#before.length);
    this.#before = this.#field.value;
    if (added !== '') this.#send(added);
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
  const field = terminal.textarea!;
  const composition = new Composition(field, (text) => terminal.input(text));
  const show = helper.compositionstart.bind(helper);
  const hide = (): void => {
    helper._isComposing = false;
    helper._compositionView.classList.remove('active');
  };
  helper.compositionstart = () => {
    composition.started();
    show();
  };
  helper.compositionend = hide;
  helper.keydown = (event) => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells whose it is
    const isTheTerminals = composition.pressed(event.keyCode);
    if (isTheTerminals && helper._isComposing) hide();
    return isTheTerminals;
  };
  field.addEventListener('compositionend', ({ data }) => composition.ended(data));
  field.addEventListener('keyup', () => composition.released(), true);
  field.addEventListener('input', () => composition.changed());
}
