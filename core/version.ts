// The version of a program of ours: that of the package it came in.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of the nearest package.json above this folder that is Bowline's; '' when there is none. */
export function versionAbove(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const version = versionIn(join(folder, 'package.json'));
    if (version !== undefined || folder === dirname(folder)) return version ?? '';
  }
}

function versionIn(path: string): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    return String(name).startsWith('bowline') ? String(version) : undefined;
  } catch {
    return undefined;
  }
}
