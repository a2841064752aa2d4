// What counts as a flood, and when its next picture is due: found out with any output, not only with
// the programs that come to mind.
import { expect, it } from 'vitest';
import {
  Flood,
  FLOOD_BEGINS_MS,
  FLOOD_ENDS_MS,
  LONGEST_PICTURE_MS,
  QUIET_MS,
  TOUCHED_QUIET_MS,
  type Attention,
} from '../../renderer/terminal/flood.ts';
import { eachSeed } from '../support/random.ts';

const ROWS = 40;
/** From the one whose picture is due first. */
const ATTENTION: readonly Attention[] = ['here', 'none', 'beside'];

it('never holds a picture back for longer than the next is due, or it is quiet', async () => {
  await eachSeed(20, (random) => {
    const flood = new Flood();
    let [now, pictureAt, outputAt] = [1000, 0, 0];
    for (let step = 0; step < 200; step++) {
      now += random.int(random.pick([2, 20, 500]));
      for (let lines = random.int(random.pick([2, 2 * ROWS])); lines > 0; lines--) flood.scrolled();
      if (!random.once(4)) flood.output((outputAt = now));
      if (random.once(3)) flood.painted((pictureAt = now), ROWS);
      if (random.once(6)) flood.pictureTook(random.int(100));
      const dues = ATTENTION.map((attention) => flood.due(attention));
      expect(Math.max(...dues)).toBeLessThanOrEqual(pictureAt + LONGEST_PICTURE_MS);
      expect(dues[0]).toBeLessThanOrEqual(outputAt + TOUCHED_QUIET_MS);
      expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    }
  });
});

it('is painted as soon as it is quiet, until it has shown that it only has holes', () => {
  const flood = new Flood();
  let now = 1000;
  const goOn = (ms: number): void => {
    for (const end = now + ms; now < end; now += 10) {
      for (let line = 0; line < ROWS; line++) flood.scrolled();
      flood.output(now);
    }
  };
  goOn(2 * FLOOD_BEGINS_MS);
  expect(flood.painted(now, ROWS)).toBe(false); // it may have been a burst
  goOn(2 * FLOOD_BEGINS_MS);
  expect(flood.painted(now, ROWS)).toBe(true);
  expect(flood.due('none')).toBe(now - 10 + QUIET_MS);
  now += 30;
  goOn(20);
  flood.painted(now, ROWS);
  expect(flood.due('none')).toBe(now - 10 + 2 * 30);
  now += FLOOD_ENDS_MS;
  goOn(20);
  expect(flood.painted(now, ROWS)).toBe(false);
  expect(flood.due('none')).toBe(now - 10 + QUIET_MS);
});

it('a picture is no pause, and a dear one is rested from for longer', () => {
  const flood = new Flood();
  const cost = 40;
  let floods = false;
  for (let now = 1000; now < 2000; now += cost + 10) {
    for (let line = 0; line < 10 * ROWS; line++) flood.scrolled();
    flood.output(now);
    floods = flood.painted(now, ROWS);
    flood.pictureTook(cost);
  }
  expect(floods).toBe(true);
  expect(flood.due('none')).toBeGreaterThan(flood.due('here'));
});

it('no output is a flood that pauses in time, or leaves a line on the screen', async () => {
  await eachSeed(100, (random) => {
    const flood = new Flood();
    const pauses = random.once(2);
    let now = 1000;
    for (let picture = 0; picture < 100; picture++) {
      const bursts = 1 + random.int(5);
      for (let burst = 0; burst < bursts; burst++) {
        now += random.int(FLOOD_BEGINS_MS / 5);
        const lines = pauses ? random.int(1000) : 0;
        for (let line = 0; line < lines; line++) flood.scrolled();
        flood.output(now);
      }
      expect(flood.painted(now, ROWS)).toBe(false);
      if (pauses) now += QUIET_MS;
    }
  });
});

it('is one for as long as each picture has a whole screen less to show', async () => {
  await eachSeed(100, (random) => {
    const flood = new Flood();
    const began = 1000;
    for (let now = began; now < began + 2000;) {
      for (let lines = 3 * ROWS + random.int(1000); lines > 0; lines--) flood.scrolled();
      now += 1 + random.int(QUIET_MS - 1);
      flood.output(now);
      const floods = flood.painted(now, ROWS);
      if (now - began > FLOOD_BEGINS_MS + 2 * QUIET_MS) expect(floods).toBe(true);
      if (now - began < FLOOD_BEGINS_MS) expect(floods).toBe(false);
    }
  });
});

it('is none where thirty pictures a second scroll by, however they come together', async () => {
  await eachSeed(100, (random) => {
    const flood = new Flood();
    let lines = 0;
    for (let now = 1000; now < 3000; now += 5 + random.int(15)) {
      for (; lines < ((now - 1000) / 33) * 2 * ROWS; lines++) flood.scrolled();
      flood.output(now);
      expect(flood.painted(now, ROWS)).toBe(false);
    }
  });
});
