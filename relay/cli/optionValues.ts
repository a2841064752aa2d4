// What options of the command line may be, and what is said of those that aren't.
import { InvalidArgumentError } from 'commander';

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  };
}

/** Seconds, as milliseconds. */
export function seconds(least: number, most: number): (text: string) => number {
  const read = whole(least, most);
  return (text) => read(text) * 1_000;
}
