// What is under the pointer while files are dragged out of the window: a sheet, as the system's own pictures
// of files can't be had at once.
import { nativeImage, type NativeImage } from 'electron';

const WIDTH = 20;
const HEIGHT = 26;
const FOLD = 7;
/** Blue, green, red, and how opaque. */
const PAPER = [0xf4, 0xf2, 0xf0, 0xf0];
const EDGE = [0x8a, 0x86, 0x84, 0xff];
const NOTHING = [0, 0, 0, 0];

export function dragIcon(): NativeImage {
  const bytes = Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    return pixel(at % WIDTH, Math.floor(at / WIDTH));
  }).flat();
  return nativeImage.createFromBitmap(Buffer.from(bytes), { width: WIDTH, height: HEIGHT });
}

function pixel(x: number, y: number): number[] {
  const fold = x - y - (WIDTH - FOLD);
  if (fold > 0) return NOTHING;
  const isEdge = fold === 0 || x === 0 || y === 0 || x === WIDTH - 1 || y === HEIGHT - 1;
  return isEdge ? EDGE : PAPER;
}
