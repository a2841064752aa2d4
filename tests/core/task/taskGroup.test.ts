import { describe, expect, it } from 'vitest';
import { TaskGroup, withResolvers, type EndReason } from '../../../core/task/taskGroup.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';

const DRAIN_MS = 1000;

function grouped(close: (reason: EndReason) => void | Promise<void> = () => undefined) {
  const clock = new ManualClock();
  const closed: EndReason[] = [];
  const group = new TaskGroup({
    name: 'endpoint',
    clock,
    drainMs: DRAIN_MS,
    close: (reason) => {
      closed.push(reason);
      return close(reason);
    },
  });
  return { group, clock, closed };
}

/** A task that runs until the test ends it. */
function held() {
  const { promise, resolve, reject } = withResolvers<void>();
  return { run: () => promise, end: () => resolve(), fail: reject };
}

/** A task that ends when the signal says so. */
const until = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

describe('a task group', () => {
  it('ends all its tasks with the reason of the first that ended', async () => {
    const { group, closed } = grouped();
    const reader = held();
    let told: unknown;
    group.spawn('reader', reader.run);
    group.spawn('writer', async ({ draining }) => {
      await until(draining);
      told = draining.reason;
    });
    reader.end();
    const reason = await group.ended;
    expect(reason).toEqual({ kind: 'done', by: 'reader' });
    expect([told, group.reason, closed]).toEqual([reason, reason, [reason]]);
  });

  it('carries the error of a task that failed, and no later one', async () => {
    const { group } = grouped();
    const [reader, writer] = [held(), held()];
    group.spawn('reader', reader.run);
    group.spawn('writer', writer.run);
    const error = new Error('reset');
    reader.fail(error);
    writer.fail(new Error('because of it'));
    expect(await group.ended).toEqual({ kind: 'failed', by: 'reader', error });
  });

  it('counts a task that fails before it could return a promise', async () => {
    const { group } = grouped();
    const error = new Error('at once');
    group.spawn('reader', () => {
      throw error;
    });
    expect(await group.ended).toEqual({ kind: 'failed', by: 'reader', error });
  });

  it('can be ended from outside, once', async () => {
    const { group } = grouped();
    group.spawn('reader', ({ draining }) => until(draining));
    group.end('us', 'enough');
    group.end('somebody else');
    expect(await group.ended).toEqual({ kind: 'cancelled', by: 'us', error: 'enough' });
  });

  it('closes at once when it is ended without tasks', async () => {
    const { group, clock, closed } = grouped();
    group.end('us');
    await group.ended;
    expect([closed.length, clock.waiting]).toEqual([1, 0]);
  });

  it('lets the others drain before it closes', async () => {
    const { group, clock, closed } = grouped();
    const [reader, writer] = [held(), held()];
    group.spawn('reader', reader.run);
    group.spawn('writer', writer.run);
    reader.end();
    await clock.pass(DRAIN_MS - 1);
    expect([closed, group.killed.aborted]).toEqual([[], false]);
    writer.end();
    await group.ended;
    expect([closed.length, group.killed.aborted, clock.waiting]).toEqual([1, false, 0]);
  });

  it('kills what has not drained in time, and closes once', async () => {
    const { group, clock, closed } = grouped();
    group.spawn('reader', async () => undefined);
    group.spawn('writer', ({ killed }) => until(killed));
    await clock.pass(DRAIN_MS);
    expect(await group.ended).toEqual({ kind: 'done', by: 'reader' });
    expect(group.killed.reason).toBe(group.reason);
    expect(closed.length).toBe(1);
  });

  it('closes in time under a task that will not end, and has ended only when that has', async () => {
    const { group, clock, closed } = grouped();
    const stuck = held();
    let ended = false;
    void group.ended.then(() => (ended = true));
    group.spawn('reader', async () => undefined);
    group.spawn('writer', stuck.run);
    await clock.pass(DRAIN_MS);
    expect([closed.length, ended]).toEqual([1, false]);
    stuck.end();
    await group.ended;
    expect(closed.length).toBe(1);
  });

  it('has ended only when the endpoint is closed', async () => {
    const closing = held();
    const { group } = grouped(closing.run);
    let ended = false;
    void group.ended.then(() => (ended = true));
    group.spawn('reader', async () => undefined);
    await settle();
    expect(ended).toBe(false);
    closing.end();
    await group.ended;
  });

  it.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    [
      'throws at once',
      () => {
        throw new Error('broken');
      },
    ],
  ])('ends with its own reason when closing %s', async (_how, close) => {
    const { group } = grouped(close);
    group.spawn('reader', async () => undefined);
    expect(await group.ended).toEqual({ kind: 'done', by: 'reader' });
  });

  it('waits for a task that began late, and tells it to finish', async () => {
    const { group, closed } = grouped();
    const [reader, late] = [held(), held()];
    group.spawn('reader', reader.run);
    group.end('us');
    let draining = false;
    group.spawn('late', (context) => {
      draining = context.draining.aborted;
      return late.run();
    });
    reader.end();
    await settle();
    expect([draining, closed]).toEqual([true, []]);
    late.end();
    await group.ended;
  });

  it('does not close a second time for a task that began after everything', async () => {
    const { group, closed } = grouped();
    group.spawn('reader', async () => undefined);
    await group.ended;
    group.spawn('too late', async () => undefined);
    await settle();
    expect(closed.length).toBe(1);
  });
});
