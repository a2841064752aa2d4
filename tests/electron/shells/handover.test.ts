// A shell's terminal handed over from one window to another, as main sees it: what is passed on and
// held back, sizes, credit, and every way in which it can go wrong. The windows are played.
import { beforeEach, describe, expect, it } from 'vitest';
import { HANDED_AHEAD, HANDED_BYTES } from '../../../core/screen/handedLimits.ts';
import type { HandedPart, HandedState, PortDown } from '../../../electron/ipc/contract.ts';
import {
  Handover,
  HANDOVER_SILENCE_MS,
  type HandoverEnd,
} from '../../../electron/shells/handover.ts';
import { portUpSchema } from '../../../electron/shells/portSchema.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemoryPort } from '../../support/memoryPort.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { ScriptedShell } from '../../support/scriptedShell.ts';
import { ShellDesk } from '../../support/shellDesk.ts';

const SIZE = { cols: 80, rows: 24 };
const OTHER = { cols: 100, rows: 30 };
const NOWHERE = { x: 0, y: 0 };
const STATE: HandedState = {
  cursors: [NOWHERE, NOWHERE],
  saved: [NOWHERE, NOWHERE],
  joins: 0,
  scrolledUp: 0,
  notes: [],
  deferred: [],
  character: new Uint8Array(0),
  replayed: 0,
  ended: false,
  bracketed: false,
  focused: false,
};
const BEGIN: HandedPart = { part: 'begin', ...SIZE };
const PAINTED: HandedPart = { part: 'painted', bytes: Uint8Array.of(0x78) };
const UNSENT: HandedPart = { part: 'unsent', bytes: Uint8Array.of(0x79) };
const END: HandedPart = { part: 'end', state: STATE };

let clock: ManualClock;
beforeEach(() => void (clock = new ManualClock()));

describe('the parts of a terminal', () => {
  function handover() {
    const [from, to] = [new MemoryPort(), new MemoryPort()];
    const ends: HandoverEnd[] = [];
    const made = new Handover({ from, to, clock, onEnd: (how) => ends.push(how) });
    made.begin();
    return { made, from, to, ends };
  }

  it.each<[string, HandedPart[], HandoverEnd]>([
    ['all in order', [BEGIN, PAINTED, PAINTED, UNSENT, UNSENT, END], 'whole'],
    ['nothing painted', [BEGIN, END], 'whole'],
    ['no begin', [PAINTED], 'out-of-order'],
    ['an end alone', [END], 'out-of-order'],
    ['two begins', [BEGIN, BEGIN], 'out-of-order'],
    ['painted late', [BEGIN, UNSENT, PAINTED], 'out-of-order'],
    ['more than was asked for', [BEGIN, ...Array(HANDED_AHEAD + 1).fill(PAINTED)], 'out-of-order'],
  ])('are taken, or not: %s', (_, parts, how) => {
    const { made, to, ends } = handover();
    for (const part of parts) made.handed(part);
    expect(ends).toEqual([how]);
    if (how === 'whole')
      expect(to.posted.filter(({ type }) => type === 'handed')).toHaveLength(parts.length);
    made.handed(END);
    expect([ends.length, clock.waiting]).toEqual([1, 0]);
  });

  it('are no more than so many bytes', () => {
    const { made, ends } = handover();
    made.handed(BEGIN);
    // As if it were larger: nobody looks into it here.
    const part = {
      part: 'painted',
      bytes: { byteLength: HANDED_BYTES, buffer: { byteLength: HANDED_BYTES } },
    };
    made.handed(part as unknown as HandedPart);
    made.taken();
    expect(ends).toEqual([]);
    made.handed(PAINTED);
    expect(ends).toEqual(['too-large']);
  });

  it('are posted without what else lies in the memory under them', () => {
    const { made, to } = handover();
    const bytes = new Uint8Array(4096).fill(0x78).subarray(1, 3);
    for (const part of [BEGIN, { ...PAINTED, bytes }, UNSENT]) made.handed(part);
    const sent = to.posted.flatMap((posted) => (posted.type === 'handed' ? [posted.part] : []));
    expect(sent[1]).toEqual({ ...PAINTED, bytes: Uint8Array.of(0x78, 0x78) });
    expect((sent[1] as typeof PAINTED & { bytes: Uint8Array }).bytes.buffer.byteLength).toBe(2);
    expect(sent[2]).toBe(UNSENT);
  });

  it('are asked for as they are taken, and no more often', () => {
    const { made, from } = handover();
    for (const part of [BEGIN, PAINTED, PAINTED]) made.handed(part);
    for (let turn = 0; turn < 5; turn++) made.taken();
    expect(from.posted.map(({ type }) => type)).toEqual(['leave', 'more', 'more']);
  });

  it('are awaited for a while after each, unless it is the new window that is slow', () => {
    const { made, ends } = handover();
    clock.advance(HANDOVER_SILENCE_MS - 1);
    made.handed(BEGIN);
    clock.advance(HANDOVER_SILENCE_MS - 1);
    for (let part = 0; part < HANDED_AHEAD; part++) made.handed(PAINTED);
    clock.advance(10 * HANDOVER_SILENCE_MS);
    made.taken();
    clock.advance(HANDOVER_SILENCE_MS - 1);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(ends).toEqual(['old-window-silent']);
  });

  it.each([
    ['a part that is too large', { ...PAINTED, bytes: new Uint8Array(256 * 1024 + 1) }],
    ['no bytes', { part: 'painted', bytes: 'text' }],
    ['a size of nothing', { part: 'begin', cols: 0, rows: 24 }],
    ['a place before the first', { part: 'end', state: { ...STATE, scrolledUp: -1 } }],
    ['half a line', { part: 'end', state: { ...STATE, notes: [{ line: 0.5, height: 1 }] } }],
    ['more than a character', { part: 'end', state: { ...STATE, character: new Uint8Array(4) } }],
    ['too many notes', { part: 'end', state: { ...STATE, deferred: Array(101).fill('') } }],
    [
      'a note as long as a book',
      { part: 'end', state: { ...STATE, deferred: ['x'.repeat(4001)] } },
    ],
  ])('are looked at before they are passed on: %s', (_, part) => {
    expect(portUpSchema.safeParse({ type: 'handed', part }).success).toBe(false);
    expect(portUpSchema.safeParse({ type: 'handed', part: END }).success).toBe(true);
  });
});

/** Counts credit, too. */
class CountingShell extends ScriptedShell {
  credit = 0;
  override parsed(bytes = 0): void {
    this.credit += bytes;
  }
}

function setUp() {
  const desk = new ShellDesk({ clock });
  const shell = new CountingShell();
  desk.nextShell = () => shell;
  const windows = Array.from({ length: 4 }, () => {
    const window = new MemoryWindow();
    window.nextPort = () => Object.assign(new MemoryPort(), { parses: false });
    return window;
  });
  const [one, two, three, four] = windows as [
    MemoryWindow,
    MemoryWindow,
    MemoryWindow,
    MemoryWindow,
  ];
  const { id } = desk.open(one);
  shell.becomes('online');
  const prints = async (text: string): Promise<void> => {
    await shell.prints(text);
    await settle();
    clock.advance(10);
  };
  const moves = (window: MemoryWindow, size = SIZE) => desk.manager.attach(id, size, window);
  return { desk, shell, id, one, two, three, four, prints, moves };
}

function hands(port: MemoryPort, ...parts: HandedPart[]): void {
  for (const part of parts) port.send({ type: 'handed', part });
}

/** Output as text, all else by its type. */
function seen({ posted }: MemoryPort): string[] {
  return posted.map((one: PortDown) =>
    one.type === 'output' ? Buffer.from(one.bytes).toString() : one.type,
  );
}

describe('a shell that is handed over', () => {
  it('goes on where it was, with what was printed meanwhile, and gets no size that it has', async () => {
    const { shell, one, two, prints, moves } = setUp();
    await prints('a');
    moves(two);
    await prints('b');
    one.port.send({ type: 'parsed', bytes: 1 });
    hands(one.port, BEGIN, PAINTED, END);
    await prints('c');
    expect(seen(one.port)).toEqual(['a', 'leave']);
    expect(seen(two.port)).toEqual([
      'arriving',
      'handed',
      'handed',
      'handed',
      'arrived',
      'b',
      'size',
      'c',
    ]);
    expect([shell.sizes, shell.credit]).toEqual([[SIZE], 1]);
    two.port.send({ type: 'parsed', bytes: 99 });
    expect([shell.credit, one.port.closed]).toEqual([3, true]);
  });

  it('gets its new size once, behind what it has printed, however often that changes', async () => {
    const { shell, one, two, moves } = setUp();
    moves(two, { cols: 90, rows: 20 });
    one.port.send({ type: 'resize', cols: 33, rows: 33 }); // its place is gone
    two.port.send({ type: 'resize', ...OTHER });
    hands(one.port, BEGIN, END);
    await settle();
    expect(shell.sizes).toEqual([SIZE, OTHER]);
    expect(two.port.posted.at(-1)).toEqual({ type: 'size', ...OTHER });
  });

  it('is typed into by the old window first', async () => {
    const { shell, one, two, moves } = setUp();
    moves(two);
    two.port.type('new');
    one.port.type('old');
    hands(one.port, BEGIN, END);
    await settle();
    expect(shell.typed).toBe('old');
    expect(two.port.posted).toContainEqual({ type: 'arrived', typed: [Buffer.from('new')] });
  });

  it('goes through every window that asks, in their order', async () => {
    const { shell, one, two, three, prints, moves } = setUp();
    moves(two);
    moves(three, OTHER);
    await prints('a');
    hands(one.port, BEGIN, END);
    expect(seen(two.port)).toEqual(['arriving', 'handed', 'handed', 'arrived', 'a', 'leave']);
    hands(two.port, BEGIN, END);
    expect(seen(three.port)).toEqual(['arriving', 'handed', 'handed', 'arrived', 'size']);
    expect([shell.sizes, shell.credit]).toEqual([[SIZE, OTHER], 1]);
  });

  it('that ends meanwhile says so in its new window, once', async () => {
    const { shell, one, two, prints, moves } = setUp();
    moves(two);
    await prints('last words');
    shell.becomes('closed', { exitCode: 3 });
    await settle();
    hands(one.port, BEGIN, END);
    expect(seen(two.port).slice(3)).toEqual(['arrived', 'last words', 'end', 'size']);
    expect(two.heard('shell:status').at(-1)).toMatchObject({ exitCode: 3 });
  });

  it.each<[string, (how: ReturnType<typeof setUp>) => unknown]>([
    ['the old window dies', ({ one }) => one.port.vanish()],
    ['the old window is silent', () => clock.advance(HANDOVER_SILENCE_MS)],
    ['a part breaks the rules', ({ one }) => hands(one.port, BEGIN, BEGIN)],
    ['a part is none', ({ one }) => one.port.sendAnything({ type: 'handed', part: {} })],
  ])('is shown its latest output again, once, where %s', async (_, fails) => {
    const how = setUp();
    const { shell, one, two, prints, moves } = how;
    await prints('a');
    moves(two, OTHER);
    await prints('b');
    fails(how);
    await prints('c');
    const rest = seen(two.port).filter((what) => what !== 'handed');
    expect(rest).toEqual(['arriving', 'torn', 'replayed', 'a', 'b', 'c']);
    expect([shell.credit, shell.sizes, one.port.closed]).toEqual([2, [SIZE, OTHER], true]);
    two.port.send({ type: 'parsed', bytes: 3 });
    expect(shell.credit).toBe(3);
  });

  it('and whose new window dies is nobody’s, until one takes it', async () => {
    const { shell, one, two, three, prints, moves } = setUp();
    await prints('a');
    moves(two);
    await prints('b');
    two.port.type('typed');
    two.port.vanish();
    await prints('c');
    hands(one.port, BEGIN, END); // too late
    expect([one.port.closed, shell.typed]).toEqual([true, 'typed']);
    moves(three);
    expect(seen(three.port)).toEqual(['replayed', 'a', 'b', 'c']);
    expect(shell.credit).toBe(3);
  });

  it('and whose new window is loaded again is typed what was typed there, and shown again', async () => {
    const { shell, two, three, prints, moves } = setUp();
    await prints('a');
    moves(two);
    moves(three);
    two.port.type('2');
    three.port.type('3');
    moves(three); // before anybody heard that its port is gone
    await settle();
    expect([shell.typed, seen(three.port)]).toEqual(['23', ['replayed', 'a']]);
  });

  it('goes to the window that waits, where the one before it dies', async () => {
    const { shell, two, three, four, prints, moves } = setUp();
    await prints('a');
    for (const window of [two, three, four]) moves(window, OTHER);
    four.port.type('4');
    two.port.type('2');
    three.port.type('3');
    three.port.vanish();
    two.port.vanish();
    await settle();
    expect(seen(four.port)).toEqual(['replayed', 'a']);
    expect([shell.typed, shell.credit, shell.sizes.at(-1)]).toEqual(['234', 1, OTHER]);
  });

  it.each(['close', 'detach'] as const)('can be left meanwhile: %s', async (how) => {
    const { desk, shell, id, one, two, three, moves } = setUp();
    Object.assign(shell, { detach: () => shell.close() });
    moves(two);
    moves(three);
    await desk.manager[how](id);
    expect([one, two, three].map(({ port }) => port.closed)).toEqual([true, true, true]);
    hands(one.port, BEGIN, END);
    expect(clock.waiting).toBe(0);
  });

  it('and crashes there later is shown all of its latest output', async () => {
    const { one, two, prints, moves } = setUp();
    await prints('a');
    moves(two);
    await prints('b');
    hands(one.port, BEGIN, END);
    await prints('c');
    two.port.vanish();
    moves(two);
    expect(seen(two.port)).toEqual(['replayed', 'a', 'replayed', 'b', 'replayed', 'c']);
  });

  it('holds back no more than a new window could be shown again', async () => {
    const { shell, two, prints, moves } = setUp();
    moves(two);
    for (let n = 0; n < 11; n++) await prints('x'.repeat(60 * 1024)); // it heeds no credit
    expect(seen(two.port)[1]).toBe('torn');
    expect(shell.credit).toBeGreaterThan(0);
    expect(two.port.outputBytes).toBe(11 * 60 * 1024);
  });
});
