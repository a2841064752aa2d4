// A bound for what another computer may never answer: a folder of PATH, or a shell on a shared disk.
import { pause, type Clock } from '../../../core/time/clock.ts';

/** What comes of it; `otherwise` where it fails, or hasn't come in so many milliseconds. */
export async function inTime<T>(
  result: Promise<T>,
  otherwise: T,
  { ms, clock }: { ms: number; clock: Clock },
): Promise<T> {
  const over = new AbortController();
  let answer = otherwise;
  const came = result.then(
    (value) => {
      if (!over.signal.aborted) answer = value;
    },
    () => undefined,
  );
  void came.then(() => over.abort());
  await pause(clock, ms, over.signal);
  over.abort();
  return answer;
}
