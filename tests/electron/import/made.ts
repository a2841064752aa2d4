// Made-up files for readers, without a disk.
import { inEnglish } from '../../../words/said.ts';
import type { Found, FoundHost } from '../../../electron/import/found.ts';
import { ImportSource } from '../../../electron/import/source.ts';

type Content = string | Uint8Array;

const PLACE = { path: '/picked', sshFolder: '/none' };

export function fileOf(name: string, content: Content): ImportSource {
  return new ImportSource(name, [{ name, bytes: bytesOf(content) }], PLACE);
}

export function folderOf(files: Record<string, Content>): ImportSource {
  const all = Object.entries(files).map(([name, content]) => ({ name, bytes: bytesOf(content) }));
  return new ImportSource('picked', all, PLACE, true);
}

function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** The only host of it. */
export function onlyHost({ hosts }: Found): FoundHost {
  if (hosts.length !== 1) throw new Error(`${hosts.length} hosts instead of one`);
  return hosts[0]!;
}

/** `where | what` of all that can't come along. */
export function lost({ unmapped }: Found): string[] {
  return unmapped.map(({ where, what }) => `${where} | ${what}`);
}

/** Everything that a person is told, to see what isn't in it. */
export function allTold(found: Found): string {
  const told = found.unmapped.map(({ where, what, why }) => [where, what, inEnglish(why)]);
  return JSON.stringify([found.hosts, told]);
}
