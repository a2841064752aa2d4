// Hops as a file names them: other hosts of the same file by their names, or written out.
import type { FoundHost } from './found.ts';

export interface FoundJumps {
  /** As the field has it. */
  jumpHost: string;
  /** Which hops are found hosts: places of both. */
  jumps: ReadonlyMap<number, number>;
}

export class JumpNames {
  readonly #hosts: readonly FoundHost[];
  readonly #byName = new Map<string, number[]>();

  constructor(hosts: readonly FoundHost[]) {
    this.#hosts = hosts;
    hosts.forEach(({ name, aliases = [], own }, index) => {
      const id = own ? [`host:${own.id}`] : [];
      for (const one of new Set([name, ...aliases, ...id])) {
        const known = this.#byName.get(one);
        if (known) known.push(index);
        else this.#byName.set(one, [index]);
      }
    });
  }

  /** Of the host at this place. */
  of(index: number): FoundJumps {
    const jumps = new Map<number, number>();
    const hops = (this.#hosts[index]?.jump ?? []).map((hop, at) => {
      const found = this.#named(hop, index);
      if (found === undefined) return hop;
      jumps.set(at, found);
      return written(this.#hosts[found]!);
    });
    return { jumpHost: hops.join(','), jumps };
  }

  /** Of several with the name, the one in the same folder goes before the first. */
  #named(hop: string, from: number): number | undefined {
    const fit = (this.#byName.get(hop) ?? []).filter(
      (one) => one !== from && this.#hosts[one]?.protocol === 'ssh',
    );
    const folder = folderOf(this.#hosts[from]!);
    return fit.find((one) => folderOf(this.#hosts[one]!) === folder) ?? fit[0];
  }
}

const folderOf = ({ group }: FoundHost): string => group.join('\0');

/** So that the way is right also where the hosts beside it aren't taken. */
function written({ address, port, user }: FoundHost): string {
  const host = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  return `${user ? `${user}@` : ''}${host}${port === 22 ? '' : `:${port}`}`;
}
