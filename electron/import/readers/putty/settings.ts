// The settings of one saved session, in whatever file they stand: names in any case, values that are
// numbers in a registry file and text everywhere else.

export type SettingValue = string | number;

export interface Setting {
  /** As written. */
  readonly name: string;
  readonly value: SettingValue;
}

/** How much of a value is repeated to the person. */
const SHOWN_CHARS = 100;

export class Settings {
  readonly #values = new Map<string, Setting>();

  /** The last of a name counts. */
  set(name: string, value: SettingValue): void {
    this.#values.set(name.toLowerCase(), { name, value });
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  /** '' where the file says nothing. */
  text(name: string): string {
    return String(this.#values.get(name.toLowerCase())?.value ?? '');
  }

  /** As C reads numbers: whatever follows the digits is let pass. */
  int(name: string, otherwise: number): number {
    const value = this.#values.get(name.toLowerCase())?.value;
    if (typeof value === 'number') return value;
    const [digits] = /^\s*[-+]?\d{1,10}/.exec(value ?? '') ?? [];
    return digits === undefined ? otherwise : Number(digits);
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  is(name: string): boolean {
    return this.int(name, 0) !== 0;
  }

  all(): Setting[] {
    return [...this.#values.values()];
  }
}

export interface SavedSession {
  readonly name: string;
  readonly group: readonly string[];
  readonly settings: Settings;
}

/** A setting that says anything: tools write many that are empty or 0. */
export function saysAnything({ value }: Setting): boolean {
  return typeof value === 'number' ? value !== 0 : !['', '0'].includes(value.trim());
}

/** `Name=value`, cut where it is long. */
export function shown({ name, value }: Setting): string {
  const text = `${name}=${value}`;
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
