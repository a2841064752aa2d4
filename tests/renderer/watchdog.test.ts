// What the window's watchdog says about a long frame.
import { expect, it } from 'vitest';
import { describe, type LongFrame } from '../../renderer/lib/watchdog.ts';

it('says how long, and what took most of it', () => {
  const script = {
    invoker: 'TimerHandler:setTimeout',
    sourceURL: 'app://bowline/assets/index-abc.js',
    sourceFunctionName: 'innerWrite',
    duration: 61.2,
    forcedStyleAndLayoutDuration: 0,
  };
  const short = { ...script, invoker: 'BUTTON.onclick', sourceFunctionName: '', duration: 2 };
  const nameless = { ...short, sourceURL: '', duration: 1 };
  const frame = {
    startTime: 1000,
    duration: 123.4,
    blockingDuration: 73,
    renderStart: 1063.4,
    scripts: [nameless, short, script],
  } as unknown as LongFrame;
  expect(describe(frame)).toBe(
    'the window stood still for 123 ms: 60 ms of it from the frame on; ' +
      'TimerHandler:setTimeout 61 ms (innerWrite in index-abc.js, 0 ms of layout); ' +
      'BUTTON.onclick 2 ms (index-abc.js, 0 ms of layout); ' +
      'BUTTON.onclick 1 ms (unknown, 0 ms of layout)',
  );
});
