// One client's view of a shell, without the shell: whom a program waits for, and that the end is
// the last that is sent.
import { describe, expect, it } from 'vitest';
import { PRIORITY } from '../../../core/connection/outbox.ts';
import { settle } from '../../support/manualClock.ts';
import { OUTPUT, sentBy, watching, WINDOW } from '../../support/viewerRig.ts';

describe('a guest who watches', () => {
  it('holds the program for ten seconds from when it last took something', () => {
    const { viewer, clock } = watching();
    sentBy(viewer);
    clock.advance(9_000);
    viewer.grant(100, 600);
    clock.advance(9_999);
    expect(viewer.holds).toBe(true);
    clock.advance(1);
    expect(viewer.holds).toBe(false);
  });

  it('holds it no longer by granting the same again and again', () => {
    const { viewer, clock } = watching();
    sentBy(viewer);
    for (let second = 0; second < 10; second++) {
      viewer.grant(0, 500 + second);
      clock.advance(1_000);
    }
    expect(viewer.holds).toBe(false);
  });

  it('is not waited for when it is cut off', () => {
    const { viewer, done } = watching();
    sentBy(viewer);
    viewer.cutOff();
    expect(done).toEqual(['unwatched']);
  });
});

describe('an owner who watches', () => {
  it('holds the program however long it takes nothing', () => {
    const { viewer, clock } = watching({ isOwner: true });
    sentBy(viewer);
    clock.advance(3_600_000);
    expect(viewer.holds).toBe(true);
  });

  it('is waited for when it is cut off, from what it has not parsed', () => {
    const { viewer, done } = watching({ isOwner: true });
    sentBy(viewer);
    viewer.grant(200, 700);
    viewer.cutOff();
    expect(done).toEqual(['awaited from 200', 'unwatched']);
  });
});

describe('whoever comes when the shell has ended', () => {
  it('is sent the end behind the last byte, though its window is smaller than the output', () => {
    const { viewer, done } = watching({ exit: { code: 3, signal: null } });
    expect(sentBy(viewer)).toMatchObject([{ type: 'data', body: { offset: 0 } }]);
    expect(done).toEqual([]);
    viewer.grant(WINDOW, OUTPUT);
    expect(sentBy(viewer)).toMatchObject([
      { type: 'data', body: { offset: WINDOW } },
      { type: 'exit', body: { code: 3, signal: null, offset: OUTPUT } },
    ]);
    expect(done).toEqual(['unwatched', 'ended']);
    viewer.grant(OUTPUT, OUTPUT);
    expect(sentBy(viewer)).toEqual([]);
  });
});

describe('whoever has left', () => {
  it('leaves no timer and its seat, and is sent nothing', () => {
    const { viewer, clock, left } = watching();
    viewer.wake();
    expect([clock.waiting, left()]).toEqual([1, 0]);
    viewer.stop();
    expect(left()).toBe(1);
    expect(viewer.wake()).toBe(false);
    expect([clock.waiting, sentBy(viewer)]).toEqual([0, []]);
  });
});

describe('what is sent', () => {
  it('fits into the frames that the client takes', () => {
    const { viewer } = watching({ maxBody: 108 });
    const sent = sentBy(viewer);
    expect(sent.map(({ body }) => (body as { bytes: Uint8Array }).bytes.byteLength)).toEqual(
      Array(5).fill(100),
    );
  });

  it('stops for a size where the output begins that was printed for it', () => {
    const { viewer, log, sizes } = watching({ window: 10_000 });
    sizes.change(OUTPUT, { cols: 90, rows: 24 });
    log.append(new Uint8Array(10));
    expect(sentBy(viewer)).toMatchObject([
      { type: 'data', body: { offset: 0 } },
      { type: 'size', body: { offset: OUTPUT, cols: 90 } },
      { type: 'data', body: { offset: OUTPUT } },
    ]);
  });

  it('is an echo while little waits, and output else', () => {
    const { viewer, log } = watching({ window: 10_000 });
    expect(viewer.priority).toBe(PRIORITY.echo);
    log.append(new Uint8Array(100));
    expect(viewer.priority).toBe(PRIORITY.output);
    sentBy(viewer);
    expect(viewer.priority).toBe(PRIORITY.echo);
  });

  it('is a screen for who fell behind, once there is room for what follows', () => {
    const { viewer, log, done } = watching();
    sentBy(viewer);
    log.dropBefore(OUTPUT - 1);
    expect([sentBy(viewer), done]).toEqual([[], []]);
    viewer.grant(WINDOW, OUTPUT);
    expect([sentBy(viewer), done]).toEqual([[], ['a screen']]);
    expect([sentBy(viewer), done]).toEqual([[], ['a screen']]); // which is awaited
  });
});

describe('a viewer without room', () => {
  it('is woken for nothing but a size that is due', () => {
    const { viewer, sizes, ready } = watching();
    sentBy(viewer);
    expect([viewer.wake(), ready]).toEqual([false, []]);
    sizes.change(WINDOW, { cols: 90, rows: 24 });
    expect([viewer.wake(), ready]).toEqual([true, [viewer]]);
    expect(sentBy(viewer)).toMatchObject([{ type: 'size', body: { offset: WINDOW } }]);
    expect(viewer.wake()).toBe(false);
  });
});

describe('a viewer that got a screen', () => {
  it('goes on behind it, and is told of no size that the screen has', async () => {
    const screen = { offset: OUTPUT, cols: 90, rows: 24, bytes: new Uint8Array(9) };
    const { viewer, log, sizes } = watching({ screen: Promise.resolve(screen) });
    sizes.change(700, { cols: 90, rows: 24 });
    log.append(new Uint8Array(10));
    log.dropBefore(OUTPUT - 1);
    expect(sentBy(viewer)).toEqual([]);
    await settle();
    expect(sentBy(viewer)).toMatchObject([
      { type: 'lagged', body: { from: 0, to: OUTPUT } },
      { type: 'screen', body: { offset: OUTPUT, cols: 90, more: 0 } },
      { type: 'data', body: { offset: OUTPUT } },
    ]);
  });
});

describe('the first byte that may still be needed', () => {
  it.each([
    ['an owner', true, 200],
    ['a guest', false, WINDOW],
  ])('by %s', (_who, isOwner, place) => {
    const { viewer } = watching({ isOwner });
    sentBy(viewer);
    viewer.grant(200, WINDOW);
    expect(viewer.place).toBe(place);
  });
});

describe('whoever may only watch', () => {
  it('types nothing, which counts as taken, and is told so once', () => {
    const { viewer, done } = watching({ mayType: false });
    viewer.type(0, new Uint8Array(3));
    viewer.type(3, new Uint8Array(2));
    viewer.endInput(5);
    viewer.resize(90, 24);
    const typed = ['typed 3 at 0: false', 'refused', 'typed 2 at 3: false', 'typed 0 at 5: false'];
    expect(done).toEqual(typed);
  });

  it('unlike others', () => {
    const { viewer, done } = watching();
    viewer.type(0, new Uint8Array(3));
    viewer.resize(90, 24);
    viewer.endInput(3);
    expect(done).toEqual(['typed 3 at 0: true', 'resized', 'ended its input']);
  });
});

describe('output that is wanted', () => {
  it.each([
    ['what is granted', { window: 501 }, 501],
    ['what the log can hold safely, where that is less', { window: 501, aheadBytes: 401 }, 401],
  ])('at first is a half at least of %s, and not all', (_what, how, most) => {
    const { viewer } = watching(how);
    expect(2 * viewer.wants).toBeGreaterThanOrEqual(most);
    expect(viewer.wants).toBeLessThan(most);
  });

  it('goes on with what is sent and parsed, and never beyond what is granted', () => {
    const { viewer, consumed } = watching();
    const first = viewer.wants;
    sentBy(viewer);
    expect(viewer.wants).toBe(first); // nothing of it was parsed
    viewer.grant(100, WINDOW);
    expect(viewer.wants).toBeGreaterThan(first);
    viewer.grant(WINDOW, WINDOW);
    expect([viewer.wants, consumed]).toEqual([WINDOW, [100, WINDOW]]);
  });

  it('is no more than a link takes, however much is granted', () => {
    const { viewer } = watching({ window: 16 * 1024 * 1024 });
    expect(viewer.wants).toBeGreaterThan(OUTPUT);
    expect(viewer.wants).toBeLessThan(64 * 1024);
  });

  it('leaves room for two pieces of the program’s, and what comes behind a pause', () => {
    const { viewer } = watching({ window: 16 * 1024 * 1024 });
    const { window } = viewer.flow;
    expect(viewer.wants).toBe(window - 2 * viewer.piece - 4 * 1024);
  });
});

describe('whoever begins to watch', () => {
  it('is watching before it is waited for no more, and is sent what there is', () => {
    const { viewer, done, ready } = watching();
    viewer.start();
    expect([done, ready]).toEqual([['watched', 'back'], [viewer]]);
  });
});

describe('what is under way', () => {
  it('is what was sent and not yet parsed', () => {
    const { viewer, log } = watching();
    const flow = (): unknown => [viewer.flow.inFlight, viewer.flow.produced];
    expect(flow()).toEqual([0, OUTPUT]);
    sentBy(viewer);
    expect(flow()).toEqual([WINDOW, OUTPUT]);
    viewer.grant(200, WINDOW);
    log.append(new Uint8Array(5));
    expect(flow()).toEqual([WINDOW - 200, OUTPUT + 5]);
  });
});

describe('whoever leaves while it catches up', () => {
  it('lets go of the screen, and is sent no more of it', async () => {
    const screen = { offset: OUTPUT, cols: 80, rows: 24, bytes: new Uint8Array(300) };
    const { viewer, log, done } = watching({ screen: Promise.resolve(screen), maxBody: 108 });
    log.dropBefore(OUTPUT - 1);
    sentBy(viewer);
    await settle();
    expect([viewer.nextFrame() !== undefined, done.at(-1)]).toEqual([true, 'holds a screen']);
    viewer.stop();
    expect(done).toContain('lets it go');
    expect(sentBy(viewer)).toEqual([]);
  });
});

describe('whoever has to go', () => {
  it('is told why: it came again elsewhere, or the shell is to be left alone', () => {
    const { viewer, done } = watching();
    viewer.onReplaced();
    viewer.sendAway();
    expect(done).toEqual(['replaced', 'requested']);
  });
});

describe('what somebody began to type', () => {
  it.each([
    ['is over when it leaves', true, ['left', 'unwatched']],
    ['is not where it types elsewhere by now', false, ['unwatched']],
  ])('%s', (_what, isTypist, happens) => {
    const { viewer, done } = watching({ isTypist });
    viewer.onTaken();
    viewer.stop();
    viewer.onTaken(); // nobody is there to be told
    expect(done).toEqual(['acknowledged', ...happens]);
  });
});
