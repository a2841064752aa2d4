// Whose size a terminal has: its place's, or the shell's own, with text small enough to show it.
import { describe, expect, it } from 'vitest';
import { SETTLED_MS, ShellSize, type Size } from '../../renderer/terminal/shellSize.ts';
import { ManualClock } from '../support/manualClock.ts';

/** A terminal in a place of this many pixels; a cell is 0.6 of the size of text wide, and 1.2 high. */
function make(place = { width: 960, height: 480 }, mayResize = true) {
  const options = { fontSize: 10 };
  const terminal = {
    ...{ options, cols: 80, rows: 24 },
    resize(cols: number, rows: number) {
      [terminal.cols, terminal.rows] = [cols, rows];
    },
  };
  const clock = new ManualClock();
  const rooms: string[] = [];
  let marks = '';
  const facts = { place, mayResize, hidden: false, fontSize: 10 };
  const room = (): Size | undefined => {
    if (facts.hidden) return undefined;
    const { width, height } = facts.place;
    const text = options.fontSize;
    return { cols: Math.floor(width / (text * 0.6)), rows: Math.floor(height / (text * 1.2)) };
  };
  const size = new ShellSize({
    terminal: terminal,
    room,
    fontSize: () => facts.fontSize,
    mayResize: () => facts.mayResize,
    later: (ms, run) => clock.after(ms, run),
    onRoom: ({ cols, rows }) => rooms.push(`${cols}x${rows}`),
    onShown: ({ theirs, cropped }) =>
      (marks = `${theirs ? ', theirs' : ''}${cropped ? ', cropped' : ''}`),
  });
  const shown = () => `${terminal.cols}x${terminal.rows} at ${options.fontSize}${marks}`;
  return { size, rooms, shown, facts, options, clock };
}

describe('alone', () => {
  it('a terminal has the size of its place, and tells it once', () => {
    const { size, rooms, shown, facts } = make();
    size.fit();
    size.fit();
    expect(shown()).toBe('160x40 at 10');
    facts.place = { width: 600, height: 480 };
    size.fit();
    expect(shown()).toBe('100x40 at 10');
    expect(rooms).toEqual(['160x40', '100x40']);
  });

  it('a shell that says it has that size changes nothing', () => {
    const { size, shown } = make();
    size.fit();
    size.take({ cols: 160, rows: 40 });
    size.heard({ cols: 160, rows: 40 });
    expect(shown()).toBe('160x40 at 10');
  });

  it('nothing is fitted while it is hidden', () => {
    const { size, rooms, facts } = make();
    facts.hidden = true;
    size.fit();
    expect(rooms).toEqual([]);
    expect(size.room).toBeUndefined();
  });
});

describe('where somebody else chose the size', () => {
  it('a smaller one is shown as it is', () => {
    const { size, shown } = make();
    size.fit();
    size.take({ cols: 80, rows: 24 });
    expect(shown()).toBe('80x24 at 10, theirs');
  });

  it('a larger one is shown in smaller text, no smaller than can be read', () => {
    const { size, shown, options } = make();
    size.fit();
    size.take({ cols: 200, rows: 50 });
    expect(shown()).toBe('200x50 at 8, theirs');
    size.take({ cols: 1000, rows: 50 });
    expect(options.fontSize).toBe(6);
  });

  it('the user’s size of text comes back with the place’s own size', () => {
    const { size, shown, rooms } = make();
    size.fit();
    size.take({ cols: 200, rows: 50 });
    size.take({ cols: 160, rows: 40 });
    expect(shown()).toBe('160x40 at 10');
    expect(rooms).toEqual(['160x40']); // what fits in smaller text was never told as room
  });

  it('who may resize takes its own size when its place changes', () => {
    const { size, shown, facts, rooms } = make();
    size.fit();
    size.take({ cols: 80, rows: 24 });
    facts.place = { width: 600, height: 480 };
    size.fit();
    expect(shown()).toBe('100x40 at 10');
    expect(rooms.at(-1)).toBe('100x40');
  });

  it('who may not keeps theirs, whatever its place is', () => {
    const { size, shown, facts } = make(undefined, false);
    size.fit();
    size.take({ cols: 80, rows: 24 });
    facts.place = { width: 240, height: 480 };
    size.fit();
    expect(shown()).toBe('80x24 at 6, theirs, cropped');
  });

  it('larger text of the user’s changes theirs only where it has room', () => {
    const { size, shown, facts } = make(undefined, false);
    size.fit();
    size.take({ cols: 80, rows: 24 });
    facts.fontSize = 40;
    size.fit();
    expect(shown()).toBe('80x24 at 16.5, theirs');
  });
});

describe('news beside the output', () => {
  it('end a size that came late, when the shell has that of the place', () => {
    const { size, shown } = make();
    size.fit();
    size.take({ cols: 80, rows: 24 }); // said before the shell followed us
    size.heard({ cols: 160, rows: 40 });
    expect(shown()).toBe('160x40 at 10');
  });

  it('that are old don’t undo what was just resized', () => {
    const { size, shown } = make();
    size.fit();
    size.heard({ cols: 80, rows: 24 });
    expect(shown()).toBe('160x40 at 10');
  });

  it('give the size to who may only watch, and was never told it', () => {
    const { size, shown } = make(undefined, false);
    size.fit();
    size.heard({ cols: 80, rows: 24 });
    expect(shown()).toBe('80x24 at 10, theirs');
  });

  it('that no window has memory for are borne', () => {
    const { size, shown } = make(undefined, false);
    size.fit();
    size.heard({ cols: 65_535, rows: 65_535 });
    expect(shown()).toMatch(/^1024x256 /);
    size.take({ cols: 65_535, rows: 10 });
    expect(shown()).toMatch(/^1024x10 /);
  });

  it('are right in the end, whatever crossed on its way', () => {
    const { size, shown, clock } = make();
    size.fit();
    size.heard({ cols: 160, rows: 40 });
    size.take({ cols: 80, rows: 24 }); // of before, and only shown now
    clock.advance(SETTLED_MS);
    expect(shown()).toBe('160x40 at 10');
    size.heard({ cols: 100, rows: 30 }); // a mark got lost
    expect(shown()).toBe('160x40 at 10');
    clock.advance(SETTLED_MS);
    expect(shown()).toBe('100x30 at 10, theirs');
  });
});

describe('a terminal that comes from another window', () => {
  it('has the size it had there until it is here, whatever becomes of its place', () => {
    const { size, shown, facts, rooms } = make();
    size.fit();
    size.arrives({ cols: 70, rows: 20 });
    facts.place = { width: 600, height: 480 };
    size.fit();
    size.heard({ cols: 60, rows: 10 });
    expect(shown()).toMatch(/^70x20 /);
    expect(rooms.at(-1)).toBe('100x40');
    size.arrived(true);
    expect(shown()).toMatch(/^70x20 .*theirs/);
    size.take({ cols: 100, rows: 40 });
    expect(shown()).toBe('100x40 at 10');
  });

  it('has that of its place where it doesn’t come whole', () => {
    const { size, shown } = make();
    size.fit();
    size.arrives({ cols: 70, rows: 20 });
    size.arrived(false);
    expect(shown()).toBe('160x40 at 10');
  });
});
