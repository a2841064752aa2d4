// One client's view of a shell, without the shell: whom a program waits for, and that the end is
// the last that is sent.
import { describe, expect, it } from 'vitest';
import { SizeLog } from '../../../agent/shells/sizeLog.ts';
import { Viewer, type ViewerOptions } from '../../../agent/shells/viewer.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';

const OUTPUT = 1_000;
const WINDOW = 500;

interface View {
  viewer: Viewer;
  clock: ManualClock;
  /** What the viewer did to others. */
  done: string[];
}

function watching({ isOwner = false, exit }: { isOwner?: boolean; exit?: object } = {}): View {
  const clock = new ManualClock();
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const log = new ByteLog();
  log.append(new Uint8Array(OUTPUT));
  const shell = {
    ...{ log, exit, sizes: new SizeLog({ cols: 80, rows: 24 }) },
    ...{ consumed: () => undefined, viewerMoved: () => undefined, unwatch: note('unwatched') },
    absences: { cutOff: (_client: object, place: number) => done.push(`awaited from ${place}`) },
    input: { leave: () => undefined },
    dataFrame: (channel: number, offset: number, bytes: Uint8Array) =>
      encode('data', channel, { offset, bytes }),
  };
  const options: Partial<Record<keyof ViewerOptions, unknown>> = {
    ...{ shell, clock, channel: 1, output: 0, window: WINDOW, maxBody: LIMITS.maxBody },
    outbox: { ready: () => undefined, remove: () => undefined, frameBytes: 65_536 },
    seat: { isOwner, readBy: () => undefined, leave: () => undefined },
    inlet: { detach: () => false },
    onEnd: note('ended'),
    tell: () => undefined,
    baseMs: () => undefined,
  };
  return { viewer: new Viewer(options as unknown as ViewerOptions), clock, done };
}

/** All that it can send now. */
function sentBy(viewer: Viewer): Message[] {
  const decoder = new FrameDecoder(LIMITS.maxBody);
  const sent: Message[] = [];
  for (let frame = viewer.nextFrame(); frame; frame = viewer.nextFrame()) {
    for (const part of decoder.push(frame)) sent.push(decode(part)!);
    if (sent.length > 100) throw new Error('it sends without end');
  }
  return sent;
}

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
  it('leaves no timer, and is sent nothing', () => {
    const { viewer, clock } = watching();
    viewer.wake();
    expect(clock.waiting).toBe(1);
    viewer.stop();
    expect(viewer.wake()).toBe(false);
    expect([clock.waiting, sentBy(viewer)]).toEqual([0, []]);
  });
});
