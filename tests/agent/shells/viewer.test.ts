// One client's view of a shell, without the shell: whom a program waits for.
import { describe, expect, it } from 'vitest';
import { SizeLog } from '../../../agent/shells/sizeLog.ts';
import { Viewer, type ViewerOptions } from '../../../agent/shells/viewer.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';
import { ManualClock } from '../../support/manualClock.ts';

function guest(clock: ManualClock): Viewer {
  const log = new ByteLog();
  log.append(new Uint8Array(1_000));
  const shell = {
    consumed: () => undefined,
    ...{ log, sizes: new SizeLog({ cols: 80, rows: 24 }), viewerMoved: () => undefined },
    dataFrame: (_channel: number, _offset: number, bytes: Uint8Array) => bytes,
  };
  const options: Partial<Record<keyof ViewerOptions, unknown>> = {
    ...{ shell, clock, channel: 1, output: 0, window: 500, maxBody: 65_536 },
    outbox: { ready: () => undefined, frameBytes: 65_536 },
    seat: { isOwner: false, readBy: () => undefined },
    tell: () => undefined,
    baseMs: () => undefined,
  };
  return new Viewer(options as unknown as ViewerOptions);
}

describe('a guest who watches', () => {
  it('holds the program for ten seconds from when it last took something', () => {
    const clock = new ManualClock();
    const viewer = guest(clock);
    while (viewer.nextFrame());
    clock.advance(9_000);
    viewer.grant(100, 600);
    clock.advance(9_999);
    expect(viewer.holds).toBe(true);
    clock.advance(1);
    expect(viewer.holds).toBe(false);
  });

  it('holds it no longer by granting the same again and again', () => {
    const clock = new ManualClock();
    const viewer = guest(clock);
    while (viewer.nextFrame());
    for (let second = 0; second < 10; second++) {
      viewer.grant(0, 500 + second);
      clock.advance(1_000);
    }
    expect(viewer.holds).toBe(false);
  });
});
