// The exit status of a remote program as this process can hand it on.

/** Of a program that reports more than a byte (Windows, or a hostile agent) no failure becomes 0. */
export function exitStatus(code: number): number {
  const low = code & 0xff;
  return low === 0 && code !== 0 ? 255 : low;
}
