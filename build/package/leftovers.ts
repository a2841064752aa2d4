// What a native module leaves lying about that nobody needs at run time: debug symbols, objects,
// source maps, tests.
const LEFTOVER = /\.(pdb|o|d|map)$|\/obj\.target(\/|$)|\.test\.js$/;

export function isLeftover(file: string): boolean {
  return LEFTOVER.test(file);
}
