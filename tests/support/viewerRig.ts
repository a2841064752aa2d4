// One client's view of a shell, without the shell: what it sends, and what it does to others.
import { SizeLog } from '../../agent/shells/sizeLog.ts';
import { Viewer, type ViewerOptions } from '../../agent/shells/viewer.ts';
import type { Screen } from '../../core/client/screenParts.ts';
import { ByteLog } from '../../core/replay/byteLog.ts';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode, type Message } from '../../core/wire/messages.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { ManualClock } from './manualClock.ts';

export const OUTPUT = 1_000;
export const WINDOW = 500;

export interface ViewerRig {
  viewer: Viewer;
  clock: ManualClock;
  log: ByteLog;
  sizes: SizeLog;
  /** What the viewer did to others. */
  done: string[];
  /** Told the outbox, each time, that it has something to send. */
  ready: unknown[];
  /** What the shell was told that the client has parsed. */
  consumed: number[];
  /** How often it left its seat in the group. */
  left: () => number;
}

export interface Watched {
  isOwner?: boolean;
  mayType?: boolean;
  exit?: object;
  maxBody?: number;
  window?: number;
  /** Whether its input is its own still when it leaves. */
  isTypist?: boolean;
  /** What it gets that falls behind; else none is ever made. */
  screen?: Promise<Screen>;
  /** So much the log holds safely ahead of a viewer. */
  aheadBytes?: number;
}

export function watching(how: Watched = {}): ViewerRig {
  const { isOwner = false, mayType = true, exit, isTypist = false } = how;
  const { maxBody = LIMITS.maxBody, window = WINDOW, aheadBytes = Infinity } = how;
  const clock = new ManualClock();
  const done: string[] = [];
  const ready: unknown[] = [];
  const consumed: number[] = [];
  let left = 0;
  const note = (what: string) => () => void done.push(what);
  const log = new ByteLog();
  log.append(new Uint8Array(OUTPUT));
  const sizes = new SizeLog({ cols: 80, rows: 24 });
  const shell = {
    ...{ log, exit, sizes, aheadBytes, viewerMoved: () => undefined },
    consumed: (offset: number) => void consumed.push(offset),
    ...{ watch: note('watched'), unwatch: note('unwatched') },
    absences: {
      forget: note('back'),
      cutOff: (_client: object, place: number) => done.push(`awaited from ${place}`),
    },
    input: {
      leave: note('left'),
      end: note('ended its input'),
      type: (
        _inlet: object,
        offset: number,
        bytes: Uint8Array,
        passes: (b: Uint8Array) => boolean,
      ) => done.push(`typed ${bytes.byteLength} at ${offset}: ${passes(bytes)}`),
    },
    dataFrame: (channel: number, offset: number, bytes: Uint8Array) =>
      encode('data', channel, { offset, bytes }),
    screens: {
      take: () => (done.push('a screen'), { screen: how.screen ?? new Promise(() => undefined) }),
      ...{ hold: note('holds a screen'), release: note('lets it go') },
    },
  };
  const seat = {
    ...{ isOwner, mayType, readBy: () => undefined, leave: () => void left++, types: () => true },
    resize: note('resized'),
  };
  const options: Partial<Record<keyof ViewerOptions, unknown>> = {
    ...{ shell, clock, channel: 1, output: 0, window, maxBody, seat },
    outbox: {
      ready: (who: unknown) => ready.push(who),
      remove: () => undefined,
      frameBytes: 65_536,
    },
    inlet: { detach: () => isTypist, report: () => ({ consumed: 1, limit: 2 }) },
    ...{ onEnd: note('ended'), refuse: note('refused'), acknowledge: note('acknowledged') },
    onDetached: (reason: string) => done.push(reason),
    ...{ tell: () => undefined, baseMs: () => undefined },
  };
  const viewer = new Viewer(options as unknown as ViewerOptions);
  return { viewer, clock, log, sizes, done, ready, consumed, left: () => left };
}

/** All that it can send now. */
export function sentBy(viewer: Viewer): Message[] {
  const decoder = new FrameDecoder(LIMITS.maxBody);
  const sent: Message[] = [];
  for (let frame = viewer.nextFrame(); frame; frame = viewer.nextFrame()) {
    for (const part of decoder.push(frame)) sent.push(decode(part)!);
    if (sent.length > 100) throw new Error('it sends without end');
  }
  return sent;
}
