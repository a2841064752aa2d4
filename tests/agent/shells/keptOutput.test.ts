// What is kept of a program without a terminal, whose output must come whole: it is stopped before
// a byte of it would be lost, and loses some only when the agent ends.
import { expect, it } from 'vitest';
import { PipedOutput } from '../../../agent/shells/keptOutput.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';

function make(state: { hasRoom: boolean; isEnding: boolean }) {
  const log = new ByteLog();
  const memory = { mayKeep: () => state.hasRoom, changed: () => undefined };
  const parts = { log, memory, isEnding: () => state.isEnding };
  const output = new PipedOutput(parts as unknown as ConstructorParameters<typeof PipedOutput>[0]);
  output.keep(new Uint8Array(3));
  return { goesOn: output.keepsUp, kept: log.end };
}

it.each([
  { hasRoom: true, isEnding: false, goesOn: true, kept: 3 },
  { hasRoom: false, isEnding: false, goesOn: false, kept: 3 },
  { hasRoom: true, isEnding: true, goesOn: true, kept: 3 },
  { hasRoom: false, isEnding: true, goesOn: true, kept: 0 },
])('room: $hasRoom, ending: $isEnding', ({ hasRoom, isEnding, ...expected }) => {
  expect(make({ hasRoom, isEnding })).toEqual(expected);
});
