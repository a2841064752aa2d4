// English numbers of things.

/** `1,200`. Those of fewer digits need no tables of the language, for which a start would wait. */
export function grouped(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1_000
    ? `${number}`
    : number.toLocaleString('en');
}

/** `1 host`, `1,200 hosts`. */
export function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${grouped(number)} ${noun}s`;
}

/** `1 person`, `20 people`. */
export function people(number: number): string {
  return number === 1 ? '1 person' : `${grouped(number)} people`;
}

/** `vim`, `vim and make`, `vim, make and top`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
