// What passes before a page's code is there: each answer once, and all that was told, in its order.
import { describe, expect, it, vi } from 'vitest';
import { EarlyAnswers, EarlyTold } from '../../../electron/preload/early.ts';

type Listener = (payload: unknown) => void;

/** An emitter as the preload has it. */
function emitter() {
  const listeners = new Map<string, Set<Listener>>();
  const listen = (name: string, listener: Listener) => {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  };
  const tell = (name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  };
  return { listen, tell, count: (name: string) => listeners.get(name)?.size ?? 0 };
}

describe('answers that were asked for early', () => {
  it('are asked for at once, and given once', async () => {
    const ask = vi.fn((name: string) => Promise.resolve(`of ${name}`));
    const answers = new EarlyAnswers(['a', 'b'], ask);
    expect(ask.mock.calls).toEqual([['a'], ['b']]);
    expect(await answers.take('a')).toBe('of a');
    expect(answers.take('a')).toBeUndefined();
    expect(answers.take('c')).toBeUndefined();
  });

  it('that failed fail for who takes them, and for nobody else', async () => {
    const unhandled = vi.fn();
    process.once('unhandledRejection', unhandled);
    const answers = new EarlyAnswers(['a', 'b'], (name) => Promise.reject(new Error(name)));
    await new Promise(setImmediate);
    await expect(answers.take('a')).rejects.toThrow('a');
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  });
});

describe('what is told before anybody listens', () => {
  it('comes to the first who does, in its order, and before what comes later', () => {
    const { listen, tell } = emitter();
    const early = new EarlyTold(['a', 'b'], listen);
    tell('a', 1);
    tell('b', 2);
    tell('a', 3);
    const heard: unknown[] = [];
    early.give('a', (payload) => heard.push(payload));
    listen('a', (payload) => heard.push(payload));
    tell('a', 4);
    expect(heard).toEqual([1, 3, 4]);
  });

  it('is not kept any more once somebody listens, nor told twice', () => {
    const { listen, tell, count } = emitter();
    const early = new EarlyTold(['a'], listen);
    early.give('a', () => undefined);
    expect(count('a')).toBe(0);
    tell('a', 1);
    const second = vi.fn();
    early.give('a', second);
    expect(second).not.toHaveBeenCalled();
  });

  it('is bounded: the latest are kept', () => {
    const { listen, tell } = emitter();
    const early = new EarlyTold(['a'], listen);
    for (let at = 0; at < 1_500; at++) tell('a', at);
    const heard: unknown[] = [];
    early.give('a', (payload) => heard.push(payload));
    expect(heard).toHaveLength(1_000);
    expect(heard.at(-1)).toBe(1_499);
  });
});
