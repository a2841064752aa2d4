// Paths as text and back: no byte is lost, and no text means two paths.
import { expect, test } from 'vitest';
import { FileError } from '../../../core/sftp/fileError.ts';
import { bytesOf, pathOf } from '../../../core/sftp/pathText.ts';
import { eachSeed } from '../../support/random.ts';

test('UTF-8 is the text that it is', () => {
  for (const path of ['', '/', '/home/anna/ümläut/文件/👩‍💻', '\ufffd', '\u0080']) {
    expect(pathOf(Buffer.from(path))).toBe(path);
    expect(bytesOf(path).toString()).toBe(path);
  }
});

test('other bytes stand in it one by one', () => {
  expect(pathOf(Buffer.from([0x63, 0xe9, 0x2f, 0xff]))).toBe('c\udce9/\udcff');
  expect(pathOf(Buffer.from([0xed, 0xb2, 0x80]))).toBe('\udced\udcb2\udc80'); // a surrogate, as UTF-8 may not
  expect(pathOf(Buffer.from([0xc0, 0xaf]))).toBe('\udcc0\udcaf'); // `/`, longer than it may be
});

test('any bytes come back as they were', async () => {
  await eachSeed(500, (random) => {
    const pieces = Array.from({ length: random.int(8) }, () =>
      random.once(2)
        ? Buffer.from(random.pick(['a', 'ü', '文', '👩']))
        : random.bytes(random.int(4)),
    );
    const bytes = Buffer.concat(pieces).map((byte) => byte || 1);
    expect(bytesOf(pathOf(bytes)).equals(bytes)).toBe(true);
  });
});

test('what no bytes can be is refused', () => {
  for (const path of ['a\0', '\ud800', '\udc00', '\udc7f', '\udd00', 'a\udfff']) {
    expect(() => bytesOf(path)).toThrow(FileError);
  }
});
