// The icon files of Windows (.ico) and macOS (.icns): both are a list of PNGs with a header.

export interface IconImage {
  /** Width and height in pixels. */
  size: number;
  png: Uint8Array;
}

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

function icoEntry({ size, png }: IconImage, offset: number): Buffer {
  const entry = Buffer.alloc(ICO_ENTRY);
  entry.writeUInt8(size % 256, 0); // 0 stands for 256
  entry.writeUInt8(size % 256, 1);
  entry.writeUInt16LE(1, 4); // colour planes
  entry.writeUInt16LE(32, 6); // bits per pixel
  entry.writeUInt32LE(png.length, 8);
  entry.writeUInt32LE(offset, 12);
  return entry;
}

export function ico(images: readonly IconImage[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER);
  header.writeUInt16LE(1, 2); // type: icon
  header.writeUInt16LE(images.length, 4);
  let offset = ICO_HEADER + ICO_ENTRY * images.length;
  const entries = images.map((image) => {
    const entry = icoEntry(image, offset);
    offset += image.png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)]);
}

/** Apple's name for each size; `ic11` to `ic14` are the same pixels for screens of twice the density. */
const ICNS_TYPES: Record<number, string[]> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

function icnsBlock(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(data.length + head.length, 4);
  return Buffer.concat([head, data]);
}

export function icns(images: readonly IconImage[]): Buffer {
  const blocks = images.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => icnsBlock(type, png)),
  );
  return icnsBlock('icns', Buffer.concat(blocks));
}
