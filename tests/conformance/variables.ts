// The names in a transcript that stand for what only the agent, or the moment, knows.

export class Variables {
  readonly #values = new Map<string, unknown>();

  constructor(known: Readonly<Record<string, unknown>> = {}) {
    for (const [name, value] of Object.entries(known)) this.set(`$${name}`, value);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  /** What is to be sent: each name stands for its value. Throws for one that has none yet. */
  filled(value: unknown): unknown {
    if (isName(value)) {
      if (!this.#values.has(value)) throw new Error(`${value} has no value yet`);
      return this.#values.get(value);
    }
    if (Array.isArray(value)) return value.map((one) => this.filled(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.filled(one)]));
  }

  /**
   * Whether what came is as was said: of an object the fields that are named. A name without a
   * value gets the one that came, if all the rest fits.
   */
  matches(pattern: unknown, value: unknown): boolean {
    const found = new Map<string, unknown>();
    if (!this.#fits(pattern, value, found)) return false;
    for (const [name, one] of found) this.#values.set(name, one);
    return true;
  }

  #fits(pattern: unknown, value: unknown, found: Map<string, unknown>): boolean {
    if (pattern === '*') return value !== undefined;
    if (isName(pattern)) return this.#fitsName(pattern, value, found);
    if (Array.isArray(pattern)) {
      const parts = Array.isArray(value) && value.length === pattern.length ? value : undefined;
      return !!parts && pattern.every((one, index) => this.#fits(one, parts[index], found));
    }
    if (typeof pattern !== 'object' || pattern === null) return pattern === value;
    if (typeof value !== 'object' || value === null) return false;
    const fields = value as Record<string, unknown>;
    return Object.entries(pattern).every(([name, one]) => this.#fits(one, fields[name], found));
  }

  #fitsName(name: string, value: unknown, found: Map<string, unknown>): boolean {
    if (this.#values.has(name)) return this.#values.get(name) === value;
    if (found.has(name)) return found.get(name) === value;
    found.set(name, value);
    return value !== undefined;
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('$');
}
