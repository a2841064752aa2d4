// When a terminal paints: not while hidden, at once when shown, in a flood twelve times a second until
// that stops, and while it can't keep up no more than a quarter of the time.
import type { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { AwaitedEcho } from '../../renderer/terminal/awaitedEcho.ts';
import {
  BESIDE_PICTURE_MS,
  FLOOD_BEGINS_MS,
  FLOOD_PICTURE_MS,
  QUIET_MS,
  TOUCHED_QUIET_MS,
} from '../../renderer/terminal/flood.ts';
import { Painting } from '../../renderer/terminal/painting.ts';
import { ManualClock } from '../support/manualClock.ts';

const FRAME_MS = 16;
const ROWS = 24;

/** A terminal's painter, and a window that makes a frame when the test says so. */
function make(clock = new ManualClock(), echo = echoOf(clock)) {
  const state = { painting: true, measured: 0, behind: false };
  const nothing = (): void => undefined;
  let [onRender, onScroll, onWriteParsed] = [nothing, nothing, nothing];
  const active = { type: 'normal' };
  const afterFrame: (() => void)[] = [];
  let frameStart = 0;
  const painter = {
    _handleIntersectionChange: (seen: { isIntersecting: boolean }) =>
      void (state.painting = seen.isIntersecting),
    handleCharSizeChanged: () => void (state.measured += 1),
    handleSelectionChanged: () => undefined,
    addRefreshCallback: () => 1,
  };
  const terminal = {
    _core: { _renderService: painter, _syncTextArea: () => undefined },
    onRender: (listener: () => void) => void (onRender = listener),
    onResize: () => undefined,
    onScroll: (listener: () => void) => void (onScroll = listener),
    onWriteParsed: (listener: () => void) => void (onWriteParsed = listener),
    rows: ROWS,
    buffer: { active },
  } as unknown as Terminal;
  const times = {
    now: () => clock.now(),
    frameStart: () => frameStart,
    afterFrame: (run: () => void) => void afterFrame.push(run),
    after: clock.after.bind(clock),
  };
  const painting = new Painting(terminal, () => state.behind, times, echo);
  /** Makes a frame, in which the terminal paints if it may, and which takes so long. */
  const frame = (ms: number) => {
    frameStart = clock.now();
    const painted = state.painting;
    if (painted) onRender();
    clock.standStill(ms);
    for (const run of afterFrame.splice(0)) run();
    return painted;
  };
  /** Output comes that scrolls so many lines up. */
  const output = (lines: number) => {
    for (let line = 0; line < lines; line++) onScroll();
    onWriteParsed();
  };
  /** Goes on for so long, a frame each 16 ms, with so many lines before each; counts pictures. */
  const goOn = (ms: number, lines: number) => {
    let pictures = 0;
    for (const end = clock.now() + ms; clock.now() < end; clock.advance(FRAME_MS)) {
      output(lines);
      if (frame(0)) pictures++;
    }
    return pictures;
  };
  return { clock, state, painting, active, frame, output, goOn };
}

function echoOf(clock: ManualClock): AwaitedEcho {
  return new AwaitedEcho(clock.after.bind(clock), () => clock.now());
}

/** A shown terminal in the midst of a flood that it keeps up with. */
function flooding(clock?: ManualClock, echo?: AwaitedEcho) {
  const made = make(clock, echo);
  made.painting.shown = true;
  made.goOn(3 * FLOOD_BEGINS_MS, 2 * ROWS);
  return made;
}

it('does not paint before it is shown, nor when it is hidden again', () => {
  const { state, painting } = make();
  expect(state.painting).toBe(false);
  painting.shown = true;
  expect(state.painting).toBe(true);
  painting.shown = false;
  expect(state.painting).toBe(false);
});

it('does not paint while it comes in from another window, shown or not', () => {
  const { state, painting } = make();
  painting.held = true;
  painting.shown = true;
  expect(state.painting).toBe(false);
  painting.held = false;
  expect(state.painting).toBe(true);
});

it('measures its characters when they can be: shown, and not since they changed', () => {
  const { state, painting } = make();
  painting.shown = true;
  painting.shown = false;
  painting.shown = true;
  expect(state.measured).toBe(1);
  painting.looksChanged();
  expect(state.measured).toBe(2);
  painting.shown = false;
  painting.looksChanged();
  expect(state.measured).toBe(2);
  painting.shown = true;
  expect(state.measured).toBe(3);
});

it('paints every frame while it keeps up, however long that takes', () => {
  const { painting, frame } = make();
  painting.shown = true;
  for (let count = 0; count < 10; count++) expect(frame(40)).toBe(true);
});

it('in a flood it rests three times as long as the picture took, then paints again', () => {
  const { clock, state, painting, frame } = make();
  painting.shown = true;
  state.behind = true;
  expect(frame(40)).toBe(true);
  clock.advance(119);
  expect(state.painting).toBe(false);
  clock.advance(1);
  expect(frame(40)).toBe(true);
  expect(state.painting).toBe(false);
});

it('cheap pictures follow each other, and the dearest is rested from for a while only', () => {
  const { clock, state, painting, frame } = make();
  painting.shown = true;
  state.behind = true;
  for (let count = 0; count < 5; count++) expect(frame(2)).toBe(true);
  frame(5000);
  expect(state.painting).toBe(false);
  clock.advance(250);
  expect(state.painting).toBe(true);
});

it('paints at once when all is parsed', () => {
  const { clock, state, painting, frame } = make();
  painting.shown = true;
  state.behind = true;
  frame(80);
  state.behind = false;
  painting.caughtUp();
  expect(state.painting).toBe(true);
  expect(clock.waiting).toBe(0);
});

it('a rest does not outlast hiding, and leaves no timer', () => {
  const { clock, state, painting, frame } = make();
  painting.shown = true;
  state.behind = true;
  frame(80);
  painting.shown = false;
  expect(clock.waiting).toBe(0);
  painting.caughtUp();
  expect(state.painting).toBe(false);
  painting.shown = true;
  expect(state.painting).toBe(true);
});

it('a flood yields to a key elsewhere, once for each picture of its own', () => {
  const { state, painting, frame } = make();
  painting.shown = true;
  painting.yields = true;
  expect(state.painting).toBe(true); // it keeps up
  painting.yields = false;
  state.behind = true;
  painting.yields = true;
  expect(state.painting).toBe(false);
  painting.yields = false;
  expect(state.painting).toBe(true);
  painting.yields = true;
  expect(state.painting).toBe(true); // it has not been seen since
  expect(frame(2)).toBe(true);
  painting.yields = false;
  painting.yields = true;
  expect(state.painting).toBe(false);
});

it('in a flood that it keeps up with it paints twelve times a second', () => {
  const { goOn } = flooding();
  const most = 1000 / FLOOD_PICTURE_MS;
  const pictures = goOn(1000, 2 * ROWS);
  expect(pictures).toBeLessThanOrEqual(most);
  expect(pictures).toBeGreaterThanOrEqual(most - 3);
});

it('what a command prints at once is no flood, nor what can be read', () => {
  const { painting, clock, goOn } = make();
  painting.shown = true;
  expect(goOn(FLOOD_BEGINS_MS, 1000)).toBe(Math.ceil(FLOOD_BEGINS_MS / FRAME_MS));
  clock.advance(QUIET_MS);
  expect(goOn(960, 2)).toBe(60);
});

it('a program that draws its screen is painted with each frame, even where it scrolls', () => {
  const { painting, active, goOn } = make();
  painting.shown = true;
  expect(goOn(960, 0)).toBe(60);
  active.type = 'alternate';
  expect(goOn(960, 10 * ROWS)).toBe(60);
});

it('paints 30 frames a second that scroll the screen away, each with a pause after it', () => {
  const { painting, clock, output, frame } = make();
  painting.shown = true;
  for (let picture = 0; picture < 60; picture++) {
    output(2 * ROWS);
    expect(frame(1)).toBe(true);
    clock.advance(32);
  }
});

it('a flood that stops is painted as soon as it is quiet, and leaves no timer', () => {
  const { state, clock, output, frame } = flooding();
  output(ROWS);
  while (state.painting) {
    frame(0);
    clock.advance(1);
    output(ROWS);
  }
  clock.advance(QUIET_MS - 1);
  expect(state.painting).toBe(false);
  clock.advance(1);
  expect(state.painting).toBe(true);
  expect(frame(0)).toBe(true);
  expect(clock.waiting).toBe(0);
  output(10 * ROWS); // another command
  expect(frame(0)).toBe(true);
});

it('a flood that is typed into shows what it stops with at once', () => {
  const { painting, state, clock, output, frame } = flooding();
  while (frame(0)) {
    clock.advance(1);
    output(ROWS);
  }
  painting.touched();
  output(1);
  clock.advance(TOUCHED_QUIET_MS);
  expect(state.painting).toBe(true);
  expect(frame(0)).toBe(true);
});

it('a program that is typed into is painted with the next frame, though it is behind', () => {
  const { painting, state, frame } = make();
  painting.shown = true;
  state.behind = true;
  frame(40);
  expect(state.painting).toBe(false);
  painting.touched();
  for (let picture = 0; picture < 5; picture++) expect(frame(40)).toBe(true);
});

it('a flood beside a terminal that is typed into is painted four times a second', () => {
  const clock = new ManualClock();
  const echo = echoOf(clock);
  const [typed, flood] = [make(clock, echo), flooding(clock, echo)];
  typed.painting.shown = true;
  let pictures = 0;
  for (let key = 0; key < 10; key++) {
    typed.painting.touched();
    echo.typed(typed.painting);
    expect(typed.frame(0)).toBe(true);
    pictures += flood.goOn(100, 2 * ROWS);
  }
  expect(pictures).toBeLessThanOrEqual(1000 / BESIDE_PICTURE_MS + 1);
  expect(pictures).toBeGreaterThanOrEqual(1000 / BESIDE_PICTURE_MS - 2);
});

it('a flood that is hidden paints nothing, nor begins to when a rest would be over', () => {
  const { painting, state, clock, output, goOn } = flooding();
  painting.shown = false;
  expect(goOn(500, ROWS)).toBe(0);
  output(1);
  clock.advance(1000);
  expect([state.painting, clock.waiting]).toEqual([false, 0]);
});
