// Input methods, event by event as Chromium tells them: what they compose is sent once, in front
// of the key that follows, and nothing waits for a timer.
import { expect, it } from 'vitest';
import { Composition } from '../../renderer/terminal/composition.ts';
import { eachSeed, type Random } from '../support/random.ts';

const [PROCESSED, ENTER, SHIFT, LETTER] = [229, 13, 16, 83];

/** The field, an input method that writes into it, and a terminal that sends the other keys. */
class Typing {
  readonly field = { value: '' };
  sent = '';
  readonly composition = new Composition(this.field, (text) => (this.sent += text));
  #start = 0;

  /** A dead key, or the first of a word. */
  begin(text: string): void {
    this.composition.pressed(PROCESSED);
    this.#start = this.field.value.length;
    this.composition.started();
    this.#compose(text);
  }

  goOn(text: string): void {
    this.composition.pressed(PROCESSED);
    this.#compose(text);
  }

  end(text: string): void {
    this.goOn(text);
    this.composition.ended(text);
    this.composition.released();
  }

  /** A whole text by a key that composes nothing. */
  insert(text: string): void {
    this.composition.pressed(PROCESSED);
    this.field.value += text;
    this.composition.changed();
    this.composition.released();
  }

  /** As the terminal does: it sends the key, and clears the field with Enter. */
  press(keyCode: number, text: string): void {
    if (!this.composition.pressed(keyCode)) return;
    if (keyCode === ENTER) this.field.value = '';
    this.sent += text;
    this.composition.released();
  }

  #compose(text: string): void {
    this.field.value = this.field.value.slice(0, this.#start) + text;
    this.composition.changed();
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

it('a modifier doesn’t end composing, another key sends what there is and then itself', () => {
  const typing = new Typing();
  typing.begin('~');
  typing.press(SHIFT, '');
  expect(typing.sent).toBe('');
  typing.press(LETTER, 's');
  expect(typing.sent).toBe('~s');
  typing.composition.ended('~');
  expect(typing.sent).toBe('~s');
});

it('what is given up is not sent', () => {
  const typing = new Typing();
  typing.begin('n');
  typing.end('');
  expect(typing.sent).toBe('');
});

it('what is written without composing is sent with its event, and a deletion as DEL', () => {
  const typing = new Typing();
  typing.insert('「');
  typing.composition.pressed(PROCESSED);
  typing.field.value = '';
  typing.composition.changed();
  expect(typing.sent).toBe('「\x7f');
});

it('what comes after its key was let go is left to the terminal, which takes it then', () => {
  const typing = new Typing();
  typing.composition.pressed(PROCESSED);
  typing.composition.released();
  typing.field.value = '日';
  typing.composition.changed();
  expect(typing.sent).toBe('');
});

it('a field that was cleared in the middle loses nothing', () => {
  const typing = new Typing();
  typing.insert('日');
  typing.begin('h');
  typing.field.value = '';
  typing.composition.ended('本');
  expect(typing.sent).toBe('日本');
});

/** Types something that was drawn; answers what of it should have been sent. */
function typeAny(typing: Typing, random: Random): string {
  const text = random.pick(['é', '日本', '^', 'ñ', '']);
  const compose = (): string => {
    typing.begin(random.pick(['´', 'n', '']));
    if (random.once(2)) typing.press(SHIFT, '');
    typing.end(text);
    return text;
  };
  const insert = (): string => (typing.insert(text), text);
  const letter = (): string => (typing.press(LETTER, 's'), 's');
  const enter = (): string => (typing.press(ENTER, '\r'), '\r');
  return random.pick([compose, insert, letter, enter])();
}

it('whatever is typed is sent once and in order', () =>
  eachSeed(500, (random) => {
    const typing = new Typing();
    let typed = '';
    for (let turn = 0; turn < 40; turn++) typed += typeAny(typing, random);
    expect(typing.sent).toBe(typed);
  }));
