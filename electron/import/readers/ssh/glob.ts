// Names of files by pattern, as glob(3): * ? and [ ], but no braces. A point at the beginning is written out.

interface Letter {
  /** Whether this letter fits; undefined: any number of any letters. */
  readonly fits?: (letter: string) => boolean;
}

/** In steady time, whatever the pattern. */
export function matchesGlob(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  const letters = lettersOf(pattern);
  let [at, next, star, resume] = [0, 0, -1, 0];
  while (at < name.length) {
    const letter = letters[next];
    if (letter && !letter.fits) {
      [star, resume] = [next, at];
      next += 1;
    } else if (letter?.fits?.(name[at]!)) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, next] = [resume, star + 1];
    } else return false;
  }
  return letters.slice(next).every(({ fits }) => !fits);
}

function lettersOf(pattern: string): Letter[] {
  const parts = pattern.match(/\[[!^]?\]?[^\]]*\]|\\?./gs) ?? [];
  return parts.map((part): Letter => {
    if (part === '*') return {};
    if (part === '?') return { fits: () => true };
    if (part.length > 2 && part.startsWith('[')) return { fits: setOf(part.slice(1, -1)) };
    const written = part.length > 1 ? part.slice(1) : part;
    return { fits: (letter) => letter === written };
  });
}

function setOf(inside: string): (letter: string) => boolean {
  const isNot = /^[!^]/.test(inside);
  const ranges = (isNot ? inside.slice(1) : inside).match(/.-.|./gs) ?? [];
  return (letter) => {
    const isIn = ranges.some((range) => {
      const [low, high] = range.length === 3 ? [range[0]!, range[2]!] : [range, range];
      return letter >= low && letter <= high;
    });
    return isIn !== isNot;
  };
}
