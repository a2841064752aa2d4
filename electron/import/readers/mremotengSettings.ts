// What holds for an entry of mRemoteNG: its own values, and its folder's where it says so. A value beside
// `InheritX="True"` is stale.

/** Settings whose switch is called otherwise. */
const SWITCHES: Readonly<Record<string, string>> = {
  Descr: 'InheritDescription',
  ConnectToConsole: 'InheritUseConsoleSession',
};
/** What each has for itself, whatever it inherits. */
const NEVER = ['Name', 'Hostname', 'Type', 'NodeType', 'Id', 'Parent'];
/** Before 1.3 there was one for all. */
const ALL = 'Inherit';

export class MremotengSettings {
  readonly #own: ReadonlyMap<string, string>;
  /** None at the top, where nothing is inherited. */
  readonly #folder: MremotengSettings | undefined;

  constructor(own: ReadonlyMap<string, string>, folder: MremotengSettings | undefined) {
    this.#own = own;
    this.#folder = folder;
  }

  /** '' where there is none. */
  value(name: string): string {
    if (this.#folder && this.inherits(name)) return this.#folder.value(name);
    return this.#own.get(name)?.trim() ?? '';
  }

  inherits(name: string): boolean {
    if (!this.#folder || NEVER.includes(name)) return false;
    const own = Object.hasOwn(SWITCHES, name) ? SWITCHES[name]! : `Inherit${name}`;
    return [own, ALL].some((one) => this.#own.get(one)?.trim().toLowerCase() === 'true');
  }

  /** The names of all settings that stand there. */
  get names(): readonly string[] {
    return [...this.#own.keys()];
  }
}
