// The window's end of the worker: the latest question counts, lists are told once, and a worker that
// doesn't answer is replaced.
import { describe, expect, it } from 'vitest';
import type { MatcherAnswer, MatcherQuestion } from '../../renderer/lib/matcherWorker.ts';
import {
  ANSWER_LIMIT_MS,
  PaletteMatcher,
  type MatcherPort,
} from '../../renderer/state/paletteMatcher.ts';

/** A worker that answers when the test says so. */
class PlayedWorker implements MatcherPort {
  onmessage: MatcherPort['onmessage'] = null;
  readonly told: MatcherQuestion[] = [];
  ended = false;

  postMessage(question: MatcherQuestion): void {
    this.told.push(question);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(number: number): void {
    const found = { hosts: { total: number, hits: [] } };
    this.onmessage?.({ data: { number, found } } as unknown as MessageEvent<MatcherAnswer>);
  }

  get asked(): string[] {
    return this.told.flatMap((one) => (one.type === 'find' ? [one.typed] : []));
  }
}

function rig() {
  const workers: PlayedWorker[] = [];
  const timers: (() => void)[] = [];
  const matcher = new PaletteMatcher({
    make: () => {
      const worker = new PlayedWorker();
      workers.push(worker);
      return worker;
    },
    later: (ms, run) => {
      expect(ms).toBe(ANSWER_LIMIT_MS);
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  });
  const find = (typed: string) => matcher.find({ typed, most: { hosts: 5 }, weights: {} });
  return { matcher, workers, timers, find };
}

describe('of several questions', () => {
  it('the one under way is answered, then the latest alone', async () => {
    const { workers, find } = rig();
    const asked = [find('w'), find('we'), find('web')];
    expect(workers[0]!.asked).toEqual(['w']);
    workers[0]!.answer(1);
    expect(workers[0]!.asked).toEqual(['w', 'web']);
    workers[0]!.answer(2);
    const [first, second, third] = await Promise.all(asked);
    expect(first).toEqual({ hosts: { total: 1, hits: [] } });
    expect(second).toBe('outrun');
    expect(third).toEqual({ hosts: { total: 2, hits: [] } });
  });
});

it('a worker begins before anything is looked for, and is told what comes', () => {
  const { matcher, workers, find } = rig();
  matcher.begin();
  matcher.begin();
  matcher.set('hosts', [{ id: 'a', text: 'a' }]);
  void find('a');
  expect(workers.map(({ told }) => told.map(({ type }) => type))).toEqual([['all', 'find']]);
});

it('a list is told once, and again where it is another', () => {
  const { matcher, workers, find } = rig();
  const list = [{ id: 'a', text: 'a' }];
  matcher.set('hosts', list);
  expect(workers).toHaveLength(0);
  void find('a');
  matcher.set('hosts', list);
  matcher.set('hosts', [...list]);
  expect(workers[0]!.told.map(({ type }) => type)).toEqual(['all', 'find', 'all']);
});

it('a worker that doesn’t answer is replaced, and the new one knows all', async () => {
  const { matcher, workers, timers, find } = rig();
  matcher.set('hosts', [{ id: 'a', text: 'a' }]);
  const slow = find('aaaa');
  const next = find('b');
  timers[0]!();
  expect(await slow).toBe('slow');
  expect(workers[0]!.ended).toBe(true);
  expect(workers[1]!.told.map(({ type }) => type)).toEqual(['all', 'find']);
  workers[0]!.answer(1); // too late
  workers[1]!.answer(2);
  expect(await next).toEqual({ hosts: { total: 2, hits: [] } });
  expect(timers).toHaveLength(0);
});
