// No failure of a remote program looks like success here.
import { expect, it } from 'vitest';
import { exitStatus } from '../../../agent/cli/exitStatus.ts';

it.each([
  [0, 0],
  [7, 7],
  [255, 255],
  [256, 255],
  [257, 1],
  [-1, 255],
  [0xc0000005, 5],
  [0x40000000, 255],
])('%i is handed on as %i', (code, status) => expect(exitStatus(code)).toBe(status));
