import { describe, expect, it } from 'vitest';
import { Receipts } from '../../../core/flow/receipts.ts';
import { ManualClock } from '../../support/manualClock.ts';

function make() {
  const clock = new ManualClock();
  const told: number[] = [];
  return { clock, told, receipts: new Receipts(clock, (total) => told.push(total)) };
}

describe('receipts', () => {
  it('tell nothing twice: what was told of for its size waits no more', () => {
    const { clock, told, receipts } = make();
    receipts.received(100);
    receipts.received(100);
    expect(clock.waiting).toBe(1);
    receipts.received(1_000_000);
    expect([told, clock.waiting]).toEqual([[100, 1_000_200], 0]);
  });

  it('the first after a silence is sent at once', () => {
    const { clock, told, receipts } = make();
    receipts.received(100);
    clock.advance(1_000);
    receipts.received(50);
    expect(told).toEqual([100, 150]);
  });

  it('what comes just when the next is due waits no longer', () => {
    const { clock, told, receipts } = make();
    receipts.received(100);
    clock.advance(5);
    receipts.received(50);
    expect([told, clock.waiting]).toEqual([[100, 150], 0]);
  });

  it('what comes close behind is told together, soon', () => {
    const { clock, told, receipts } = make();
    for (let piece = 0; piece < 5; piece++) receipts.received(100);
    expect(told).toEqual([100]);
    clock.advance(4.9);
    expect(told).toEqual([100]);
    clock.advance(0.1);
    expect(told).toEqual([100, 500]);
    clock.advance(1_000);
    expect(told).toEqual([100, 500]);
    expect(clock.waiting).toBe(0);
  });

  it('much is told of without waiting', () => {
    const { told, receipts } = make();
    receipts.received(1);
    receipts.received(256 * 1024);
    expect(told).toEqual([1, 1 + 256 * 1024]);
  });

  it('as much as is told of at once counts from what was told last', () => {
    const { clock, told, receipts } = make();
    receipts.received(1);
    receipts.received(256 * 1024);
    receipts.received(256 * 1024 - 1);
    expect(told).toEqual([1, 1 + 256 * 1024]);
    clock.advance(5);
    expect(told.at(-1)).toBe(2 * 256 * 1024);
    receipts.received(256 * 1024 - 1);
    expect(told).toHaveLength(3);
    receipts.received(1);
    expect([told.length, told.at(-1)]).toEqual([4, 3 * 256 * 1024]);
  });

  it('tells nothing after the end', () => {
    const { clock, told, receipts } = make();
    receipts.received(1);
    receipts.received(1);
    receipts.stop();
    clock.advance(100);
    expect(told).toEqual([1]);
  });
});
