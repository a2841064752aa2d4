// In development builds: says on the console when something held up the window for longer than a
// person should notice, how long, and what it was. Loaded only there.
import { Latest } from './latest.ts';

/** A line each so often at most. */
const EVERY_MS = 2_000;

interface Script {
  /** What called it: `TimerHandler:setTimeout`, `BUTTON.onclick`. */
  invoker: string;
  sourceURL: string;
  sourceFunctionName: string;
  duration: number;
  forcedStyleAndLayoutDuration: number;
}

/** Chromium's entry for a frame that took long; TypeScript doesn't know it yet. */
export interface LongFrame extends PerformanceEntry {
  /** By how much single tasks were longer than 50 ms; 0 where only the whole was. */
  blockingDuration: number;
  renderStart: number;
  scripts: readonly Script[];
}

export function watchFrames(say: (line: string) => void): void {
  const latest = new Latest<string>(EVERY_MS, say);
  const observer = new PerformanceObserver((list) => {
    const long = (list.getEntries() as LongFrame[]).filter((frame) => frame.blockingDuration > 0);
    if (long.length > 0) latest.value = describe(longest(long));
  });
  observer.observe({ type: 'long-animation-frame' });
}

function longest(frames: readonly LongFrame[]): LongFrame {
  return frames.reduce((one, other) => (other.duration > one.duration ? other : one));
}

/** One line: how long, and what took most of it. */
export function describe(frame: LongFrame): string {
  const end = frame.startTime + frame.duration;
  const painting = frame.renderStart > 0 ? end - frame.renderStart : 0;
  const scripts = [...frame.scripts].sort((a, b) => b.duration - a.duration).slice(0, 3);
  const parts = [`${ms(painting)} of it from the frame on`, ...scripts.map(scriptWords)];
  return `the window stood still for ${ms(frame.duration)}: ${parts.join('; ')}`;
}

function scriptWords(script: Script): string {
  const { invoker, sourceFunctionName: name, forcedStyleAndLayoutDuration: layout } = script;
  const file = script.sourceURL.split('/').at(-1) ?? '';
  const where = [name, file].filter(Boolean).join(' in ');
  return `${invoker} ${ms(script.duration)} (${where || 'unknown'}, ${ms(layout)} of layout)`;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`;
}
