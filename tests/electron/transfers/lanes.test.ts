// So many things are on their way at once and no more, also where they have waited for the same thing.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { Lanes } from '../../../electron/transfers/lanes.ts';

describe('lanes', () => {
  it('hold as many, though all that waited may go on at the same moment', async () => {
    const [MOST, ALL] = [3, 40];
    const lanes = new Lanes(MOST, () => undefined);
    const ready = withResolvers<void>();
    let [now, highest, done] = [0, 0, 0];
    for (let at = 0; at < ALL; at++) {
      await lanes.room(); // each has left its lane for the next one
      lanes.begin(async () => {
        await lanes.aside(ready.promise);
        highest = Math.max(highest, ++now);
        await setImmediate();
        now--;
        done++;
      });
    }
    ready.resolve();
    await lanes.ended();
    expect([highest, done]).toEqual([MOST, ALL]);
    await lanes.room();
  });

  it('let who waited for one go on to its end where another has failed', async () => {
    const stopped: string[] = [];
    const lanes = new Lanes(1, () => stopped.push('all'));
    const ready = withResolvers<void>();
    const fails = withResolvers<void>();
    lanes.begin(async () => {
      await lanes.aside(ready.promise);
      stopped.push('the one that waited');
    });
    await lanes.room();
    lanes.begin(() => fails.promise);
    ready.resolve();
    await setImmediate();
    expect(stopped).toEqual([]);
    fails.reject(new Error('no room on the disk'));
    await expect(lanes.ended()).rejects.toThrow('no room on the disk');
    expect(stopped).toEqual(['all', 'the one that waited']);
    await expect(lanes.room()).rejects.toThrow('no room on the disk');
  });
});
