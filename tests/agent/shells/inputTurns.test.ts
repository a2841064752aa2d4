import { describe, expect, it } from 'vitest';
import {
  InputTurns,
  MAX_WAIT_MS,
  PASTE_MS,
  SEQUENCE_MS,
} from '../../../agent/shells/inputTurns.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed, type Random } from '../../support/random.ts';

interface Writer {
  name: string;
}
const [ada, ben] = [{ name: 'ada' }, { name: 'ben' }];

function setUp() {
  const clock = new ManualClock();
  let typed = '';
  const turns = new InputTurns<Writer>({
    clock,
    send: (_who, bytes) => (typed += Buffer.from(bytes).toString('latin1')),
    end: ({ name }) => (typed += `[${name} ends]`),
  });
  const type = (who: Writer, text: string, mayInterrupt = false) =>
    turns.take(who, Buffer.from(text, 'latin1'), mayInterrupt);
  return { clock, turns, type, typed: () => typed };
}

describe('two who type at once', () => {
  it('wait for nothing that somebody began and ended its input in', () => {
    const { turns, type, typed, clock } = setUp();
    type(ada, '\x1b[200~pas');
    turns.end(ada);
    type(ben, 'x');
    type({ name: 'cleo' }, 'y');
    expect(typed()).toBe('\x1b[200~pas[ada ends]xy');
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['an arrow key', '\x1b[', 'A'],
    ['a function key', '\x1bO', 'P'],
    ['a key with modifiers', '\x1b[1;', '5D'],
    ['a mouse report of the old form', '\x1b[M!', '"#'],
    ['a mouse report whose column looks like Escape', '\x1b[M!\x1b', '['],
    ['a mouse report', '\x1b[<0;10', ';20M'],
    ['a letter of two bytes', '\xc3', '\xbc'],
    ['a letter of four bytes', '\xf0\x9f', '\x98\x80'],
    ['Alt and a letter of two bytes', '\x1b\xc3', '\xbc'],
    ['a terminal’s answer', '\x1b]11;rgb:00', '/00/00\x1b\\'],
    ['a terminal’s answer, cut before its last byte', '\x1bP1$r0m\x1b', '\\'],
    ['a paste', '\x1b[200~one', ' two\x1b[201~'],
    ['a paste with keys in it', '\x1b[200~\x1b[A', '\x1b[201~'],
    ['a paste, cut in its mark', '\x1b[20', '0~x\x1b[201~'],
  ])('do not tear %s apart', (_what, begin, end) => {
    const { type, typed } = setUp();
    type(ada, begin);
    type(ben, 'ls\r');
    type(ben, 'x');
    type(ada, `${end}!`);
    expect(typed()).toBe(`${begin}${end}!ls\rx`);
  });

  it('end their input in their turn, behind what they typed', () => {
    const { type, turns, typed, clock } = setUp();
    type(ada, '\x1b[200~one');
    type(ben, 'ls');
    turns.end(ben);
    expect(typed()).toBe('\x1b[200~one');
    type(ada, '\x1b[201~');
    expect(typed()).toBe('\x1b[200~one\x1b[201~ls[ben ends]');
    type(ada, '\x1b');
    turns.end(ada); // nothing is waited for that it began
    type(ben, 'x');
    expect(typed()).toMatch(/\x1b\[ada ends\]x$/);
    expect(clock.waiting).toBe(0);
  });

  it('lose what waits, and their turn, when they are sent away', () => {
    const { type, turns, typed, clock } = setUp();
    type(ada, '\x1b[200~one');
    type(ben, 'rm -rf');
    turns.drop(ben);
    type(ada, '\x1b[201~');
    expect(typed()).toBe('\x1b[200~one\x1b[201~');
    type(ada, '\x1b[200~');
    type(ben, 'ls');
    turns.drop(ada);
    expect(typed()).toMatch(/\x1b\[200~ls$/);
    expect(clock.waiting).toBe(0);
  });

  it('wait no longer than a sequence may take', () => {
    const { type, typed, clock } = setUp();
    type(ada, '\x1b'); // the Escape key
    type(ben, 'b');
    clock.advance(SEQUENCE_MS - 1);
    expect(typed()).toBe('\x1b');
    clock.advance(1);
    expect(typed()).toBe('\x1bb');
    expect(clock.waiting).toBe(0);
  });

  it('wait longer for a paste, as long as it goes on, and not for ever', () => {
    const { type, typed, clock } = setUp();
    type(ada, '\x1b[200~');
    type(ben, 'b');
    for (let passed = 0; passed < MAX_WAIT_MS; passed += PASTE_MS / 2) {
      expect(typed()).not.toContain('b');
      type(ada, 'p');
      clock.advance(PASTE_MS / 2);
    }
    expect(typed()).toMatch(/pb$/);
  });

  it('do not wait for somebody who has gone', () => {
    const { type, typed, turns } = setUp();
    type(ada, '\x1b[200~half a paste');
    type(ben, 'b');
    turns.left(ada);
    expect(typed()).toMatch(/pasteb$/);
  });

  it('come in one after the other, with nothing torn and nothing lost', () =>
    eachSeed(300, (random) => {
      const { type, typed, clock } = setUp();
      const writers = ['a', 'b', 'c'].map((name) => ({ name, atoms: atomsOf(name, random) }));
      const rests = writers.map((who) => ({ who, rest: who.atoms.join('') }));
      while (rests.some(({ rest }) => rest !== '')) {
        const one = random.pick(rests.filter(({ rest }) => rest !== ''));
        const count = random.between(1, 9);
        type(one.who, one.rest.slice(0, count));
        one.rest = one.rest.slice(count);
        clock.advance(random.int(3));
      }
      clock.advance(MAX_WAIT_MS);
      expectWhole(
        typed(),
        writers.map(({ atoms }) => atoms),
      );
    }));

  it('are all let in, in their own order, however badly one of them behaves', () =>
    eachSeed(200, (random) => {
      const { type, typed, clock } = setUp();
      let sent = '';
      for (let step = 0; step < 200; step++) {
        type(
          ada,
          Buffer.from(random.bytes(random.between(1, 5)))
            .toString('latin1')
            .replace(/[B-Z]/g, '\x1b'),
        );
        if (random.once(4)) {
          const letter = String.fromCharCode(66 + random.int(25));
          type(ben, letter);
          sent += letter;
        }
        clock.advance(random.int(200));
      }
      clock.advance(MAX_WAIT_MS);
      expect(typed().replace(/[^B-Z]/g, '')).toBe(sent);
      expect(clock.waiting).toBe(0);
    }));
});

/** What one writer types: each atom names its writer and number, so that all are different. */
function atomsOf(name: string, random: Random): string[] {
  return Array.from({ length: 20 }, (_, n) =>
    random.pick([
      `${name}`,
      `\x1b[${n};${name.charCodeAt(0)}A`,
      `\x1bO${name}`,
      `\x1b${name}`,
      `\xf0\x9f\x98${String.fromCharCode(0x80 + (name.charCodeAt(0) % 16))}`,
      `\x1b]11;${name}${n}\x07`,
      `\x1b[M${name}${name}${name}`,
      `\x1b[200~${name}${n}\n\x1b[A${name}\x1b[201~`,
    ]),
  );
}

/** Takes the text apart into the writers' atoms, each in its own order. */
function expectWhole(text: string, writers: string[][]): void {
  // Which writer's atom comes next is ambiguous for none: the letters tell them apart.
  const places = writers.map(() => 0);
  for (let at = 0; at < text.length;) {
    const found = writers.findIndex((atoms, who) => {
      const atom = atoms[places[who]!];
      return atom !== undefined && text.startsWith(atom, at);
    });
    expect(found, `nothing whole at ${at}: ${JSON.stringify(text.slice(at, at + 30))}`).not.toBe(
      -1,
    );
    at += writers[found]![places[found]!]!.length;
    places[found]!++;
  }
  expect(places).toEqual(writers.map((atoms) => atoms.length));
}

describe('a lone key that stops a program', () => {
  const OPEN = [
    ['a paste', '\x1b[200~one', ' two\x1b[201~'],
    ['a sequence', '\x1b[1;', '5D'],
    ['a letter', '\xf0\x9f', '\x98\x80'],
    ['a string', '\x1b]0;x', '\x07'],
  ] as const;

  it.each(OPEN)(
    'waits for nobody who has begun %s, if its hand may do that',
    (_what, begin, end) => {
      for (const key of ['\x03', '\x1a', '\x1c']) {
        const { type, typed } = setUp();
        type(ada, begin);
        type(ben, key, true);
        expect(typed()).toBe(`${begin}${key}`);
        type(ada, `${end}!`);
        type(ben, 'ls\r', true);
        expect(typed()).toBe(`${begin}${key}${end}!ls\r`);
      }
    },
  );

  it.each(OPEN)('waits for %s as others do, if it may not', (_what, begin, end) => {
    const { type, typed } = setUp();
    type(ada, begin);
    type(ben, '\x03');
    expect(typed()).toBe(begin);
    type(ada, end);
    expect(typed()).toBe(`${begin}${end}\x03`);
  });

  it('stays behind what the same hand typed before, and leaves no timer', () => {
    const { type, typed, clock } = setUp();
    type(ada, '\x1b[200~one');
    type(ben, 'rm -r x\r', true);
    type(ben, '\x03', true);
    expect(typed()).toBe('\x1b[200~onerm -r x\r\x03');
    expect(clock.waiting).toBe(0);
    clock.advance(2 * MAX_WAIT_MS);
    type(ada, '\x1b[201~');
    expect(typed()).toBe('\x1b[200~onerm -r x\r\x03\x1b[201~');
  });

  it('lets go on who else waits, and in time', () => {
    const { type, typed, clock } = setUp();
    const eve = { name: 'eve' };
    type(ada, '\x1b[200~one');
    type(eve, 'e');
    type(ben, '\x03', true);
    expect(typed()).toBe('\x1b[200~one\x03');
    clock.advance(PASTE_MS);
    expect(typed()).toBe('\x1b[200~one\x03e');
  });

  it('is no such key among others', () => {
    const { type, typed } = setUp();
    type(ada, '\x1b[200~one');
    type(ben, 'a\x03', true);
    expect(typed()).toBe('\x1b[200~one');
  });
});
