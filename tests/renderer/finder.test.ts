// Find in a real terminal's buffer, without a page: what is found where, how many there are, where one
// is among them, what is marked in view, and what happens as output moves the text.
import { Terminal } from '@xterm/headless';
import { beforeEach, describe, expect, it } from 'vitest';
import { Finder, type FinderTerminal } from '../../renderer/terminal/find/finder.ts';
import type { Found } from '../../renderer/terminal/find/places.ts';
import { compiled, type Query } from '../../renderer/terminal/find/query.ts';

interface Decorated {
  row: number;
  x: number;
  width: number;
  now: boolean;
}

/** The one with a page has marks on the alternate screen, too. */
interface Core {
  buffer: { ybase: number; y: number; addMarker: (row: number) => { line: number } };
}

const COLOURS = { match: '#111111', now: '#222222', onNow: '#333333' };

class Rig {
  readonly terminal: Terminal;
  readonly finder: Finder;
  found: Found = { place: 0, count: 0, whole: true };
  selected: [column: number, row: number, length: number] | null = null;
  decorated: Decorated[] = [];
  most = 0;
  #soon: (() => void)[] = [];
  #later: (() => void)[] = [];
  #rendered: (() => void)[] = [];

  constructor(options: { cols?: number; rows?: number; scrollback?: number } = {}) {
    const size = { cols: 20, rows: 5, scrollback: 1_000, ...options };
    this.terminal = new Terminal({ ...size, allowProposedApi: true });
    this.finder = new Finder(this.#asInWindow(), {
      soon: (run) => this.#soon.push(run),
      later: (_ms, run) => {
        this.#later.push(run);
        return () => (this.#later = this.#later.filter((one) => one !== run));
      },
      colours: () => COLOURS,
      heard: (found) => (this.found = found),
    });
  }

  async print(text: string): Promise<void> {
    await new Promise<void>((resolve) => this.terminal.write(text, resolve));
    this.paint();
  }

  look(query: Partial<Query> & { text: string }): void {
    const made = compiled({ regex: false, matchCase: false, wholeWord: false, ...query });
    this.finder.look(made.ok ? made.expression : null);
    this.settle();
  }

  /** All that was put off is done. */
  settle(): void {
    for (let run = this.#soon.shift(); run; run = this.#soon.shift()) run();
    this.paint();
  }

  /** The time comes to look again. */
  again(): void {
    for (let run = this.#later.shift(); run; run = this.#later.shift()) run();
    this.settle();
  }

  paint(): void {
    for (const heard of this.#rendered) heard();
  }

  get marked(): string[] {
    const { viewportY } = this.terminal.buffer.active;
    return this.decorated.map(
      ({ row, x, width, now }) => `${row - viewportY}:${x}+${width}${now ? '!' : ''}`,
    );
  }

  // What a terminal without a page lacks.
  #asInWindow(): FinderTerminal {
    const { terminal } = this;
    const { _core: core } = terminal as unknown as { _core: Core };
    const more = {
      registerMarker: (offset: number) =>
        core.buffer.addMarker(core.buffer.ybase + core.buffer.y + offset),
      select: (...place: [number, number, number]) => (this.selected = place),
      clearSelection: () => (this.selected = null),
      onRender: (heard: () => void) => {
        this.#rendered.push(heard);
        return { dispose: () => (this.#rendered = []) };
      },
      registerDecoration: (options: {
        marker: { line: number };
        x: number;
        width: number;
        layer?: string;
      }) => {
        const { marker, x, width, layer } = options;
        const one = {
          get row() {
            return marker.line;
          },
          x,
          width,
          now: layer === 'top',
        };
        this.decorated.push(one);
        this.most = Math.max(this.most, this.decorated.length);
        return {
          dispose: () => (this.decorated = this.decorated.filter((other) => other !== one)),
        };
      },
    };
    return new Proxy(terminal, {
      get(target, name) {
        const value: unknown = Reflect.get(more, name) ?? Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }) as unknown as FinderTerminal;
  }
}

let rig: Rig;
beforeEach(() => (rig = new Rig()));

describe('what is found', () => {
  const hits = async (text: string, query: Partial<Query> & { text: string }) => {
    await rig.print(text);
    rig.look(query);
    return rig.found.count;
  };

  it.each<[string, Partial<Query> & { text: string }, number]>([
    ['Error error ERROR', { text: 'error' }, 3],
    ['Error error ERROR', { text: 'error', matchCase: true }, 1],
    ['cat concat cat_ cat', { text: 'cat', wholeWord: true }, 2],
    ['übergabe über', { text: 'über', wholeWord: true }, 1],
    ['a.b axb', { text: 'a.b' }, 1],
    ['a.b axb', { text: 'a.b', regex: true }, 2],
    ['aaaa', { text: 'aa' }, 2],
    ['x*** (y) [z]', { text: '(y) [z]' }, 1],
    ['nothing here', { text: 'x*', regex: true }, 0],
    ['C:\\temp\\x', { text: '\\temp\\' }, 1],
    ['a-b', { text: '\\-b', regex: true }, 1],
  ])('%s: %j', async (text, query, count) => {
    expect(await hits(text, query)).toBe(count);
  });

  it('goes on where a line is wrapped, and counts cells of wide letters', async () => {
    await rig.print('0123456789abcdefghWRAPPED\r\n上海 監控 ok 上海');
    rig.look({ text: 'wrapped' });
    expect(rig.selected).toEqual([18, 0, 7]);
    expect(rig.marked).toEqual(['0:18+2!', '1:0+5!']);
    rig.look({ text: 'ok' });
    expect(rig.selected).toEqual([10, 2, 2]);
    rig.look({ text: '' });
    rig.look({ text: '上海' });
    expect(rig.found).toMatchObject({ place: 1, count: 2 });
    expect(rig.selected).toEqual([13, 2, 4]);
  });

  it('says which expressions are none', () => {
    const query = { text: '(', regex: true, matchCase: false, wholeWord: false };
    expect(compiled(query)).toEqual({ ok: false, why: 'broken' });
    expect(compiled({ ...query, regex: false }).ok).toBe(true);
    expect(compiled({ ...query, text: '' })).toEqual({ ok: false, why: 'empty' });
  });
});

describe('going through', () => {
  it('begins with the newest and goes up, and round the ends', async () => {
    await rig.print('hit 1\r\nno\r\nhit 2\r\nhit 3');
    rig.look({ text: 'hit' });
    const rows = [rig.selected![1]];
    for (let step = 0; step < 3; step++) {
      rig.finder.step(true);
      rows.push(rig.selected![1]);
    }
    expect(rows).toEqual([3, 2, 0, 3]);
    expect(rig.found).toEqual({ place: 1, count: 3, whole: true });
    rig.finder.step(false);
    expect(rig.found.place).toBe(3);
  });

  it('stays at the place while more letters are typed', async () => {
    await rig.print('hits\r\nhit\r\nhits\r\nhim');
    rig.look({ text: 'hi' });
    rig.finder.step(true);
    rig.finder.step(true);
    expect(rig.selected![1]).toBe(1);
    rig.look({ text: 'hit' });
    expect(rig.selected![1]).toBe(1);
    rig.look({ text: 'hits' });
    expect(rig.selected![1]).toBe(0);
  });

  it('goes to what is out of sight', async () => {
    await rig.print(`needle\r\n${'line\r\n'.repeat(50)}`);
    rig.look({ text: 'needle' });
    expect(rig.terminal.buffer.active.viewportY).toBe(0);
    expect(rig.marked).toEqual(['0:0+6!']);
  });

  it('leaves what is selected alone until something is looked for, and when it ends', async () => {
    await rig.print('hit');
    rig.selected = [1, 0, 1];
    rig.look({ text: '' });
    expect(rig.selected).toEqual([1, 0, 1]);
    rig.look({ text: 'hit' });
    rig.finder.dispose();
    expect(rig.selected).toEqual([0, 0, 3]);
    expect(rig.decorated).toEqual([]);
  });
});

describe('as output comes', () => {
  it('keeps its place, counts what is new, and its marks go along', async () => {
    await rig.print('hit a\r\nhit b\r\n');
    rig.look({ text: 'hit' });
    rig.finder.step(true);
    expect(rig.found).toEqual({ place: 2, count: 2, whole: true });
    await rig.print('hit c\r\n');
    rig.again();
    expect(rig.found).toEqual({ place: 3, count: 3, whole: true });
    expect(rig.selected).toEqual([0, 0, 3]);
  });

  it('keeps its place while the oldest lines go', async () => {
    rig = new Rig({ scrollback: 10 });
    await rig.print('x\r\n'.repeat(14) + 'needle');
    rig.look({ text: 'needle' });
    await rig.print('\r\nx\r\nx\r\nx');
    expect(rig.finder.rowInView).toBe(1);
    rig.again();
    expect(rig.finder.rowInView).toBe(1);
    expect(rig.found).toEqual({ place: 1, count: 1, whole: true });
  });

  it('works on what a full-screen program shows', async () => {
    await rig.print('hit\r\nhit\x1b[?1049h\x1b[Honly one hit');
    rig.look({ text: 'hit' });
    expect(rig.found).toEqual({ place: 1, count: 1, whole: true });
    expect(rig.marked).toEqual(['0:9+3!']);
    await rig.print('\x1b[?1049l');
    rig.again();
    expect(rig.found.count).toBe(2);
  });
});

it('marks all there is in view at 100,000 hits, and no more than that', async () => {
  rig = new Rig({ cols: 80, rows: 40, scrollback: 10_000 });
  await rig.print('e e e e e e e e e e e\r\n'.repeat(10_000));
  rig.look({ text: 'e' });
  expect(rig.found).toMatchObject({ place: 1, count: 100_000, whole: true });
  expect(rig.marked).toHaveLength(39 * 11);
  rig.terminal.scrollToTop();
  rig.paint();
  expect(rig.marked).toHaveLength(40 * 11);
  expect(rig.most).toBeLessThanOrEqual(40 * 11);
});
