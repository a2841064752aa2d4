// English amounts, and spans of time: how much, how long, how long ago.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const BYTES_PER_MB = 1_000_000;

/** `1 byte`, `900 bytes`, `2.0 KB`, `5.0 MB`; each unit is 1024 of the one before. */
export function bytes(count: number): string {
  if (count < 1024) return count === 1 ? '1 byte' : `${count} bytes`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`;
  if (count < 1024 ** 3) return `${(count / 1024 ** 2).toFixed(1)} MB`;
  return `${(count / 1024 ** 3).toFixed(1)} GB`;
}

/** `5.3`, `118`: as those who offer files write them, a million bytes each. */
export function megabytes(count: number): string {
  const amount = count / BYTES_PER_MB;
  return amount < 10 ? amount.toFixed(1) : amount.toFixed(0);
}

/** `< 1 ms`, `620 ms`. */
export function milliseconds(value: number): string {
  return value < 1 ? '< 1 ms' : `${Math.round(value)} ms`;
}

/** `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. Clocks that differ don't matter. */
export function ago(ms: number): string {
  return ms < 5 * SECOND ? 'just now' : `${span(ms)} ago`;
}

/** `12 s`, `5 min`, `3 h`, `2 days`; never more than one unit. */
export function span(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** `never`, `once`, `2 times`. */
export function times(count: number): string {
  if (count === 0) return 'never';
  return count === 1 ? 'once' : `${count} times`;
}
