// %XX in names and values: bytes in UTF-8, or in the code page of the computer that wrote them.

const ESCAPE = /%[0-9a-fA-F]{2}/;
const ESCAPES = /(?:%[0-9a-fA-F]{2})+/g;
const ASCII_ONLY = /^[\x00-\x7f]*$/;

/** Bytes as text: UTF-8 where they can be that, or in that code page. A mark at the start is dropped. */
export function textOfBytes(bytes: Uint8Array, codePage: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(codePage).decode(bytes);
  }
}

/** Whatever is no escape stays as it is. */
export function unescaped(text: string, codePage: string): string {
  if (!ESCAPE.test(text)) return text;
  // A letter of two bytes may have a plain second one (`%83A`), so that all is decoded at once.
  if (ASCII_ONLY.test(text)) return textOfBytes(bytesOf(text), codePage);
  return text.replace(ESCAPES, (run) => textOfBytes(bytesOf(run), codePage));
}

/** Of text in ASCII, with its escapes as the bytes that they stand for. */
export function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hex = text[at] === '%' ? text.slice(at + 1, at + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(parseInt(hex, 16));
      at += 2;
    } else {
      bytes.push(text.charCodeAt(at) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}
