// Rules for unix sockets: paths, with a star for any characters of one part.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { globPattern } from './rulePattern.ts';

export type PathRule = (path: string) => boolean;

/** Of the part behind `unix:`. */
export function pathRule(glob: string): PathRule {
  const patterns = [glob, resolvedGlob(glob)].map((text) => globPattern(text, '[^/]*'));
  // What leads elsewhere than it says is not what was allowed.
  return (path) =>
    !/(?:^|\/)\.\.?(?:\/|$)|\/\//.test(path) && patterns.some((pattern) => pattern.test(path));
}

// Whoever writes /var/run means where that leads; now, not wherever it will lead some day.
function resolvedGlob(glob: string): string {
  const [folder = ''] = /^[^*]*\//.exec(glob) ?? [];
  try {
    return join(realpathSync(folder), glob.slice(folder.length));
  } catch {
    return glob; // nothing is there yet
  }
}
