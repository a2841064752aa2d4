// How the tabs stand is told to the main process: at once, without repeating, without a queue.
import { describe, expect, it } from 'vitest';
import type { TabArrangement } from '../../electron/ipc/contract.ts';
import { Arranger } from '../../renderer/state/arranger.ts';

const standing = (...ids: string[]): TabArrangement => ({
  tabs: ids.map((shellId) => ({ shellId, customTitle: null })),
  active: ids[0] ?? null,
});

/** A main process that takes an arrangement when the test lets it. */
function makeArranger() {
  const sent: string[] = [];
  const failures: unknown[] = [];
  let settle: { done: () => void; fail: (error: unknown) => void } | undefined;
  const arranger = new Arranger({
    send: ({ tabs }) => {
      sent.push(tabs.map(({ shellId }) => shellId).join());
      return new Promise((resolve, reject) => (settle = { done: resolve, fail: reject }));
    },
    failed: (error) => failures.push(error),
  });
  const after = async (run: (() => void) | undefined) => {
    run?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    arranger,
    sent,
    failures,
    taken: () => after(settle?.done),
    refused: () => after(() => settle?.fail('full')),
  };
}

describe('how the tabs stand', () => {
  it('is told at once', () => {
    const { arranger, sent } = makeArranger();
    arranger.tell(standing('a'));
    expect(sent).toEqual(['a']);
  });

  it('is told by the newest only, once the one before is taken', async () => {
    const { arranger, sent, taken } = makeArranger();
    for (const ids of [['a'], ['a', 'b'], ['b', 'a'], ['b']]) arranger.tell(standing(...ids));
    expect(sent).toEqual(['a']);
    await taken();
    expect(sent).toEqual(['a', 'b']);
  });

  it('is not told again where nothing changed', async () => {
    const { arranger, sent, taken } = makeArranger();
    arranger.tell(standing('a'));
    await taken();
    arranger.tell(standing('a'));
    expect(sent).toEqual(['a']);
  });

  it('is told on after it could not be stored once', async () => {
    const { arranger, sent, failures, refused } = makeArranger();
    arranger.tell(standing('a'));
    await refused();
    arranger.tell(standing('b'));
    expect(failures).toEqual(['full']);
    expect(sent).toEqual(['a', 'b']);
  });
});
