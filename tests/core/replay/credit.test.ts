import { describe, expect, it } from 'vitest';
import { ReceiveCredit, SendCredit } from '../../../core/replay/credit.ts';
import { named } from '../../support/protocolErrors.ts';

const bytes = (length: number): Uint8Array => new Uint8Array(length);

describe('the credit of a sender', () => {
  it('is the window at first, less what was sent', () => {
    const credit = new SendCredit(1000, 100);
    credit.sent += 30;
    expect([credit.available, credit.consumed]).toEqual([70, 1000]);
  });

  it('grows with a grant, and is never negative', () => {
    const credit = new SendCredit(0, 100);
    credit.sent = 100;
    expect(credit.available).toBe(0);
    credit.grant(40, 140);
    expect([credit.available, credit.consumed]).toEqual([40, 40]);
  });

  it('takes the same grant twice', () => {
    const credit = new SendCredit(0, 100);
    credit.sent = 50;
    credit.grant(50, 150);
    credit.grant(50, 150);
    expect(credit.available).toBe(100);
  });

  it.each([
    ['consumed', 19, 120],
    ['limit', 20, 119],
  ])('refuses a grant whose %s went back', (_which, consumed, limit) => {
    const credit = new SendCredit(0, 100);
    credit.sent = 50;
    credit.grant(20, 120);
    expect(named(() => credit.grant(consumed, limit))).toBe('credit-shrunk');
    expect([credit.consumed, credit.available]).toEqual([20, 70]);
  });

  it('refuses a grant of what it never sent', () => {
    const credit = new SendCredit(0, 100);
    credit.sent = 50;
    expect(named(() => credit.grant(51, 200))).toBe('credit-ahead');
  });

  it('keeps what it had after a skip', () => {
    const credit = new SendCredit(0, 100);
    credit.sent = 60;
    credit.skipTo(1000);
    expect([credit.sent, credit.available, credit.consumed]).toEqual([1000, 40, 940]);
  });

  it('takes grants that left before the peer knew of a skip, and those that left after it', () => {
    const credit = new SendCredit(0, 100);
    credit.sent = 100;
    credit.grant(60, 160);
    credit.skipTo(150);
    credit.grant(80, 180); // crossed the skip on its way
    credit.grant(130, 230); // 80 and the 50 that were skipped
    expect([credit.consumed, credit.available]).toEqual([130, 80]);
  });
});

describe('the credit of a receiver', () => {
  it('takes data in order, and gives it back whole', () => {
    const credit = new ReceiveCredit(10, 100);
    const data = bytes(5);
    expect(credit.accept(10, data)).toStrictEqual(data);
    expect([credit.received, credit.inFlight]).toEqual([15, 5]);
  });

  it('trims what it has already', () => {
    const credit = new ReceiveCredit(0, 100);
    credit.accept(0, bytes(10));
    expect(credit.accept(5, Uint8Array.of(0, 0, 0, 0, 0, 1, 2))).toStrictEqual(Uint8Array.of(1, 2));
    expect(credit.accept(0, bytes(12)).byteLength).toBe(0);
    expect(credit.accept(3, bytes(1)).byteLength).toBe(0);
    expect(credit.received).toBe(12);
  });

  it('refuses a gap', () => {
    const credit = new ReceiveCredit(0, 100);
    expect(named(() => credit.accept(1, bytes(1)))).toBe('offset-gap');
    expect(credit.received).toBe(0);
  });

  it('refuses a byte more than it granted, and not one less', () => {
    const credit = new ReceiveCredit(0, 100);
    expect(named(() => credit.accept(0, bytes(101)))).toBe('credit-exceeded');
    expect(credit.accept(0, bytes(100)).byteLength).toBe(100);
    expect(named(() => credit.accept(100, bytes(1)))).toBe('credit-exceeded');
  });

  it('reports after an eighth of the window, and not before', () => {
    const credit = new ReceiveCredit(0, 80);
    credit.accept(0, bytes(80));
    credit.consume(9);
    expect(credit.report()).toBeUndefined();
    credit.consume(1);
    expect(credit.report()).toEqual({ consumed: 10, limit: 90 });
    expect(credit.report()).toBeUndefined();
  });

  it('reports at once when nothing is in flight', () => {
    const credit = new ReceiveCredit(0, 80);
    credit.accept(0, bytes(1));
    credit.consume(1);
    expect(credit.report()).toEqual({ consumed: 1, limit: 81 });
    expect(credit.report()).toBeUndefined();
  });

  it('never counts more as consumed than came', () => {
    const credit = new ReceiveCredit(0, 80);
    credit.accept(0, bytes(5));
    credit.consume(100);
    expect([credit.consumed, credit.inFlight]).toEqual([5, 0]);
  });

  it('goes on behind a skip, and tells the sender at once when nothing is in flight', () => {
    const credit = new ReceiveCredit(0, 80);
    credit.skipTo(1000);
    expect([credit.received, credit.inFlight]).toEqual([1000, 0]);
    expect(credit.report()).toEqual({ consumed: 1000, limit: 1080 });
    expect(credit.accept(1000, bytes(80)).byteLength).toBe(80);
  });

  it('grants no more by a skip than it had granted', () => {
    const credit = new ReceiveCredit(0, 80);
    credit.accept(0, bytes(30));
    credit.skipTo(1000);
    expect(named(() => credit.accept(1000, bytes(51)))).toBe('credit-exceeded');
    expect(credit.accept(1000, bytes(50)).byteLength).toBe(50);
  });

  it('refuses to skip backwards', () => {
    const credit = new ReceiveCredit(0, 80);
    credit.accept(0, bytes(30));
    expect(named(() => credit.skipTo(29))).toBe('offset-gap');
    expect(credit.received).toBe(30);
  });
});
