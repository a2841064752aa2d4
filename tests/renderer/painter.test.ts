// The switch on xterm.js's painter: what it lets through, and when.
import { expect, it } from 'vitest';
import { Painter, type RenderService } from '../../renderer/terminal/painter.ts';

function make() {
  const painted: unknown[] = [];
  const service: RenderService = {
    _handleIntersectionChange: ({ isIntersecting }) => painted.push(isIntersecting),
    handleCharSizeChanged: () => painted.push('measured'),
    handleSelectionChanged: (...selection) => painted.push(selection),
    addRefreshCallback: (callback) => painted.push(callback),
    _pausedResizeTask: { flush: () => painted.push('resized') },
  };
  const core = { _syncTextArea: () => void painted.push('field') };
  return { painted, service, core, painter: new Painter(service, core) };
}

it('paints no selection where there is none, however often that is asked for', () => {
  const { painted, service } = make();
  service.handleSelectionChanged(undefined, undefined, false);
  service.handleSelectionChanged([3, 4], undefined, false); // clicked, and nothing dragged over
  expect(painted).toEqual([]);
});

it('paints one that is there, each time, and once when it has gone', () => {
  const { painted, service } = make();
  service.handleSelectionChanged([0, 1], [2, 1], false);
  service.handleSelectionChanged([0, 1], [2, 1], false);
  service.handleSelectionChanged(undefined, undefined, false);
  service.handleSelectionChanged(undefined, undefined, false);
  expect(painted).toEqual([
    [[0, 1], [2, 1], false],
    [[0, 1], [2, 1], false],
    [undefined, undefined, false],
  ]);
});

it('paints the latest one when the pause is over', () => {
  const { painted, service, painter } = make();
  painter.paused = true;
  service.handleSelectionChanged([0, 1], [2, 1], false);
  service.handleSelectionChanged([0, 0], [2, 0], true);
  expect(painted).toEqual([false]);
  painter.paused = false;
  painter.paused = false;
  expect(painted).toEqual([false, true, [[0, 0], [2, 0], true], true]);
});

it('has a terminal without a picture reckon with its size at once', () => {
  const { painted, painter } = make();
  painter.resized(); // by itself
  painter.paused = true;
  painter.resized();
  expect(painted).toEqual([false, 'resized']);
});

it('leaves the page as it is in a rest, and catches up on all of it at its end', () => {
  const { painted, service, core, painter } = make();
  const [bar, marks] = [() => undefined, () => undefined];
  core._syncTextArea();
  service.addRefreshCallback(bar);
  expect(painted.splice(0)).toEqual(['field', bar]);
  painter.resting = true;
  for (let line = 0; line < 3; line++) core._syncTextArea();
  expect(service.addRefreshCallback(marks)).toBeTypeOf('number');
  service.addRefreshCallback(bar);
  expect(painted).toEqual([]);
  painter.resting = false;
  painter.resting = false;
  expect(painted.splice(0)).toEqual(['field', marks, bar]);
  core._syncTextArea();
  expect(painted).toEqual(['field']);
});
