// PROTOCOL.md as a stranger reads it: its tables, its examples, and the bounds of its fields.
import { readFileSync } from 'node:fs';
import type { Message } from '../../core/wire/messages.ts';
import type { MessageType } from '../../core/wire/protocol.ts';

export const PAGE = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');

export interface Example {
  line: string;
  message: Message;
  bytes: Uint8Array;
}

/** Every block of hex, with the message that it is said to be. */
export const EXAMPLES = [...PAGE.matchAll(/^```hex\n(.*)\n([0-9a-f\s]*)```$/gm)].map(
  ([, line, hex]): Example => {
    const [name] = line!.split(' ', 1);
    const { channel, body } = JSON.parse(line!.slice(name!.length)) as Message & { body: object };
    const bytes =
      'bytes' in body ? { bytes: Uint8Array.from(Buffer.from(`${body.bytes}`, 'hex')) } : {};
    const type = name!.toLowerCase() as MessageType;
    return {
      line: line!,
      message: { type, channel, body: { ...body, ...bytes } } as Message,
      bytes: Uint8Array.from(Buffer.from(hex!.replaceAll(/\s/g, ''), 'hex')),
    };
  },
);

/** The rows of the first table after a line of the page: cells without the marks of Markdown. */
export function table(line: string): string[][] {
  const section = PAGE.slice(PAGE.indexOf(`\n${line}\n`));
  const rows = /\n(\|[^]*?)\n\n/.exec(`${section}\n\n`)![1]!.split('\n').slice(2);
  return rows.map((row) => {
    const cells = row.split('|').slice(1, -1);
    return cells.map((cell) => cell.trim().replaceAll('`', ''));
  });
}

/** As the page writes numbers: `4,096`, `−20`, `2^53 − 1`. */
export function pageNumber(text: string): number {
  if (text === '2^53 − 1') return Number.MAX_SAFE_INTEGER;
  return Number(text.replaceAll(',', '').replace('−', '-'));
}
