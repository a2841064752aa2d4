// Of lag: which part of the way is slow, by how much, and what would be usual. Milliseconds are
// whole, and `usualMs` is null where it isn't worth telling.
import { bytes } from '../quantities.ts';

type Slow = { ms: number; usualMs: number | null };

function usually(usualMs: number | null): string {
  return usualMs === null ? '' : `, usually ${usualMs}`;
}

export const lag = {
  'lag-silence': ({ seconds }: { seconds: number }) =>
    `The link is slow. No answer for ${seconds} s.`,
  'lag-late-answer': ({ seconds }: { seconds: number }) =>
    `The link is slow. The last answer took ${seconds} s to come.`,
  'lag-round-trip': ({ ms, usualMs }: Slow) =>
    `The link is slow. Answers take ${ms} ms${usually(usualMs)}.`,
  'lag-echo': ({ ms, usualMs }: Slow) =>
    `The link or the host is slow. Keys take ${ms} ms to show${usually(usualMs)}.`,
  'lag-input': ({ untaken }: { untaken: number }) =>
    `The program has not taken ${bytes(untaken)} that you typed.`,
  'lag-backlog': ({ unshown }: { unshown: number }) =>
    `${bytes(unshown)} printed and not yet shown.`,
  'lag-drawing': ({ ms }: { ms: number }) =>
    `Bowline itself is slow. Output waits ${ms} ms to be shown.`,
};
