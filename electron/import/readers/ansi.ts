// Text of tools whose old versions wrote in the code page of their computer: much of China uses them,
// so what isn't Unicode may be Chinese as well as western.
import type { SourceFile } from '../source.ts';
import { decoded } from '../text.ts';

/** Share of characters whose second byte is no letter: nearly all of Chinese, hardly one of French. */
const MOSTLY = 0.7;

/** Without its mark; as Unicode, else as Chinese where its bytes come in pairs, else as western. */
export function ansiText({ bytes }: SourceFile): string {
  return comesInPairs(bytes) ? decoded(bytes, 'gb18030') : decoded(bytes);
}

function comesInPairs(bytes: Uint8Array): boolean {
  let [pairs, high] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at]! < 0x80) continue;
    const second = bytes[at + 1] ?? 0;
    if (second < 0x40) return false;
    pairs += 1;
    if (second >= 0xa1) high += 1;
    at += 1;
  }
  return pairs > 0 && high > pairs * MOSTLY;
}
