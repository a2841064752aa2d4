// Headers and subpackets of ZMODEM as bytes.
import { END, XON, ZDLE, ZPAD } from './bytes.ts';
import { crc16, crc32 } from './crc.ts';

/** XON, XOFF, DLE and CAN, with and without the eighth bit. */
const ALWAYS = [0x10, 0x11, 0x13, 0x18].flatMap((byte) => [byte, byte | 0x80]);
/** A line's end before `~` would be an order to an ssh on the way; no `~` can be escaped itself. */
const LINE_ENDS = [0x0a, 0x0d, 0x8a, 0x8d];
const CONTROLS = Array.from({ length: 32 }, (_, byte) => [byte, byte | 0x80]).flat();

const USUAL = new Set([...ALWAYS, ...LINE_ENDS]);
const STRICT = new Set([...ALWAYS, ...CONTROLS]);

export interface Style {
  /** With sums of 32 bits. */
  wide: boolean;
  /** The receiver wants every control character escaped. */
  strict: boolean;
}

export function hexHeader(type: number, value: number): Buffer {
  const bytes = headerBytes(type, value);
  const digits = Buffer.concat([bytes, sum16(bytes)]).toString('hex');
  const end = type === 3 || type === 8 ? [0x0d, 0x8a] : [0x0d, 0x8a, XON];
  return Buffer.concat([Buffer.from(`**\x18B${digits}`, 'latin1'), Buffer.from(end)]);
}

export function binaryHeader(type: number, value: number, style: Style): Buffer {
  const bytes = headerBytes(type, value);
  const sum = style.wide ? sum32(bytes) : sum16(bytes);
  const begin = Buffer.from([ZPAD, ZDLE, style.wide ? 0x43 : 0x41]);
  return Buffer.concat([begin, escaped(Buffer.concat([bytes, sum]), style)]);
}

/** @param end one of `END` */
export function subpacket(bytes: Uint8Array, end: number, style: Style): Buffer {
  const summed = Buffer.concat([bytes, Buffer.from([end])]);
  const sum = style.wide ? sum32(summed) : sum16(summed);
  const tail = end === END.ZCRCW ? [XON] : [];
  const parts = [escaped(bytes, style), Buffer.from([ZDLE, end]), escaped(sum, style)];
  return Buffer.concat([...parts, Buffer.from(tail)]);
}

function escaped(bytes: Uint8Array, { strict }: Style): Buffer {
  const those = strict ? STRICT : USUAL;
  const out = Buffer.allocUnsafe(bytes.byteLength * 2);
  let at = 0;
  for (const byte of bytes) {
    if (!those.has(byte)) out[at++] = byte;
    else {
      out[at++] = ZDLE;
      out[at++] = byte ^ 0x40;
    }
  }
  return out.subarray(0, at);
}

/** The number lowest byte first; flags of one go from the last byte to the first. */
function headerBytes(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes[0] = type;
  bytes.writeUInt32LE(value >>> 0, 1);
  return bytes;
}

function sum16(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(2);
  sum.writeUInt16BE(crc16(bytes));
  return sum;
}

function sum32(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(bytes));
  return sum;
}
