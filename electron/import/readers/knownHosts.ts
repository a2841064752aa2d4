// OpenSSH's known_hosts: the names that one has been on. A name may stand there once for each kind of key;
// hashed ones can be counted, and not read.
import { isIP } from 'node:net';
import { say } from '../../../words/said.ts';
import type { ImportFormat } from '../format.ts';
import { foundHost, type FoundHost, type Unmapped } from '../found.ts';
import { placeOf } from '../place.ts';
import { Report } from '../report.ts';
import { linesOf } from '../text.ts';

const KEY_TYPE = /^(ssh-|ecdsa-|sk-|webauthn-|rsa-sha2-)[\w@.-]+$/;
const HASHED = /^\|1\|/;
const LOOKED_AT = 500;

interface Line {
  readonly number: number;
  /** `@revoked`, `@cert-authority`, or ''. */
  readonly marker: string;
  readonly names: readonly string[];
}

export const knownHosts: ImportFormat = {
  word: 'known_hosts',
  recognises(source) {
    const lines = contentOf(source.text()).slice(0, LOOKED_AT);
    const keys = lines.map(lineOf).filter((line) => line !== undefined);
    return keys.length > 0 && keys.length >= lines.length * 0.8;
  },
  read(source) {
    const reader = new Reader(source.name);
    for (const one of contentOf(source.text())) {
      const line = lineOf(one);
      if (line) reader.take(line);
      else
        reader.report.add(`line ${one.number}`, one.text.slice(0, 60), say('import-line-unread'));
    }
    return reader.found();
  },
};

function contentOf(text: string): { number: number; text: string }[] {
  return linesOf(text)
    .map((line, at) => ({ number: at + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

/** Undefined where it is no such line. Version 1 of the protocol had three numbers for a key. */
function lineOf({ number, text }: { number: number; text: string }): Line | undefined {
  const words = text.split(/\s+/, 5);
  const marker = words[0]!.startsWith('@') ? words.shift()! : '';
  const [names = '', type = '', key = '', modulus = ''] = words;
  const isKey = KEY_TYPE.test(type) && /^[A-Za-z0-9+/]{16,}={0,2}$/.test(key);
  const isOld = /^\d{3,5}$/.test(type) && /^\d{1,10}$/.test(key) && /^\d{50,}$/.test(modulus);
  if (!isKey && !isOld) return undefined;
  return { number, marker, names: names.split(',').filter((name) => name !== '') };
}

interface Known {
  address: string;
  readonly port: number;
  readonly aliases: Set<string>;
}

class Reader {
  readonly report = new Report();
  readonly #file: string;
  readonly #hosts: Known[] = [];
  /** Which host a name with its port is of. */
  readonly #byName = new Map<string, Known>();
  #hashed = 0;

  constructor(file: string) {
    this.#file = file;
  }

  take({ number, marker, names }: Line): void {
    const where = `line ${number}`;
    if (marker !== '') {
      const isAuthority = marker === '@cert-authority';
      const why = say(isAuthority ? 'import-key-authority' : 'import-key-revoked');
      this.report.add(where, `${marker} ${names.join(',')}`, why);
      return;
    }
    this.#hashed += names.filter((name) => HASHED.test(name)).length;
    const readable = names.filter((name) => !HASHED.test(name));
    const isPattern = (name: string): boolean => /[*?!]/.test(name);
    for (const name of readable.filter(isPattern)) {
      this.report.add(where, name, say('import-name-pattern'));
    }
    this.#add(readable.filter((name) => !isPattern(name)));
  }

  /** Names of one line with one port are of one host, and so are those that share a name with it. */
  #add(names: readonly string[]): void {
    for (const [port, addresses] of byPort(names)) {
      const keys = addresses.map((address) => `${address} ${port}`);
      const known = keys.map((key) => this.#byName.get(key)).find((host) => host !== undefined);
      const named = addresses.find((address) => isIP(address) === 0) ?? addresses[0]!;
      const host = known ?? { address: named, port, aliases: new Set<string>() };
      if (!known) this.#hosts.push(host);
      if (isIP(host.address) > 0 && isIP(named) === 0) {
        host.aliases.add(host.address);
        host.address = named;
      }
      for (const address of addresses) host.aliases.add(address);
      for (const key of keys) this.#byName.set(key, host);
    }
  }

  found(): { hosts: FoundHost[]; unmapped: Unmapped[] } {
    const hosts = this.#hosts.map(({ address, port, aliases }) => {
      const others = [...aliases].filter((alias) => alias !== address);
      const more = others.length > 0 ? { aliases: others } : {};
      return foundHost({ name: address, address, port, ...more });
    });
    const hashed = { where: this.#file, what: String(this.#hashed), why: say('import-hashed') };
    return { hosts, unmapped: [...this.report.unmapped, ...(this.#hashed > 0 ? [hashed] : [])] };
  }
}

function byPort(names: readonly string[]): Map<number, string[]> {
  const ports = new Map<number, string[]>();
  for (const name of names) {
    const { address, port = 22 } = placeOf(name);
    const known = ports.get(port);
    if (known) known.push(address);
    else ports.set(port, [address]);
  }
  return ports;
}
