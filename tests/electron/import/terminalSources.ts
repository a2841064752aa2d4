// Files of other tools made up for a test, without a disk, and how a reader is held to its promises:
// whatever it is given, it gives hosts or says what is wrong.
import { expect } from 'vitest';
import type { ImportFormat } from '../../../electron/import/format.ts';
import type { Found, FoundHost } from '../../../electron/import/found.ts';
import { ImportSource } from '../../../electron/import/source.ts';
import { PersonError } from '../../../electron/personError.ts';
import { inEnglish } from '../../../words/said.ts';
import type { Random } from '../../support/random.ts';

const PLACE = { path: '/nowhere', sshFolder: '/nowhere/.ssh' };

export function fileOf(name: string, content: string | Uint8Array): ImportSource {
  return new ImportSource(name, [{ name, bytes: bytesOf(content) }], PLACE);
}

export function folderOf(files: Record<string, string | Uint8Array>): ImportSource {
  const all = Object.entries(files).map(([name, content]) => ({ name, bytes: bytesOf(content) }));
  return new ImportSource('folder', all, PLACE, true);
}

export function utf16(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** The only host. */
export function only({ hosts }: Found): FoundHost {
  expect(hosts).toHaveLength(1);
  return hosts[0]!;
}

/** `where | what | why`, a line each. */
export function toldOf({ unmapped }: Found): string[] {
  return unmapped.map(({ where, what, why }) => `${where} | ${what} | ${inEnglish(why)}`);
}

/** What is told of that setting, or nothing. */
export function told(found: Found, part: string): string | undefined {
  return toldOf(found).find((line) => line.includes(part));
}

/** Neither recognising nor reading it throws anything but what a person is told. */
export function standsIt(format: ImportFormat, source: ImportSource): void {
  format.recognises(source);
  try {
    format.read(source);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
  }
}

/** Cut off anywhere, with bytes flipped, or with a piece of it twice. */
export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const cut = random.once(2) ? bytes.slice(0, random.int(bytes.length + 1)) : bytes.slice();
  for (let flips = random.int(8); flips > 0 && cut.length > 0; flips -= 1) {
    cut[random.int(cut.length)] = random.int(256);
  }
  if (!random.once(3) || cut.length === 0) return cut;
  const at = random.int(cut.length);
  return Buffer.concat([cut.slice(0, at), cut.slice(random.int(at + 1))]);
}
