// When a terminal paints: not while hidden, at once when shown, and in a flood no more than a
// quarter of the time.
import type { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { Painting } from '../../renderer/terminal/painting.ts';
import { ManualClock } from '../support/manualClock.ts';

/** A terminal's painter, and a window that makes a frame when the test says so. */
function make() {
  const clock = new ManualClock();
  const state = { painting: true, measured: 0, behind: false };
  let onRender = () => undefined as void;
  const afterFrame: (() => void)[] = [];
  let frameStart = 0;
  const painter = {
    _handleIntersectionChange: (seen: { isIntersecting: boolean }) =>
      void (state.painting = seen.isIntersecting),
    handleCharSizeChanged: () => void (state.measured += 1),
    handleSelectionChanged: () => undefined,
  };
  const terminal = {
    _core: { _renderService: painter },
    onRender: (listener: () => void) => void (onRender = listener),
    onResize: () => undefined,
  } as unknown as Terminal;
  const painting = new Painting(terminal, () => state.behind, {
    now: () => clock.now(),
    frameStart: () => frameStart,
    afterFrame: (run) => void afterFrame.push(run),
    after: clock.after.bind(clock),
  });
  /** Makes a frame, in which the terminal paints if it may, and which takes so long. */
  const frame = (ms: number) => {
    frameStart = clock.now();
    const painted = state.painting;
    if (painted) onRender();
    clock.standStill(ms);
    for (const run of afterFrame.splice(0)) run();
    return painted;
  };
  return { clock, state, painting, frame };
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
