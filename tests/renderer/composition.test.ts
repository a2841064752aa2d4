// Input methods, event by event as Chromium tells them: what they compose is sent once, in front
// of the key that follows, and nothing waits for a timer.
import { expect, it } from 'vitest';
import { Composition } from '../../renderer/terminal/composition.ts';
import { eachSeed, type Random } from '../support/random.ts';

const [PROCESSED, ENTER, LETTER] = [229, 13, 83];
/** What is held or pressed in the middle, with its code. */
const MODIFIERS = { Shift: 16, AltGraph: 225, Meta: 91, NumLock: 144, CapsLock: 20 } as const;
type Modifier = keyof typeof MODIFIERS;

/** An input method, and a terminal that sends the other keys. */
class Typing {
  sent = '';
  /** As Chromium sees it. */
  #isComposing = false;
  readonly composition = new Composition((text) => (this.sent += text));

  /** A dead key, or the first of a word. */
  begin(text: string): void {
    this.#process();
    this.composition.started();
    this.#compose(text);
  }

  goOn(text: string): void {
    this.#process();
    this.#compose(text);
  }

  end(text: string): void {
    this.goOn(text);
    this.#end(text);
    this.composition.released();
  }

  /** A key that ends what is composed, and then writes itself. */
  endWith(text: string, inserted: string): void {
    this.goOn(text);
    this.#end(text);
    this.#insert(inserted);
  }

  /** A whole text by a key that composes nothing. */
  insert(text: string): void {
    this.#process();
    this.#insert(text);
  }

  erase(): void {
    this.#process();
    this.composition.changed({ inputType: 'deleteContentBackward', data: null });
    this.composition.released();
  }

  /** As the terminal does: it sends the key. */
  press(keyCode: number, text: string): void {
    if (this.#press(keyCode, text)) this.sent += text;
    this.composition.released();
  }

  hold(key: Modifier): void {
    this.#press(MODIFIERS[key], key);
    this.composition.released();
  }

  /** A paste does it, for one: Chromium then says nothing of the end of what was composed. */
  clearField(): void {
    this.#isComposing = false;
  }

  /** `ends` late, if at all. */
  leave(ends?: string): void {
    this.composition.blurred();
    if (ends !== undefined) this.composition.ended(ends);
    this.#isComposing = false;
  }

  #press(keyCode: number, key: string): boolean {
    return this.composition.pressed({ keyCode, key, isComposing: this.#isComposing });
  }

  #process(): void {
    this.#press(PROCESSED, 'Process');
  }

  #end(text: string): void {
    this.composition.ended(text);
    this.#isComposing = false;
  }

  #compose(text: string): void {
    this.#isComposing = true;
    this.composition.updated(text);
    this.composition.changed({ inputType: 'insertCompositionText', data: text });
  }

  #insert(text: string): void {
    this.composition.changed({ inputType: 'insertText', data: text });
    this.composition.released();
  }
}

it('what a dead key makes comes before the Enter that follows at once', () => {
  const typing = new Typing();
  typing.begin('´');
  typing.end('á');
  typing.press(ENTER, '\r');
  typing.begin('^');
  typing.end('^');
  typing.press(ENTER, '\r');
  expect(typing.sent).toBe('á\r^\r');
});

it('two words that are composed without a pause are both sent, once', () => {
  const typing = new Typing();
  typing.begin('n');
  typing.end('日');
  typing.begin('h');
  typing.goOn('ho');
  typing.end('本');
  expect(typing.sent).toBe('日本');
});

it('a key that ends composing and then writes itself loses neither', () => {
  const typing = new Typing();
  typing.begin('하');
  typing.composition.released();
  typing.endWith('한', '.');
  expect(typing.sent).toBe('한.');
});

for (const key of Object.keys(MODIFIERS) as Modifier[]) {
  it(`${key} doesn’t end composing`, () => {
    const typing = new Typing();
    typing.begin('~');
    typing.hold(key);
    expect(typing.sent).toBe('');
    typing.end('õ');
    expect(typing.sent).toBe('õ');
  });
}

it('another key sends what there is and then itself', () => {
  const typing = new Typing();
  typing.begin('~');
  typing.press(LETTER, 's');
  expect(typing.sent).toBe('~s');
  typing.composition.ended('~');
  expect(typing.sent).toBe('~s');
});

it('what is given up is not sent', () => {
  const typing = new Typing();
  typing.begin('n');
  typing.composition.changed({ inputType: 'deleteContentBackward', data: null });
  typing.end('');
  expect(typing.sent).toBe('');
});

it('what is written without composing is sent with its event, and a deletion as DEL', () => {
  const typing = new Typing();
  typing.insert('「');
  typing.erase();
  expect(typing.sent).toBe('「\x7f');
});

it('what comes after its key was let go is left to the terminal, which takes it then', () => {
  const typing = new Typing();
  typing.composition.pressed({ keyCode: PROCESSED, key: 'Process', isComposing: false });
  typing.composition.released();
  typing.composition.changed({ inputType: 'insertText', data: '日' });
  expect(typing.sent).toBe('');
});

it('a field that was cleared in the middle loses no other text, and brings none back', () => {
  const typing = new Typing();
  typing.begin('h');
  typing.clearField();
  typing.insert('本');
  expect(typing.composition.composing).toBe(false);
  typing.begin('h');
  typing.clearField();
  typing.press(LETTER, 's');
  typing.begin('n');
  typing.clearField();
  typing.erase();
  expect(typing.sent).toBe('本s\x7f');
});

it('after the focus went in the middle, the next keys are sent, and what ends late', () => {
  const typing = new Typing();
  typing.begin('n');
  typing.leave('日');
  typing.begin('h');
  typing.leave();
  typing.insert('，');
  typing.press(LETTER, 's');
  expect(typing.sent).toBe('日，s');
});

/** Types something that was drawn; answers what of it should have been sent. */
function typeAny(typing: Typing, random: Random): string {
  const text = random.pick(['é', '日本', '^', 'ñ', '']);
  const begin = (): void => {
    typing.begin(random.pick(['´', 'n', '']));
    if (random.once(2)) typing.hold(random.pick(Object.keys(MODIFIERS) as Modifier[]));
  };
  const turns = {
    compose: () => (begin(), typing.end(text), text),
    composeAndInsert: () => (begin(), typing.endWith(text, '.'), `${text}.`),
    insert: () => (typing.insert(text), text),
    erase: () => (typing.erase(), '\x7f'),
    letter: () => (typing.press(LETTER, 's'), 's'),
    enter: () => (typing.press(ENTER, '\r'), '\r'),
    leave: () => (begin(), typing.leave(), ''),
    leaveAndEnd: () => (begin(), typing.leave(text), text),
    clear: () => (begin(), typing.clearField(), ''),
  };
  return random.pick(Object.values(turns))();
}

it('whatever is typed is sent once and in order', () =>
  eachSeed(500, (random) => {
    const typing = new Typing();
    let typed = '';
    for (let turn = 0; turn < 40; turn++) typed += typeAny(typing, random);
    expect(typing.sent).toBe(typed);
  }));
