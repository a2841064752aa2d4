// The parts of transfers that do no I/O: names, order, decisions, rates, bounds.
import { describe, expect, it } from 'vitest';
import { Bandwidth } from '../../../electron/transfers/bandwidth.ts';
import { decide } from '../../../electron/transfers/conflict.ts';
import * as names from '../../../electron/transfers/names.ts';
import { compare, DoneMark, keyOf, type Position } from '../../../electron/transfers/position.ts';
import { backoffMs, moved, nextOnes } from '../../../electron/transfers/queue.ts';
import { Rate, TimeLeft } from '../../../electron/transfers/rate.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed, type Random } from '../../support/random.ts';

describe('names', () => {
  it.each([
    ['a?b', 'a_b'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['console', 'console'],
    ['end.', 'end_'],
    ['end ', 'end_'],
    ['a\\b:c', 'a_b_c'],
    ['\udcff.txt', '_.txt'],
    ['ü😀', 'ü😀'],
  ])('maps %s for Windows to %s', (name, mapped) => {
    expect(names.mappedName(name, 'windows')).toBe(mapped);
    expect(names.mappedName(name, 'any')).toBe(name);
  });

  it('knows whose rules a path follows', () => {
    expect(names.rulesAt('C:/Users', null)).toBe('windows');
    expect(names.rulesAt('/home', 'linux')).toBe('any');
    expect(names.rulesAt('/Users', 'darwin')).toBe('mac');
    expect(names.rulesAt('//server/share', 'win32')).toBe('windows');
  });

  it('counts before the ending', () => {
    expect(names.numberedName('a.txt', 2)).toBe('a (2).txt');
    expect(names.numberedName('a.tar.gz', 3)).toBe('a (3).tar.gz');
    expect(names.numberedName('.bashrc', 2)).toBe('.bashrc (2)');
    expect(names.numberedName('a', 2)).toBe('a (2)');
  });

  it('makes names for parts that fit, differ, and are known again', async () => {
    await eachSeed(200, (random) => {
      const long = Array.from({ length: random.between(1, 255) }, () =>
        random.pick(['a', 'ü', '😀', '\udc81', '.']),
      ).join('');
      const [one, other] = [names.partName(long, 'f00d'), names.partName(`${long}!`, 'f00d')];
      expect(Buffer.byteLength(one)).toBeLessThanOrEqual(255);
      expect(one).not.toBe(other);
      expect([names.isPartOf(one, 'f00d'), names.isPartOf(one, 'beef')]).toEqual([true, false]);
      expect(one.startsWith('.')).toBe(true);
    });
  });

  it('shows what can’t be seen, and nothing that moves a cursor', () => {
    expect(names.shownName('a\udcffb\u001b[2J')).toBe('a\\xffb[2J');
    expect([...names.shownPath('x'.repeat(1_000))]).toHaveLength(255);
  });
});

describe('the order', () => {
  const tree = (random: Random, root: number, path: string[] = []): Position[] => {
    if (path.length > 3 || random.once(3)) return [{ root, path }];
    const inside = [...new Set(Array.from({ length: random.int(5) }, () => `n${random.int(20)}`))];
    const all = inside.sort().flatMap((name) => tree(random, root, [...path, name]));
    return [{ root, path }, ...all, { root, path, left: true }];
  };

  it('is the order of walking', async () => {
    await eachSeed(100, (random) => {
      const walked = [0, 1, 2].flatMap((root) => tree(random, root));
      for (let at = 1; at < walked.length; at++) {
        expect(compare(walked[at - 1]!, walked[at]!)).toBeLessThan(0);
        expect(compare(walked[at]!, walked[at - 1]!)).toBeGreaterThan(0);
      }
    });
  });

  it('knows at any moment exactly what is done', async () => {
    await eachSeed(100, (random) => {
      const walked = [0, 1, 2].flatMap((root) => tree(random, root));
      const done = new Set<string>();
      let [mark, beyond]: [Position | null, string[]] = [null, []];
      for (let runs = 0; runs < 5; runs++) {
        const one: DoneMark = new DoneMark(mark, beyond);
        expect(walked.filter((it) => one.isDone(it)).map(keyOf)).toEqual(
          walked.map(keyOf).filter((key) => done.has(key)),
        );
        const open: Position[] = [];
        const all = walked.filter((it) => mark === null || compare(it, mark) > 0);
        for (const position of all.slice(0, random.int(all.length + 1))) {
          one.begin(position);
          if (!one.isDone(position)) open.push(position);
          if (open.length === 0 || random.once(3)) continue;
          const [ended] = open.splice(random.int(open.length), 1);
          one.done(ended!);
          done.add(keyOf(ended!));
        }
        [mark, beyond] = [one.mark, one.beyond];
      }
    });
  });
});

it('takes what is there for the same one only after a cut', () => {
  const file = { kind: 'file', size: 5, changedAt: 1_000 } as const;
  expect(decide('replace', file, { ...file, changedAt: 2_500 }, true)).toBe('same');
  expect(decide('replace', file, file, false)).toBe('over');
  expect(decide('ask', file, { ...file, size: 6 }, true)).toBe('ask');
  expect(decide('newer', file, { ...file, changedAt: null }, false)).toBe('over');
  expect(decide('replace', file, { ...file, kind: 'folder' }, false)).toBe('folder');
});

describe('the rate', () => {
  it('comes near what it is, and doesn’t jump', async () => {
    await eachSeed(50, (random) => {
      const [rate, left] = [new Rate(), new TimeLeft()];
      const steady = random.between(10_000, 1_000_000);
      let [bytes, before] = [100 * steady, null as number | null];
      for (let now = 0; now < 60_000; now += 100) {
        const moved = Math.round((steady / 10) * (random.int(200) / 100));
        rate.add(moved, now);
        bytes -= moved;
        const told = left.value(bytes, rate.value(now), now);
        if (now > 30_000 && before !== null && told !== null) {
          expect(Math.abs(told - before)).toBeLessThan(25);
        }
        before = told;
      }
      expect(rate.value(60_000)! / steady).toBeGreaterThan(0.6);
      expect(rate.value(60_000)! / steady).toBeLessThan(1.4);
    });
  });

  it('falls while nothing moves, and says nothing at first', () => {
    const rate = new Rate();
    rate.add(0, 0);
    rate.add(5_000, 900);
    expect(rate.value(900)).toBeNull();
    expect(rate.value(2_000)).toBeGreaterThan(1_000);
    expect(rate.value(60_000)).toBeLessThan(10);
    expect(new TimeLeft().value(10, 0, 0)).toBeNull();
  });
});

it('lets no more go than its limit, whoever asks', async () => {
  const clock = new ManualClock();
  const bandwidth = new Bandwidth(clock);
  const { signal } = new AbortController();
  await bandwidth.take(1e9, signal);
  bandwidth.limit = 1_000;
  let taken = 0;
  const run = async (): Promise<void> => {
    for (let n = 0; n < 100; n++) {
      await bandwidth.take(100, signal);
      taken += 100;
    }
  };
  void run();
  void run();
  await clock.pass(5_000);
  expect(taken).toBeGreaterThan(4_500);
  expect(taken).toBeLessThan(5_600);
  bandwidth.limit = 0;
  await clock.pass(0);
  await expect.poll(() => taken).toBe(20_000);
  expect(clock.waiting).toBe(0);
});

describe('the queue', () => {
  const one = (id: string, host: string | null): Parameters<typeof nextOnes>[0][number] => ({
    id,
    from: { hostId: null, path: '/' },
    to: { hostId: host, path: '/' },
  });

  it('keeps to its bounds, in order', () => {
    const ready = [one('1', 'a'), one('2', 'a'), one('3', 'a'), one('4', 'b'), one('5', null)];
    const limits = { most: 4, perHost: 2 };
    expect(nextOnes(ready, [], limits).map(({ id }) => id)).toEqual(['1', '2', '4', '5']);
    expect(nextOnes(ready, [one('0', 'a')], limits).map(({ id }) => id)).toEqual(['1', '4', '5']);
  });

  it('moves one', () => {
    const all = ['a', 'b', 'c'].map((id) => ({ id }));
    const ids = (list: { id: string }[]): string => list.map(({ id }) => id).join('');
    expect(ids(moved(all, 'c', 'a'))).toBe('cab');
    expect(ids(moved(all, 'a', null))).toBe('bca');
    expect(ids(moved(all, 'a', 'x'))).toBe('abc');
    expect([backoffMs(0), backoffMs(100)]).toEqual([1_000, 60_000]);
  });
});
