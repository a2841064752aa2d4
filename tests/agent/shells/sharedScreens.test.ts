import { describe, expect, it } from 'vitest';
import { CatchUp } from '../../../agent/shells/catchUp.ts';
import { MAX_HELD_BYTES, SharedScreens } from '../../../agent/shells/sharedScreens.ts';
import type { Screen } from '../../../core/client/screenParts.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, type Message } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { settle } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';

const MAX_BODY = 65_536;

/** A shell of which only the figures count. */
function setUp(screenBytes = 100_000) {
  const log = { start: 0, end: 0 };
  const sizes = { current: { offset: 0, number: 0, cols: 80, rows: 24 } };
  let painted = 0;
  const paint = () => {
    painted++;
    const bytes = new Uint8Array(screenBytes).fill(painted);
    const screen: Screen = { offset: log.end, cols: 80, rows: 24, bytes };
    return { offset: log.end, screen: Promise.resolve(screen) };
  };
  const screens = new SharedScreens(log, sizes, { paint, onHeld: () => undefined });
  const prints = (bytes: number) => {
    log.end += bytes;
    log.start = Math.max(log.start, log.end - 1_000_000);
  };
  return { screens, prints, log, sizes, painted: () => painted };
}

/** A viewer that falls behind; `sent` is where it is. */
function viewer(screens: SharedScreens) {
  const client = { sent: 0 };
  const catchUp = new CatchUp({
    ...{ channel: 1, maxBody: MAX_BODY, screens },
    jump: ({ offset }) => {
      const from = client.sent;
      client.sent = offset;
      return from;
    },
    wake: () => undefined,
  });
  const take = (): Message | undefined => {
    const frame = catchUp.next();
    return frame && decode([...new FrameDecoder(MAX_BODY).push(frame)][0]!);
  };
  return { client, catchUp, take, begin: () => catchUp.begin(screens.take().screen) };
}

describe('screens for those who fell behind', () => {
  it('are painted once for all who need one at the time', async () => {
    const { screens, prints, painted } = setUp();
    prints(2_000_000);
    const crowd = Array.from({ length: 100 }, () => viewer(screens));
    for (const { begin } of crowd) {
      begin();
      prints(1_000);
    }
    await settle();
    expect(painted()).toBe(1);
    expect(crowd.map(({ take }) => take()!.type)).toEqual(Array(100).fill('lagged'));
  });

  it('are painted anew where the last one’s place is nearly gone, or its size', async () => {
    const { screens, prints, painted, log, sizes } = setUp();
    prints(2_000_000);
    viewer(screens).begin();
    await settle();
    prints(501_000);
    viewer(screens).begin();
    await settle();
    expect(painted()).toBe(2);
    prints(1);
    sizes.current = { ...sizes.current, offset: log.end };
    viewer(screens).begin();
    expect(painted()).toBe(3);
  });

  it('are forgotten when nobody is sent one', async () => {
    const { screens, prints, painted } = setUp();
    prints(2_000_000);
    const one = viewer(screens);
    one.begin();
    await settle();
    while (one.take()) prints(1);
    viewer(screens).begin();
    expect(painted()).toBe(2);
  });

  it('are bounded all together: the oldest are cut short, and well-formed', async () => {
    const { screens, prints } = setUp(LIMITS.maxScreen);
    const slow = Array.from({ length: 20 }, () => viewer(screens));
    for (const [index, { begin, take }] of slow.entries()) {
      prints(2_000_000); // so that the place of each screen is gone when the next is painted
      begin();
      await settle();
      for (let sent = 0; sent < index % 3; sent++) take();
    }
    const kept = slow.filter(({ take }) => {
      const parts: Message[] = [];
      for (let part = take(); part; part = take()) parts.push(part);
      const last = parts.at(-1)!;
      expect(last).toMatchObject({ type: 'screen', body: { more: 0 } });
      return parts.length > 3;
    });
    expect(kept).toHaveLength(MAX_HELD_BYTES / LIMITS.maxScreen);
  });

  it('are not cut short while the output behind them is there', async () => {
    const { screens, prints, log } = setUp();
    prints(2_000_000);
    const { begin } = viewer(screens);
    begin();
    await settle();
    screens.cutTo(0);
    expect(screens.bytes).toBe(100_000);
    log.start = log.end + 1; // now nobody could go on from it
    screens.cutTo(100_000);
    expect(screens.bytes).toBe(100_000);
    screens.cutTo(99_999);
    expect(screens.bytes).toBe(0);
  });

  it('come to each viewer as gap, parts and end, whatever happens', () =>
    eachSeed(100, async (random) => {
      const { screens, prints, log } = setUp(
        random.pick([0, 1, 60_000, 200_000, LIMITS.maxScreen]),
      );
      const viewers = Array.from({ length: 12 }, () => ({ ...viewer(screens), open: false }));
      prints(2_000_000);
      for (let step = 0; step < 150; step++) {
        const one = random.pick(viewers);
        const message = one.take();
        if (message?.type === 'screen') one.open = message.body.more === 1;
        else if (message) expect([message.type, one.open]).toEqual(['lagged', false]);
        else if (!one.catchUp.awaits && one.client.sent < log.start) {
          expect(one.open).toBe(false);
          one.begin();
          if (random.once(2)) await settle();
        }
        if (random.once(10)) prints(random.int(1_500_000));
        if (!random.once(40) || viewers.length === 1) continue;
        one.catchUp.stop();
        expect(one.take()).toBeUndefined();
        viewers.splice(viewers.indexOf(one), 1);
      }
    }));
});
