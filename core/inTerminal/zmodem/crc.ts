// The two sums of ZMODEM: CRC-16 (XMODEM's polynomial), and CRC-32 as everybody has it.
import { crc32 } from 'node:zlib';

const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 8;
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1;
  return sum;
});

/** Zero over bytes that are followed by their own sum, high byte first. */
export function crc16(bytes: Uint8Array, before = 0): number {
  let sum = before;
  for (const byte of bytes) sum = ((sum << 8) & 0xff00) ^ TABLE[(sum >> 8) ^ byte]!;
  return sum;
}

export { crc32 };
