// The committed icon containers are read back entry by entry: each must lead to a whole PNG of
// the size it claims. A wrong offset shows as a blank icon, and only on the system concerned.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../../assets/icons');
const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Width of a PNG; refuses what is not one. */
function widthOf(png: Buffer): number {
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
  expect(png.subarray(-8, -4).toString('latin1')).toBe('IEND');
  return png.readUInt32BE(16);
}

describe('the icons', () => {
  it('stand in the .ico of Windows, each where its entry says', () => {
    const ico = readFileSync(path.join(FOLDER, 'bowline.ico'));
    const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const entry = ico.subarray(6 + index * 16, 6 + (index + 1) * 16);
      const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)];
      expect(widthOf(ico.subarray(offset, offset + length)) % 256).toBe(entry.readUInt8(0));
      return entry.readUInt8(0) || 256;
    });
    expect(entries).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('stand in the .icns of macOS, block after block to its end', () => {
    const icns = readFileSync(path.join(FOLDER, 'bowline.icns'));
    expect(icns.subarray(0, 4).toString('latin1')).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const widths = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      widths.push(widthOf(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))));
    }
    expect([...new Set(widths)]).toEqual([16, 32, 64, 128, 256, 512, 1024]);
  });

  it.each([16, 32, 48, 64, 128, 256, 512])('stand as PNG of %i pixels for Linux', (size) => {
    expect(widthOf(readFileSync(path.join(FOLDER, `${size}.png`)))).toBe(size);
  });
});
