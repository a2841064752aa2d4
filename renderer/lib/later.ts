// Waiting, as whoever waits is handed it.

/** Runs something after so many milliseconds; the result prevents that. */
export function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
