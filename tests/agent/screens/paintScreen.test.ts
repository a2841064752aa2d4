// Screens against a terminal that saw everything: painted into a fresh one, both must be equal
// in every cell and mode, and must stay so whatever comes next.
import { describe, expect, it } from 'vitest';
import { clearingFor } from '../../../core/client/screenReset.ts';
import { paintScreen } from '../../../agent/screens/paintScreen.ts';
import { eachSeed } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { dump, feed, makeTerminal } from '../../support/terminalDump.ts';

const SCROLLBACK = 1000;
/** The character before is what the next one combines with, or REP repeats: a screen has none. */
const FORGET_LAST = '\x1b[?0h';

async function equalAfter(output: string, cols = 20, rows = 6, more = ''): Promise<void> {
  const seen = makeTerminal(cols, rows);
  const painted = makeTerminal(cols, rows);
  await feed(seen, output);
  const screen = paintScreen(seen, SCROLLBACK);
  await feed(painted, screen);
  expect(dump(painted, SCROLLBACK)).toEqual(dump(seen, SCROLLBACK));
  await Promise.all([feed(seen, more), feed(painted, more)]);
  expect(dump(painted, SCROLLBACK)).toEqual(dump(seen, SCROLLBACK));
}

describe('a painted screen', () => {
  it('is equal after thousands of random programs, and stays so', async () => {
    await eachSeed(3000, async (random) => {
      const pieces = random.pick([5, 30, 200]);
      const output = randomOutput(random, pieces);
      const [cols, rows] = [random.between(2, 30), random.between(1, 8)];
      await equalAfter(output, cols, rows, FORGET_LAST + randomOutput(random, 20));
    });
  }, 120_000);
});
