// Jump hosts that are saved hosts themselves: looked up when a connection is made, so that the way
// follows what was changed of them meanwhile.
import { say, type Said } from '../../words/said.ts';
import { savedHop, writtenHop } from '../ssh/sshFields.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { jumpText } from '../ssh/throughHosts.ts';
import { PersonError } from '../personError.ts';
import { goesBySsh } from './localCommands.ts';
import { hostOf, type StoredHost } from './storedHost.ts';

type Find = (id: string) => StoredHost | undefined;

/** More make a circle of their own, or are none that anybody waits for. */
export const MOST_HOPS = 16;

/**
 * The host with its jump hosts as they are saved now; with a `problem` where one of them is gone, is
 * no SSH host, or leads back to itself.
 */
export function withJumps(host: StoredHost, find: Find): StoredHost & Pick<SshTarget, 'jumps'> {
  if (host.kind !== 'ssh' || host.problem || !hopsOf(host).some(savedHop)) return host;
  try {
    const jumps = new Way(host, find).hops;
    return { ...host, jumps, jumpHost: jumps.map(jumpText).join(',') };
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    return { ...host, problem: error.said };
  }
}

/** The saved hosts that a host goes through, as its own field says. */
export function jumpsOf({ jumpHost }: Pick<StoredHost, 'jumpHost'>): string[] {
  return hopsOf({ jumpHost }).flatMap((hop) => savedHop(hop) ?? []);
}

class Way {
  readonly hops: readonly StoredHost[];
  readonly #find: Find;
  /** Whose way it is: what is wrong with it is told of this one. */
  readonly #name: string;

  constructor(host: StoredHost, find: Find) {
    this.#find = find;
    this.#name = host.name;
    this.hops = this.#to(host, new Set([host.id]));
    if (this.hops.length > MOST_HOPS) this.#refuse('jump-hosts-too-many');
  }

  /** Only the first hop brings its own: from there on, the list is the way. */
  #to(host: StoredHost, seen: ReadonlySet<string>): StoredHost[] {
    return hopsOf(host).flatMap((hop, index) => {
      const id = savedHop(hop);
      if (id === undefined) return [written(hop)];
      if (seen.has(id)) this.#refuse('jump-hosts-in-circle');
      const saved = this.#saved(id);
      const own = { ...saved, jumpHost: '' };
      if (saved.alias) return [own]; // its file says which way leads there
      return index === 0 ? [...this.#to(saved, new Set([...seen, id])), own] : [own];
    });
  }

  #saved(id: string): StoredHost {
    const saved = this.#find(id);
    if (!saved) this.#refuse('jump-host-gone');
    if (saved.problem) throw new PersonError(saved.problem);
    if (goesBySsh(saved)) return saved;
    throw new PersonError(say('jump-host-not-ssh', { host: this.#name, hop: saved.name }));
  }

  #refuse(why: 'jump-hosts-in-circle' | 'jump-host-gone' | 'jump-hosts-too-many'): never {
    const host = this.#name;
    const said: Record<typeof why, () => Said> = {
      'jump-hosts-in-circle': () => say('jump-hosts-in-circle', { host }),
      'jump-host-gone': () => say('jump-host-gone', { host }),
      'jump-hosts-too-many': () => say('jump-hosts-too-many', { host, most: MOST_HOPS }),
    };
    throw new PersonError(said[why]());
  }
}

function hopsOf({ jumpHost }: Pick<StoredHost, 'jumpHost'>): string[] {
  return jumpHost === '' ? [] : jumpHost.split(',').map((hop) => hop.trim());
}

/** A hop that is written out, as a host. */
function written(hop: string): StoredHost {
  return hostOf('ssh', { id: '', ...writtenHop(hop) });
}
