// The hosts that one login leads through, and which of them a question of ssh is about.
import { homedir, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { LoginOf } from '../askpass/question.ts';
import type { Asked } from '../askpass/ticket.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { firstProxy, proxyPlace } from '../ssh/throughProxy.ts';

export interface Hop {
  user: string;
  address: string;
  port: string;
  /** What its password is kept by where it is a saved host, or uses an identity; undefined: by its place. */
  owner: string | undefined;
  identityFile: string;
  options: string;
  /** The person wants to be asked: nothing that is kept is used for it. */
  asksPerson: boolean;
  /** What the password of the proxy is kept by that it is connected to through; missing: there is none. */
  proxy?: string;
}

/** Which saved host or identity keeps the password of a host; undefined: none. */
export type OwnerOf = (host: SshTarget) => string | undefined;

/** A host's own id. One that was typed has its place for an id, with a colon in it. */
export function savedId(host: SshTarget): string | undefined {
  const { id } = host as { id?: unknown };
  return typeof id === 'string' && id !== '' && !id.includes(':') ? id : undefined;
}

/** First where it leads, then what comes before that, as ssh starts one ssh for each. */
export function hopsOf(host: SshTarget, ownerOf: OwnerOf): Hop[] {
  if (host.proxyCommand) return [hopOf(host, ownerOf(host))];
  const jumps = host.jumps
    ? host.jumps.map((jump) => hopOf(jump, ownerOf(jump)))
    : host.jumpHost.split(',').flatMap((text) => written(text.trim()) ?? []);
  const hops = [hopOf(host, ownerOf(host)), ...jumps.reverse()];
  return [...hops.slice(0, -1), behindProxy(hops.at(-1)!, host)];
}

/** The last of them is connected to from here. */
function behindProxy(hop: Hop, host: SshTarget): Hop {
  const proxy = firstProxy(host);
  return proxy ? { ...hop, proxy: proxyPlace(proxy) } : hop;
}

/**
 * Whose question it is: by which ssh asks, counted from the one that we started, and for a jump host
 * by what it says too. Without a process tree by what it says alone, where that fits one only.
 */
export function askedHop(
  hops: readonly Hop[],
  { line }: Pick<Asked, 'line'>,
  said: LoginOf | undefined,
): Hop | undefined {
  if (!line) return said && onlyOne(namedSo(hops, said));
  if (!isOfSsh(line)) return undefined;
  const hop = hops[line.length - 1];
  const fits = line.length === 1 || (hop && said && namedSo([hop], said).length === 1);
  return fits ? hop : undefined;
}

/** Nothing stands between that ssh and the one that we started but more of it. */
export function isOfSsh(line: NonNullable<Asked['line']>): boolean {
  const root = line.at(-1)?.name;
  return line.every(({ name }) => name === root);
}

/** What its password is kept by. */
export function passwordOf(hop: Hop, said?: LoginOf): string {
  const user = hop.user || (said?.user ?? userInfo().username);
  return hop.owner ?? `${user}@${hop.address}:${hop.port || '22'}`;
}

/** The keys that are named for it, as absolute paths. */
export function keysOf({ identityFile, options }: Hop): string[] {
  const named = [...options.matchAll(/^\s*IdentityFile[\s=]+"?([^"\n]+)"?/gim)].map(
    ([, at]) => at!,
  );
  return [identityFile, ...named].filter(Boolean).map(absolute);
}

/** As ssh reads it, which runs in the home folder. */
export function absolute(file: string): string {
  return resolve(homedir(), file.trim().replace(/^~(?=\/|$)/, homedir()));
}

function onlyOne(hops: readonly Hop[]): Hop | undefined {
  return hops.length === 1 ? hops[0] : undefined;
}

/** ssh writes a host in small letters, and cuts both short where it asks for a password. */
function namedSo(hops: readonly Hop[], { user, host }: LoginOf): Hop[] {
  return hops.filter((hop) => {
    const [ownUser, ownHost] = [hop.user || userInfo().username, hop.address.toLowerCase()];
    const sameHost = host.toLowerCase() === ownHost.slice(0, 128) || host.toLowerCase() === ownHost;
    const sameUser = hop.user === '' || user === ownUser || user === ownUser.slice(0, 30);
    return sameHost && sameUser;
  });
}

function hopOf(host: SshTarget, owner: string | undefined): Hop {
  const { user, address, port, identityFile, options } = host;
  const asksPerson = host.logInWith === 'ask';
  return { user, address, port, owner, identityFile, options, asksPerson };
}

/** `[user@]host[:port]`, as `ssh -J` takes it. */
function written(text: string): Hop | undefined {
  const found = /^(?:(?<user>.+)@)?(?:\[(?<six>[^\]]+)\]|(?<name>[^:@]+))(?::(?<port>\d+))?$/.exec(
    text,
  );
  if (text.toLowerCase() === 'none') return undefined; // as ssh reads it, in the place of all
  const { user = '', six, name, port = '' } = found?.groups ?? {};
  const address = six ?? name;
  return address
    ? { user, address, port, owner: undefined, identityFile: '', options: '', asksPerson: false }
    : undefined;
}
