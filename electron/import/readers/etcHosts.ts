// hosts(5): an address, its name, further names. What leads to one's own computer or nowhere is no host,
// and lists against advertisements have a hundred thousand of those.
import { isIP } from 'node:net';
import { say, type Said } from '../../../words/said.ts';
import type { ImportFormat } from '../format.ts';
import { foundHost, type FoundHost, type Unmapped } from '../found.ts';
import { firstOf, Report } from '../report.ts';
import { linesOf } from '../text.ts';

const NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?\.?$/u;
/** Names that systems write for themselves. */
const SYSTEM_NAME = /^(localhost\d?(\..*)?|.*\.localdomain\d?|ip6-.*|broadcasthost)$/i;
const NOWHERE =
  /^(0\.|127\.|2[2-5]\d\.|::$|::1$|::ffff:(127|0)\.|ff[0-9a-f]{2}:|0:0:0:0:0:0:0:[01]$)/i;
const BLOCKED = /^(0\.0\.0\.0|::)$/;
/** Meant as an address, whether it is one or not. */
const ADDRESS_LIKE = /^(\d+(\.\d+){3}|[0-9a-f]*:[0-9a-f:.]*(%\w+)?)$/i;
const KEY_TYPE = /^(ssh-|ecdsa-|sk-)/;
/** Lines that are looked at to tell what a file is. */
const LOOKED_AT = 500;
/** Of its lines; the rest is what editors and people leave in small files. */
const MOST = 0.75;
/** Users, who stand behind addresses in lists of logins, with their passwords behind them. */
const USER =
  /^(root|admin|administrator|user|ubuntu|debian|centos|fedora|rocky|ec2-user|opc|azureuser|vagrant|pi|deploy|ansible|oracle|cisco|support|operator)$/i;

interface Line {
  readonly number: number;
  readonly words: readonly string[];
}

export const etcHosts: ImportFormat = {
  word: 'hosts file',
  recognises(source) {
    const lines = contentOf(source.text()).slice(0, LOOKED_AT);
    const fitting = lines.filter(
      ({ words: [address = '', name = ''] }) => ADDRESS_LIKE.test(address) && !KEY_TYPE.test(name),
    );
    const isWhole = ({ words: [address = '', name] }: Line): boolean =>
      isIP(address) > 0 && name !== undefined && NAME.test(name);
    const isMost = fitting.length >= lines.length * MOST;
    return isMost && fitting.some(isWhole) && !areLogins(fitting);
  },
  read(source) {
    const reader = new Reader();
    for (const line of contentOf(source.text())) reader.take(line);
    return { hosts: reader.hosts, unmapped: reader.unmapped };
  },
};

/** `192.0.2.1 root secret`: what stands behind most addresses is a user, or the same at several. */
function areLogins(lines: readonly Line[]): boolean {
  const real = lines.filter(({ words: [address = ''] }) => !NOWHERE.test(address));
  const places = new Map<string, Set<string>>();
  for (const { words } of real) {
    const [address = '', name = ''] = words;
    places.set(name, (places.get(name) ?? new Set()).add(address));
  }
  const isUser = (name: string): boolean =>
    USER.test(name) || (!name.includes('.') && (places.get(name)?.size ?? 0) > 1);
  const logins = real.filter(({ words: [, name = ''] }) => isUser(name));
  return real.length > 0 && logins.length >= real.length / 2;
}

function contentOf(text: string): Line[] {
  return linesOf(text)
    .map((line, at) => ({ number: at + 1, words: wordsOf(line) }))
    .filter(({ words }) => words.length > 0);
}

function wordsOf(line: string): string[] {
  const at = line.indexOf('#');
  const bare = (at < 0 ? line : line.slice(0, at)).trim();
  return bare === '' ? [] : bare.split(/\s+/);
}

class Reader {
  readonly hosts: FoundHost[] = [];
  readonly #report = new Report();
  /** Names that lead nowhere, by the address. */
  readonly #nowhere = new Map<string, string[]>();
  readonly #known = new Map<string, string>();

  get unmapped(): Unmapped[] {
    const nowhere = [...this.#nowhere].map(([where, names]) => ({
      where,
      what: firstOf(names),
      why: say(BLOCKED.test(where) ? 'import-blocked' : 'import-this-computer'),
    }));
    return [...this.#report.unmapped, ...nowhere];
  }

  take({ number, words: [address = '', ...names] }: Line): void {
    const tell = (what: string, why: Said): void => this.#report.add(`line ${number}`, what, why);
    const line = [address, ...names].join(' ').slice(0, 200);
    if (isIP(address) === 0) return tell(line, say('import-not-address'));
    if (names.length === 0) return tell(line, say('import-no-name'));
    if (NOWHERE.test(address) || names.every((name) => SYSTEM_NAME.test(name))) {
      return this.#leadsNowhere(address, names);
    }
    const good = names.filter((name) => NAME.test(name));
    for (const name of names.filter((one) => !NAME.test(one))) {
      tell(name, say('import-not-name'));
    }
    this.#add(address, [...new Set(good)], tell);
  }

  #leadsNowhere(address: string, names: readonly string[]): void {
    const known = this.#nowhere.get(address);
    if (known) for (const name of names) known.push(name);
    else this.#nowhere.set(address, [...names]);
  }

  #add(address: string, names: readonly string[], tell: (what: string, why: Said) => void): void {
    const [name, ...aliases] = names;
    if (name === undefined) return;
    const known = this.#known.get(name.toLowerCase());
    if (known === address) return tell(`${name} ${address}`, say('import-twice'));
    if (known !== undefined) tell(`${name} ${address}`, say('import-two-addresses'));
    else this.#known.set(name.toLowerCase(), address);
    this.hosts.push(foundHost({ name, address, ...(aliases.length > 0 ? { aliases } : {}) }));
  }
}
