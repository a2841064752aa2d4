// The name that a file gets here which a host has named: one part of a path, that can be seen, and that no
// program here takes for its own.
import { mappedName, type NameRules } from '../names.ts';

/** Bytes, so that a number and an ending of ours have room beside it. */
const MOST_BYTES = 200;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const NAMELESS = 'file';

/** Whatever comes, it is neither empty nor a way out of its folder. */
export function plainName(told: string, rules: NameRules): string {
  const last = told.slice(-4096).split('/').filter(isPart).at(-1) ?? NAMELESS;
  const seen = last.replace(UNSEEN, '_').trim();
  // One with a dot in front would be out of sight, and might be a program's settings.
  const shown = seen.startsWith('.') ? `_${seen}` : seen;
  return mappedName(bounded(shown || NAMELESS), rules);
}

function isPart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..';
}

function bounded(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name;
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]{1,12})?$/u.exec(name) ?? [];
  let kept = '';
  for (const one of stem) {
    if (Buffer.byteLength(kept + one + ending) > MOST_BYTES) break;
    kept += one;
  }
  return kept + ending;
}
