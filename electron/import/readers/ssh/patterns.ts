// Patterns of OpenSSH: * and ?, and lists of them with ! (match.c). In steady time, whatever they are.

/** Whether all of it is matched; capitals count. */
export function matches(text: string, pattern: string): boolean {
  let [at, in_] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < text.length) {
    const letter = pattern[in_];
    if (letter === '*') {
      star = in_;
      in_ += 1;
      resume = at;
    } else if (letter !== undefined && (letter === '?' || letter === text[at])) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      resume += 1; // the last * takes one letter more
      at = resume;
      in_ = star + 1;
    } else return false;
  }
  while (pattern[in_] === '*') in_ += 1;
  return in_ === pattern.length;
}

/** A list with commas. One hit of a ! in it cancels all others; a list of nothing else never matches. */
export function matchesList(text: string, list: string): boolean {
  return matchesAny(text, list.split(','));
}

/** The same of patterns that stand apart, as on a Host line. */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
  let hit = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (matches(text, pattern.slice(1))) return false;
    } else if (!hit) hit = matches(text, pattern);
  }
  return hit;
}

/** Names of hosts are compared in small letters in a Match. */
export function matchesHost(host: string, list: string): boolean {
  return matchesList(lowered(host), lowered(list));
}

/** Whether it names one host. */
export function isName(pattern: string): boolean {
  return !/[*?]/.test(pattern) && !pattern.startsWith('!');
}

/** ASCII letters only, as OpenSSH does. */
export function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}
