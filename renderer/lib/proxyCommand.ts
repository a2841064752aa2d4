// A proxy before a host: what its password is kept by, and the way through it as another terminal goes it: Bowline's own program isn't there, so `nc` (OpenBSD's)
// takes its place. To an HTTP proxy it names the user, and asks for the password itself.
import { held, type Holding } from './held.ts';

export type ProxyHost = Holding<'proxyKind' | 'proxyAddress' | 'proxyPort' | 'proxyUser'>;

const KINDS: Readonly<Record<string, readonly [kind: string, port: string]>> = {
  socks5: ['5', '1080'],
  http: ['connect', '8080'],
};

/**
 * What the password of a proxy is kept by, as the main process has it (electron/ssh/throughProxy.ts, to which a
 * test holds it); null where nobody logs in to one.
 */
export function proxyPlace(
  valueOf: (field: 'proxyKind' | 'proxyAddress' | 'proxyPort' | 'proxyUser') => string,
): string | null {
  const kind = valueOf('proxyKind');
  const [address, user] = [valueOf('proxyAddress').trim(), valueOf('proxyUser').trim()];
  const usual = KINDS[kind]?.[1];
  if (usual === undefined || address === '' || user === '') return null;
  const port = valueOf('proxyPort').trim();
  return `${kind}://${user}@${address.replace(/^\[(.*)\]$/, '$1')}:${port ? Number(port) : usual}`;
}

/**
 * What the first connection goes through, for a ProxyCommand; null where there is no proxy.
 * @param quoted quotes for a shell
 */
export function proxyCommand(host: ProxyHost, quoted: (word: string) => string): string | null {
  const [kind, usualPort] = KINDS[held(host, 'proxyKind')] ?? [];
  if (kind === undefined) return null;
  const [address, user] = [held(host, 'proxyAddress'), held(host, 'proxyUser')];
  const bare = address.includes(':') ? `[${address}]` : address;
  const place = `${bare}:${held(host, 'proxyPort') || usualPort}`;
  const login = user !== '' && kind === 'connect' ? ['-P', user] : [];
  const words = ['nc', '-X', kind, '-x', place, ...login].map(quoted).join(' ');
  return `${words.replaceAll('%', '%%')} %h %p`;
}

/** The same from hop to hop, in the order of travel: an ssh for each, as `-J` has no room for a proxy. */
export function throughHops(
  command: string,
  hops: readonly string[],
  quoted: (word: string) => string,
): string {
  return hops.reduce((way, hop) => {
    const [, target = hop, port] = /^(.*?(?:\[[^\]]+\]|[^:@]+))(?::(\d+))?$/.exec(hop) ?? [];
    const [user, address = ''] = target.includes('@') ? target.split(/@(?=[^@]*$)/) : ['', target];
    const words = [
      ...['ssh', '-o', `ProxyCommand=${way}`],
      ...(port ? ['-p', port] : []),
      ...(user ? ['-l', user] : []),
      ...['--', address.replace(/^\[(.*)\]$/, '$1')],
    ].map((word) => quoted(word.replaceAll('%', '%%')));
    return [words[0], '-W', quoted('[%h]:%p'), ...words.slice(1)].join(' ');
  }, command);
}
