// The window goes, whatever fails on the way, and the user is told once what can't be stored.
import { beforeEach, describe, expect, it } from 'vitest';
import { Closing, STEP_LIMIT_MS } from '../../../electron/main/closing.ts';
import { Unstored } from '../../../electron/main/unstored.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { inWords } from '../../../words/said.ts';

let clock: ManualClock;
let done: string[];

beforeEach(() => {
  clock = new ManualClock();
  done = [];
});

type Step = () => void | Promise<void>;

function closing(steps: Step[], mayClose = (): Promise<boolean> => Promise.resolve(true)): Closing {
  return new Closing({
    ...{ clock, mayClose, steps: [...steps, () => void done.push('last step')] },
    destroy: () => void done.push('destroyed'),
    onTrouble: (error) => void done.push(String(error)),
  });
}

const full = (): never => {
  throw new Error('ENOSPC');
};

describe('a window that is to close', () => {
  it.each<[string, Step]>([
    ['throws', full],
    ['rejects', () => Promise.reject(new Error('ENOSPC'))],
  ])('closes where a step %s', async (_, step) => {
    const window = closing([step]);
    await Promise.all([window.closeIfAllowed(), window.closeNow(), window.closeNow()]);
    expect(done).toEqual(['Error: ENOSPC', 'last step', 'destroyed']);
    expect(clock.waiting).toBe(0);
  });

  it('closes where a step never ends', async () => {
    const closed = closing([() => new Promise(() => undefined)]).closeNow();
    clock.advance(STEP_LIMIT_MS);
    await closed;
    expect(done).toEqual([expect.stringContaining('took more than'), 'last step', 'destroyed']);
  });

  it('closes where the question can’t be asked', async () => {
    await closing([], () => Promise.reject(new Error('no dialog'))).closeIfAllowed();
    expect(done).toEqual(['Error: no dialog', 'last step', 'destroyed']);
  });

  it('stays when the user says so, and is asked about once at a time', async () => {
    let asked = 0;
    let answer = (_: boolean): void => undefined;
    const window = closing([], () => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    });
    const first = window.closeIfAllowed();
    await window.closeIfAllowed();
    answer(false);
    await first;
    expect([asked, done, window.begun]).toEqual([1, [], false]);
    const second = window.closeIfAllowed();
    answer(true);
    await second;
    expect([asked, done]).toEqual([2, ['last step', 'destroyed']]);
  });
});

describe('what can’t be stored', () => {
  it('is told once, and once more when it can be again', () => {
    const told: [string, string][] = [];
    const lines: string[] = [];
    const unstored = new Unstored({
      notices: { add: (_id, level, text) => void told.push([level, inWords(text)]) },
      log: (line) => void lines.push(line),
    });
    unstored.stored('tabs');
    for (let n = 0; n < 5; n++) unstored.failed('tabs', new Error('ENOSPC'));
    expect(told).toEqual([['warning', expect.stringMatching(/your open tabs\. Is the disk full/)]]);
    unstored.failed('window', new Error('ENOSPC'));
    expect(told[1]).toEqual(['warning', expect.stringMatching(/tabs and the window’s place/)]);
    expect(lines).toHaveLength(2);
    unstored.stored('window');
    expect(told).toHaveLength(2);
    unstored.stored('tabs');
    expect(told.slice(2)).toEqual([['info', 'What could not be stored before is stored now.']]);
    unstored.failed('tabs', new Error('ENOSPC'));
    expect(told).toHaveLength(4);
  });
});
