// What one client is told of a shell's sizes: each before the output that was printed for it, and
// none that the client has already.
import { describe, expect, it } from 'vitest';
import { SizeLog } from '../../../agent/shells/sizeLog.ts';
import { SizeTeller } from '../../../agent/shells/sizeTeller.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode } from '../../../core/wire/messages.ts';

const size = (cols: number) => ({ cols, rows: 24 });

function setUp() {
  const log = new SizeLog(size(80));
  const teller = new SizeTeller(1, log, 0);
  const at = (offset: number): unknown => {
    const frame = teller.frameAt(offset);
    return frame && decode([...new FrameDecoder(1_000).push(frame)][0]!)!.body;
  };
  return { log, teller, at };
}

describe('a client', () => {
  it('is told of each size at its place, and of the first not at all', () => {
    const { log, teller, at } = setUp();
    log.change(100, size(90));
    log.change(200, size(70));
    expect([teller.border, at(0)]).toEqual([100, undefined]);
    expect(at(100)).toEqual({ offset: 100, ...size(90) });
    expect([at(100), teller.border]).toEqual([undefined, 200]);
    expect(at(200)).toEqual({ offset: 200, ...size(70) });
    expect([teller.border, at(300)]).toEqual([Infinity, undefined]);
  });

  it('is told nothing of a size that came and went in the same place', () => {
    const { log, at } = setUp();
    log.change(100, size(90));
    log.change(100, size(80));
    expect(at(100)).toBeUndefined();
  });

  it('is told nothing of what it passed over', () => {
    const { log, teller, at } = setUp();
    log.change(100, size(90));
    log.change(200, size(70));
    teller.jumpTo(250);
    expect([teller.border, at(250)]).toEqual([Infinity, undefined]);
  });

  it('that sets a size at the end of the output needs no telling', () => {
    const { log, teller, at } = setUp();
    expect(teller.resize(size(90), true, () => log.change(100, size(90)))).toBe(false);
    expect(at(100)).toBeUndefined();
  });

  it('that sets one further back is told at its place, behind the output of before', () => {
    const { log, teller, at } = setUp();
    expect(teller.resize(size(90), false, () => log.change(100, size(90)))).toBe(false);
    expect([at(50), at(100)]).toEqual([undefined, { offset: 100, ...size(90) }]);
  });

  it('that asks for a size which it doesn’t get is told the one there is, once', () => {
    const { teller, at } = setUp();
    expect(teller.resize(size(90), true, () => undefined)).toBe(true);
    expect([at(10), at(10)]).toEqual([{ offset: 10, ...size(80) }, undefined]);
  });

  it('that asks so, and has the right one by the screen that it goes on from, is told nothing', () => {
    const { teller, at } = setUp();
    teller.resize(size(90), true, () => undefined);
    teller.jumpTo(10);
    expect(at(10)).toBeUndefined();
  });
});
