// A preview as JSON, for scripts and for whoever has to find out why a host didn't come along.
import { inEnglish } from '../../words/said.ts';
import { readSchemes } from '../look/readSchemes.ts';
import type { FoundHost } from './found.ts';
import type { FormatName } from './formats.ts';
import { readHosts } from './readHosts.ts';
import type { ImportSource } from './source.ts';

export interface PreviewJson {
  /** Null: no hosts, but colour schemes. */
  kind: FormatName | null;
  hosts: readonly FoundHost[];
  unmapped: readonly { where: string; what: string; why: string }[];
  schemes: readonly unknown[];
}

/** Throws a `PersonError` where neither hosts nor schemes can be read. */
export function previewJson(source: ImportSource, as?: FormatName): PreviewJson {
  const schemes = as ? [] : schemesIn(source);
  try {
    const { format: kind, hosts, unmapped } = readHosts(source, as);
    const told = unmapped.map((one) => ({ ...one, why: inEnglish(one.why) }));
    return { kind, hosts, unmapped: told, schemes };
  } catch (error) {
    if (schemes.length > 0) return { kind: null, hosts: [], unmapped: [], schemes };
    throw error;
  }
}

/** A file of sessions may hold colours besides. */
function schemesIn({ file }: ImportSource): readonly unknown[] {
  if (!file) return [];
  try {
    return readSchemes(file.name, file.bytes).schemes;
  } catch {
    return []; // whatever a library throws over it: it holds no scheme
  }
}
