// Files that a test makes up, as if somebody had picked them.
import { readHosts } from '../../../electron/import/readHosts.ts';
import type { FormatName } from '../../../electron/import/formats.ts';
import type { Found, FoundHost } from '../../../electron/import/found.ts';
import { ImportSource } from '../../../electron/import/source.ts';
import { inEnglish } from '../../../words/said.ts';

const NOWHERE = { path: '/nowhere', sshFolder: '/nowhere/.ssh' };

export function pickedFile(content: string | Uint8Array, name = 'file'): ImportSource {
  return new ImportSource(name, [{ name, bytes: bytesOf(content) }], NOWHERE);
}

export function pickedFolder(files: Record<string, string>): ImportSource {
  const all = Object.entries(files).map(([name, text]) => ({ name, bytes: bytesOf(text) }));
  return new ImportSource('folder', all, NOWHERE, true);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Read as what it is recognised as, or as that format. */
export function readText(text: string, as?: FormatName, name?: string): Found {
  return readHosts(pickedFile(text, name), as);
}

/** The only host in it. */
export function onlyHost({ hosts }: Found): FoundHost {
  if (hosts.length !== 1) throw new Error(`there are ${hosts.length} hosts`);
  return hosts[0]!;
}

/** What can't come along, a line each: `where: what: why`. */
export function toldIn({ unmapped }: Found): string[] {
  return unmapped.map(({ where, what, why }) => `${where}: ${what}: ${inEnglish(why)}`);
}
