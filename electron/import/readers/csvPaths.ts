// A folder's path and a list of tags in one cell: `prod/web`, `blue, night`. A backslash before a sign
// makes it a part of a name; Windows' own way to write paths is understood, too.

export function joinedPath(path: readonly string[]): string {
  return path.map(escaped).join('/');
}

export function joinedTags(tags: readonly string[]): string {
  return tags.map(escaped).join(', ');
}

function escaped(name: string): string {
  return name.replace(/[\\/,;|]/g, '\\$&');
}

export function pathOf(cell: string): string[] {
  return parted(cell, /[/\\]/);
}

export function tagsOf(cell: string): string[] {
  return parted(cell, /[,;|\n]/);
}

function parted(cell: string, between: RegExp): string[] {
  const parts = [''];
  for (const [sign] of cell.matchAll(/\\[\\/,;|]|[^]/g)) {
    if (sign.length === 2) parts.push(parts.pop()! + sign[1]!);
    else if (between.test(sign)) parts.push('');
    else parts.push(parts.pop()! + sign);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
