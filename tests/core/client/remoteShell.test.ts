import { describe, expect, it } from 'vitest';
import { newCursor, type ShellCursor } from '../../../core/client/shellCursor.ts';
import { clearingFor } from '../../../core/client/screenReset.ts';
import type { AllBodies, Message } from '../../../core/wire/messages.ts';
import { PRIORITY } from '../../../core/connection/outbox.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { named } from '../../support/protocolErrors.ts';
import { CHANNEL, onChannel, ShellRig } from '../../support/shellRig.ts';

const WINDOW = 1000;

const opened = (change: Partial<AllBodies['opened']> = {}): Message =>
  onChannel('opened', {
    session: '0'.repeat(32),
    title: 'bash',
    pid: 1,
    cols: 80,
    rows: 24,
    output: 0,
    input: 0,
    inputWindow: WINDOW,
    ...change,
  });
const data = (offset: number, text: string): Message =>
  onChannel('data', { offset, bytes: Buffer.from(text) });
const credit = (consumed: number, limit: number): Message =>
  onChannel('credit', { consumed, limit });
const exit = (offset: number): Message => onChannel('exit', { code: 0, signal: null, offset });

/** A shell that was opened, with what was typed into it. */
function running(typed = '', cursor = newCursor()) {
  const link = new ShellRig(cursor, WINDOW);
  type(cursor, typed);
  link.shell.receive(opened());
  return { link, shell: link.shell, cursor };
}

function type(cursor: ShellCursor, text: string): void {
  cursor.input.tryAppend(Buffer.from(text));
}

function shown({ shell }: ShellRig): string {
  const chunks: Uint8Array[] = [];
  for (let next = shell.output.tryReceive(); next; next = shell.output.tryReceive()) {
    if (next instanceof Uint8Array) chunks.push(next);
  }
  return Buffer.concat(chunks).toString();
}

/** Marks as words, output as text. */
function inOrder({ output }: ShellRig['shell']): string[] {
  const items: string[] = [];
  for (let next = output.tryReceive(); next; next = output.tryReceive()) {
    if (next instanceof Uint8Array) items.push(Buffer.from(next).toString());
    else items.push(Object.values(next).join(' '));
  }
  return items;
}

const inputOf = (sent: Message[]): [number, string][] =>
  sent.flatMap(({ type: kind, body }) =>
    kind === 'data' ? [[body.offset, Buffer.from(body.bytes).toString()] as [number, string]] : [],
  );

describe("a remote shell's output", () => {
  it('comes in order, and moves the cursor on', () => {
    const { link, shell, cursor } = running();
    shell.receive(data(0, 'hello '));
    shell.receive(data(6, 'world'));
    expect([shown(link), cursor.output]).toEqual(['hello world', 11]);
  });

  it('is trimmed where it overlaps with what came before', () => {
    const { link, shell } = running();
    for (const message of [data(0, 'abc'), data(1, 'bcd'), data(0, 'ab'), data(4, 'e')]) {
      shell.receive(message);
    }
    expect(shown(link)).toBe('abcde');
  });

  it('is refused with a gap in it', () => {
    const { shell } = running();
    expect(named(() => shell.receive(data(1, 'x')))).toBe('offset-gap');
  });

  it('is refused beyond what was granted', () => {
    const { shell } = running();
    shell.receive(data(0, 'x'.repeat(WINDOW)));
    expect(named(() => shell.receive(data(WINDOW, 'x')))).toBe('credit-exceeded');
  });

  it('earns credit when it is parsed, not when it comes', async () => {
    const { link, shell } = running();
    shell.receive(data(0, 'abc'));
    expect(await link.takeSent()).toEqual([]);
    shell.parsed(3);
    expect(await link.takeSent()).toEqual([credit(3, 3 + WINDOW)]);
  });

  it('goes on behind a gap that the agent announces, which is told and granted anew', async () => {
    const { link, shell, cursor } = running();
    shell.receive(data(0, 'abc'));
    shell.parsed(3);
    await link.takeSent();
    shell.receive(onChannel('lagged', { from: 3, to: 1000 }));
    shell.receive(data(1000, 'x'.repeat(WINDOW)));
    expect([link.gaps, cursor.output]).toEqual([[[3, 1000]], 1000 + WINDOW]);
    expect(await link.takeSent()).toEqual([credit(1000, 1000 + WINDOW)]);
  });

  it.each([
    ['begins elsewhere', { from: 4, to: 9 }],
    ['goes back', { from: 3, to: 2 }],
  ])('is refused with a gap that %s', (_how, lagged) => {
    const { shell, cursor } = running();
    shell.receive(data(0, 'abc'));
    expect(named(() => shell.receive(onChannel('lagged', lagged)))).toBe('offset-gap');
    expect(cursor.output).toBe(3);
  });

  it('may begin later than asked for, which is told as a gap', () => {
    const cursor = newCursor();
    cursor.output = 10;
    const link = new ShellRig(cursor, WINDOW);
    link.shell.receive(opened({ output: 25 }));
    link.shell.receive(data(25, 'x'));
    expect([link.gaps, cursor.output]).toEqual([[[10, 25]], 26]);
  });

  it('may not begin earlier than asked for', () => {
    const cursor = newCursor();
    cursor.output = 10;
    const { shell } = new ShellRig(cursor, WINDOW);
    expect(named(() => shell.receive(opened({ output: 9 })))).toBe('offset-gap');
  });

  it('is told apart from a replay where the agent says that it was printed before', () => {
    const { shell } = new ShellRig(newCursor('0'.repeat(32)), WINDOW);
    shell.receive(opened({ output: 2, end: 6 }));
    shell.receive(data(2, 'ab'));
    shell.receive(data(4, 'cdNEW'));
    expect(inOrder(shell)).toEqual(['earlier', 'replayed 2', 'ab', 'replayed 2', 'cd', 'NEW']);
  });

  it('is all new where the agent doesn’t say what was printed before', () => {
    const { shell } = new ShellRig(newCursor('0'.repeat(32)), WINDOW);
    shell.receive(opened());
    shell.receive(data(0, 'abc'));
    expect(inOrder(shell)).toEqual(['abc']);
  });

  it('counts nothing as skipped that was gone before it first came', () => {
    const cursor = newCursor('0'.repeat(32));
    const first = new ShellRig(cursor, WINDOW);
    first.shell.receive(opened({ output: 1_000_000, end: 1_000_000 }));
    first.shell.end({ kind: 'lost' });
    const again = new ShellRig(cursor, WINDOW);
    again.shell.receive(opened({ output: 1_000_500, end: 1_000_500 }));
    expect([first.gaps, again.gaps]).toEqual([[], [[1_000_000, 1_000_500]]]);
    expect(inOrder(again.shell)).toEqual(['skipped 500']);
  });

  it('is new though it was printed during a cut: nobody has answered its questions', () => {
    const cursor = newCursor();
    new ShellRig(cursor, WINDOW).shell.receive(opened());
    const { shell } = new ShellRig(cursor, WINDOW);
    shell.receive(opened({ end: 3 }));
    shell.receive(data(0, 'abc'));
    expect(inOrder(shell)).toEqual(['abc']);
  });

  it('goes on being a replay on the next connection, up to where the first one began', () => {
    const cursor = newCursor('0'.repeat(32));
    const first = new ShellRig(cursor, WINDOW).shell;
    first.receive(opened({ end: 4 }));
    first.receive(data(0, 'ab'));
    const { shell } = new ShellRig(cursor, WINDOW);
    shell.receive(opened({ output: 2, end: 9 }));
    shell.receive(data(2, 'cdNEW'));
    expect(inOrder(shell)).toEqual(['replayed 2', 'cd', 'NEW']);
  });

  it('is thrown away when nobody wants it any more, without harm to other shells', () => {
    const { shell, cursor } = running();
    shell.output.abort('the tab was closed');
    shell.receive(data(0, 'abc'));
    expect(cursor.output).toBe(3);
  });
});

describe('a screen in place of output that is gone', () => {
  const CLEARING = Buffer.from(clearingFor({ cols: 80, rows: 24 })).toString();
  const part = (offset: number, text: string, more = 0): Message =>
    onChannel('screen', { offset, cols: 80, rows: 24, more, bytes: Buffer.from(text) });

  /** A shell whose output between 3 and 1000 is gone. */
  function lagged() {
    const all = running();
    all.shell.receive(data(0, 'abc'));
    all.shell.receive(onChannel('lagged', { from: 3, to: 1000 }));
    return all;
  }

  it('comes in one piece, in its place, and drops what it makes needless', () => {
    const { link, shell } = lagged();
    shell.receive(part(1000, 'scr', 1));
    shell.receive(part(1000, 'een'));
    shell.receive(data(1000, 'after'));
    expect(shown(link)).toBe(`${CLEARING}screenafter`);
    expect(link.screens).toMatchObject([{ offset: 1000, cols: 80, rows: 24 }]);
    expect(Buffer.from(link.screens[0]!.bytes).toString()).toBe('screen');
  });

  it('comes behind the size that it was painted for, where others may have chosen that', () => {
    const { shell } = new ShellRig(newCursor(), WINDOW);
    shell.receive(opened({ member: 7 }));
    shell.receive(data(0, 'abc'));
    shell.receive(onChannel('lagged', { from: 3, to: 1000 }));
    shell.receive(part(1000, 'screen'));
    const painted = `${CLEARING}screen`;
    // Nothing in it is new: no question is answered, and nothing is put on a clipboard.
    const marks = ['skipped 997', 'size 80 24', `replayed ${painted.length}`];
    expect(inOrder(shell)).toEqual([...marks, painted]);
  });

  it('is asked for again where a cut came before its end, and the gap is told once', () => {
    const { link, shell, cursor } = lagged();
    shell.receive(part(1000, 'scr', 1));
    shell.end({ kind: 'lost' });
    expect([link.gaps, cursor.output]).toEqual([[[3, 1000]], 3]);
    const next = new ShellRig(cursor, WINDOW);
    next.shell.receive(opened({ output: 1000 }));
    expect([next.gaps, cursor.output]).toEqual([[], 3]);
    next.shell.end({ kind: 'lost' });
    const last = new ShellRig(cursor, WINDOW);
    last.shell.receive(opened({ output: 1200 }));
    last.shell.receive(part(1200, 'screen'));
    expect([last.gaps, cursor.output]).toEqual([[[1000, 1200]], 1200]);
    expect(shown(last)).toContain('screen');
  });

  it('costs no credit, and earns none', async () => {
    const { link, shell } = lagged();
    shell.receive(part(1000, 'screen'));
    shell.receive(data(1000, 'x'.repeat(WINDOW)));
    await link.takeSent();
    shell.parsed(CLEARING.length + 'screen'.length);
    expect(await link.takeSent()).toEqual([]);
    shell.parsed(WINDOW);
    expect(await link.takeSent()).toEqual([credit(1000 + WINDOW, 1000 + 2 * WINDOW)]);
  });

  it('fits beside a full window, however large it is', () => {
    const { link, shell } = lagged();
    const large = 'y'.repeat(65_000);
    const parts = Math.floor(LIMITS.maxScreen / large.length);
    for (let left = parts; left > 0; left--) shell.receive(part(1000, large, left > 1 ? 1 : 0));
    shell.receive(data(1000, 'x'.repeat(WINDOW)));
    expect(shown(link)).toHaveLength(CLEARING.length + parts * large.length + WINDOW);
  });

  it('may be empty', () => {
    const { link, shell } = lagged();
    shell.receive(part(1000, ''));
    expect(shown(link)).toBe(CLEARING);
  });

  it('is refused when it is too large', () => {
    const { shell } = lagged();
    const large = part(1000, 'y'.repeat(65_000), 1);
    const most = Math.floor(LIMITS.maxScreen / 65_000);
    for (let count = 0; count < most; count++) shell.receive(large);
    expect(named(() => shell.receive(large))).toBe('screen-too-large');
  });

  it.each([
    ['elsewhere', [part(999, '')], 'offset-gap'],
    ['with data in it', [part(1000, '', 1), data(1000, 'x')], 'unexpected-message'],
    [
      'with a gap in it',
      [part(1000, '', 1), onChannel('lagged', { from: 1000, to: 2000 })],
      'unexpected-message',
    ],
    ['with an end in it', [part(1000, '', 1), exit(1000)], 'unexpected-message'],
    [
      'with another size in it',
      [
        part(1000, '', 1),
        onChannel('screen', { offset: 1000, cols: 81, rows: 24, more: 0, bytes: Buffer.alloc(0) }),
      ],
      'unexpected-message',
    ],
  ])('is refused %s', (_what, messages, code) => {
    const { shell } = lagged();
    const last = messages.pop()!;
    for (const message of messages) shell.receive(message);
    expect(named(() => shell.receive(last))).toBe(code);
  });
});

describe("a remote shell's input", () => {
  it('waits for OPENED, and then goes', async () => {
    const cursor = newCursor();
    const link = new ShellRig(cursor, WINDOW);
    type(cursor, 'ls\r');
    link.shell.inputReady();
    expect(await link.takeSent()).toEqual([]);
    link.shell.receive(opened());
    expect(inputOf(await link.takeSent())).toEqual([[0, 'ls\r']]);
  });

  it('is held until it is acknowledged', async () => {
    const { link, shell, cursor } = running('ls\r');
    await link.takeSent();
    expect(cursor.input.size).toBe(3);
    shell.receive(credit(2, WINDOW + 2));
    expect([cursor.input.size, link.acknowledgements]).toEqual([1, 1]);
  });

  it('stops at the credit, and goes on with more', async () => {
    const { link, shell } = running('x'.repeat(WINDOW + 10));
    expect(inputOf(await link.takeSent())).toEqual([[0, 'x'.repeat(WINDOW)]]);
    shell.receive(credit(WINDOW, 2 * WINDOW));
    expect(inputOf(await link.takeSent())).toEqual([[WINDOW, 'x'.repeat(10)]]);
  });

  it('keeps its frames to the size that the agent takes', async () => {
    const cursor = newCursor();
    type(cursor, 'x'.repeat(10_000));
    const link = new ShellRig(cursor, WINDOW, 4096);
    link.shell.receive(opened({ inputWindow: 100_000 }));
    const sizes = inputOf(await link.takeSent()).map(([, text]) => text.length);
    expect(sizes).toEqual([4088, 4088, 1824]);
  });

  it('begins after a cut where the agent says, with the rest alone', async () => {
    const { link, cursor } = running('abcdef');
    await link.takeSent();
    link.shell.end({ kind: 'lost' });
    const again = new ShellRig(cursor, WINDOW);
    again.shell.receive(opened({ input: 4 }));
    expect(inputOf(await again.takeSent())).toEqual([[4, 'ef']]);
    expect(cursor.input.size).toBe(2);
  });

  it('ends with EOF after the last byte, and again after a cut', async () => {
    const { link, shell, cursor } = running('abc');
    cursor.input.eof = true;
    shell.inputReady();
    const sent = await link.takeSent();
    expect(sent.at(-1)).toEqual(onChannel('eof', { offset: 3 }));
    shell.inputReady();
    expect(await link.takeSent()).toEqual([]);
    const again = new ShellRig(cursor, WINDOW);
    again.shell.receive(opened({ input: 3 }));
    expect(await again.takeSent()).toEqual([onChannel('eof', { offset: 3 })]);
  });

  it('is urgent while it is what a person types, and waits like any bulk where it is a paste', async () => {
    const cursor = newCursor();
    const link = new ShellRig(cursor, WINDOW);
    link.shell.receive(opened({ inputWindow: 100_000 }));
    type(cursor, 'x'.repeat(1_024));
    expect(link.shell.priority).toBe(PRIORITY.input);
    type(cursor, 'x');
    expect(link.shell.priority).toBe(PRIORITY.output);
    link.shell.inputReady();
    await link.takeSent();
    expect(link.shell.priority).toBe(PRIORITY.input);
  });

  it('leaves in frames that let what is urgent in between', async () => {
    const cursor = newCursor();
    const link = new ShellRig(cursor, WINDOW);
    type(cursor, 'x'.repeat(40_000));
    link.shell.receive(opened({ inputWindow: 100_000 }));
    const sizes = inputOf(await link.takeSent()).map(([, text]) => text.length);
    expect(Math.max(...sizes)).toBe(16 * 1024);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(40_000);
  });

  it('ends behind the last byte, however little of it the agent takes at once', async () => {
    const cursor = newCursor();
    const link = new ShellRig(cursor, WINDOW);
    type(cursor, 'abc');
    cursor.input.eof = true;
    link.shell.receive(opened({ inputWindow: 2 }));
    expect((await link.takeSent()).map(({ type: kind }) => kind)).toEqual(['data']);
    link.shell.receive(credit(2, 4));
    expect((await link.takeSent()).map(({ type: kind }) => kind)).toEqual(['data', 'eof']);
  });

  it('begins anew with what was never sent, where the agent has forgotten all of it', async () => {
    const { link, shell, cursor } = running('abcdef');
    await link.takeSent();
    shell.receive(credit(4, WINDOW + 4));
    shell.end({ kind: 'lost' });
    type(cursor, 'ghi');
    cursor.input.eof = true;
    const again = new ShellRig(cursor, WINDOW);
    again.shell.receive(opened({ input: 0 })); // "ef" was typed, or was not
    const eof = onChannel('eof', { offset: 3 });
    const sent = await again.takeSent();
    expect([inputOf(sent), sent.at(-1)]).toEqual([[[0, 'ghi']], eof]);
    const third = new ShellRig(cursor, WINDOW);
    third.shell.receive(opened({ input: 3 }));
    expect(await third.takeSent()).toEqual([eof]);
  });

  it('does not end twice, where the agent may have forgotten that it ended', async () => {
    const { link, shell, cursor } = running('abc');
    cursor.input.eof = true;
    await link.takeSent();
    shell.receive(credit(3, WINDOW + 3));
    shell.end({ kind: 'lost' });
    const again = new ShellRig(cursor, WINDOW);
    again.shell.receive(opened({ input: 0 }));
    expect(await again.takeSent()).toEqual([]);
  });

  it.each([
    ['credit-shrunk', 'has forgotten what it acknowledged', 2],
    ['credit-ahead', 'knows of more than was typed', 7],
  ])('is refused by name (%s) to an agent that %s', (code, _what, input) => {
    const { shell, cursor } = running('abcdef');
    void shell.nextFrame();
    shell.receive(credit(4, WINDOW + 4));
    const again = new ShellRig(cursor, WINDOW);
    expect(named(() => again.shell.receive(opened({ input })))).toBe(code);
  });

  it.each([
    ['credit-ahead', credit(7, WINDOW + 7)],
    ['credit-shrunk', credit(0, WINDOW - 1)],
  ])('is refused a grant: %s', (code, grant) => {
    const { shell } = running('abcdef');
    void shell.nextFrame();
    expect(named(() => shell.receive(grant))).toBe(code);
  });
});

describe('a remote shell ends', () => {
  it('with its exit code, after the last byte, once', () => {
    const { link, shell } = running();
    shell.receive(data(0, 'bye'));
    shell.receive(exit(3));
    shell.receive(exit(3));
    shell.receive(data(99, 'ignored'));
    expect(link.ends).toEqual([{ kind: 'exited', code: 0, signal: null }]);
    expect([shown(link), shell.output.closed]).toEqual(['bye', true]);
  });

  it('not before its last byte has come', () => {
    const { link, shell } = running();
    shell.receive(data(0, 'by'));
    expect(named(() => shell.receive(exit(3)))).toBe('offset-gap');
    expect(link.ends).toEqual([]);
  });

  it.each([
    [onChannel('detached', { reason: 'replaced' }), { kind: 'detached', reason: 'replaced' }],
    [
      onChannel('reset', { code: 'no-such-session', message: 'Gone.' }),
      { kind: 'reset', code: 'no-such-session', message: 'Gone.' },
    ],
  ])('%j', (message, end) => {
    const { link, shell } = running();
    shell.receive(message);
    expect(link.ends).toEqual([end]);
  });

  it('and sends nothing afterwards', async () => {
    const { link, shell, cursor } = running();
    await link.takeSent();
    type(cursor, 'abc');
    shell.inputReady();
    shell.end({ kind: 'lost' });
    shell.parsed(1);
    shell.resize(1, 1);
    shell.detach();
    shell.inputReady();
    expect(await link.takeSent()).toEqual([]);
  });
});

describe('a remote shell', () => {
  it('passes resizes and the wish to leave on', async () => {
    const { link, shell } = running();
    shell.resize(120, 40);
    shell.detach();
    const sent = await link.takeSent();
    expect(sent.map(({ type: kind, channel, body }) => [kind, channel, body])).toEqual([
      ['resize', CHANNEL, { cols: 120, rows: 40 }],
      ['detach', CHANNEL, {}],
    ]);
  });

  it.each([
    ['data before OPENED', data(0, 'x')],
    ['credit before OPENED', credit(0, 1)],
    ['an end before OPENED', exit(0)],
    ['a gap before OPENED', onChannel('lagged', { from: 0, to: 1 })],
    ['a message of the client', onChannel('resize', { cols: 1, rows: 1 })],
  ])('takes no %s', (_what, message) => {
    const { shell } = new ShellRig(newCursor(), WINDOW);
    expect(named(() => shell.receive(message))).toBe('unexpected-message');
  });

  it('is opened once', () => {
    const { link, shell } = running();
    expect(named(() => shell.receive(opened()))).toBe('unexpected-message');
    expect(link.openings).toBe(1);
  });
});

it.each([1, 9])('a screen of another place than the output’s (%d) is refused', (offset) => {
  const { shell } = running();
  shell.receive(data(0, 'abc'));
  const part = { offset, cols: 80, rows: 24, more: 0, bytes: Buffer.from('x') };
  expect(named(() => shell.receive(onChannel('screen', part)))).toBe('offset-gap');
});
