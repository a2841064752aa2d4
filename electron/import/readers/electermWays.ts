// How electerm reaches a host, and what it forwards there: hops, proxies, and tunnels, old and new.
import { say } from '../../../words/said.ts';
import { settingOf, type Collected } from '../collected.ts';
import type { FoundForward, FoundProxy } from '../found.ts';
import { isTable, listIn, switchIn, textIn, valueIn, type Table } from '../plain.ts';
import { hopOf } from '../serverText.ts';

/** In the order of travel. */
export function bookmarkJump(name: string, bookmark: Table, found: Collected): string[] | null {
  const hops = listIn(bookmark, 'connectionHoppings').filter(isTable);
  if (hops.length > 0 && switchIn(bookmark, 'hasHopping') === false) {
    found.leave(name, 'connectionHoppings, switched off');
    return null;
  }
  const jump = hops.flatMap((hop) => {
    tellHopLogin(name, hop, found);
    const host = textIn(hop, 'host');
    if (host === undefined) return [];
    const port = found.port(name, textIn(hop, 'port'), 22);
    return [hopOf(host, port, textIn(hop, 'username'))];
  });
  return jump.length > 0 ? jump : null;
}

function tellHopLogin(name: string, hop: Table, found: Collected): void {
  const at = `connectionHoppings ${textIn(hop, 'host') ?? ''}`;
  for (const key of ['password', 'passphrase', 'privateKey'] as const) {
    if (textIn(hop, key) !== undefined) found.secret(name, `${at}: ${key}`);
  }
  const profile = textIn(hop, 'profile') ?? textIn(hop, 'certificate');
  if (profile !== undefined) found.tell(name, `${at}: login`, say('import-jump-own-login'));
}

const PROXIES: Readonly<Record<string, FoundProxy['type']>> = {
  ...{ socks5: 'socks5', socks5h: 'socks5', socks: 'socks5', socks4: 'socks4', socks4a: 'socks4' },
  ...{ http: 'http', 5: 'socks5', 4: 'socks4', 0: 'http' },
};
const PROXY_PORTS = { socks4: 1_080, socks5: 1_080, http: 8_080 };

/** As a URL; in old files under keys of its own. */
export function bookmarkProxy(name: string, bookmark: Table, found: Collected): FoundProxy | null {
  const proxy = valueIn(bookmark, 'proxy');
  if (isTable(proxy)) return oldProxy(name, proxy, found);
  const text = textIn(bookmark, 'proxy');
  return text === undefined ? null : proxyOfUrl(name, text, found);
}

const PROXY_URL = /^(\w+):\/\/(?:(.*)@)?(\[[^\]]*\]|[^:@/]+)(?::([^/@]*))?\/?$/;

/** A password may hold an `@`: the last one counts. */
function proxyOfUrl(name: string, text: string, found: Collected): FoundProxy | null {
  const [, scheme = '', login = '', host = '', port] = PROXY_URL.exec(text) ?? [];
  const colon = login.indexOf(':');
  if (colon >= 0) found.secret(name, 'password of the proxy');
  const user = colon < 0 ? login : login.slice(0, colon);
  return proxyOf(name, { scheme, host, port, user }, found);
}

function oldProxy(name: string, proxy: Table, found: Collected): FoundProxy | null {
  const host = textIn(proxy, 'proxyIp');
  if (host === undefined) return null;
  if (textIn(proxy, 'proxyPassword') !== undefined) found.secret(name, 'password of the proxy');
  const scheme = textIn(proxy, 'proxyType') ?? '5';
  const user = textIn(proxy, 'proxyUsername') ?? '';
  return proxyOf(name, { scheme, host, port: textIn(proxy, 'proxyPort'), user }, found);
}

function proxyOf(
  name: string,
  proxy: { scheme: string; host: string; port: string | undefined; user: string },
  found: Collected,
): FoundProxy | null {
  const scheme = proxy.scheme.toLowerCase();
  const type = Object.hasOwn(PROXIES, scheme) ? PROXIES[scheme]! : undefined;
  if (!type) {
    found.leave(name, settingOf('proxy', proxy.host && `${proxy.scheme}://${proxy.host}`));
    return null;
  }
  const host = proxy.host.replace(/^\[|\]$/g, '');
  return {
    type,
    host,
    port: found.port(name, proxy.port, PROXY_PORTS[type]),
    user: proxy.user || null,
  };
}

const LOCAL = '127.0.0.1';

/** A list of them; in old files the bookmark itself describes the only one. */
export function bookmarkForwards(name: string, bookmark: Table, found: Collected): FoundForward[] {
  const old = textIn(bookmark, 'sshTunnel') === undefined ? [] : [bookmark];
  const all = [...listIn(bookmark, 'sshTunnels'), ...old].filter(isTable);
  return all.flatMap((tunnel) => forwardOf(name, tunnel, found) ?? []);
}

function forwardOf(name: string, tunnel: Table, found: Collected): FoundForward | undefined {
  const local = end(name, tunnel, 'Local', found);
  const remote = end(name, tunnel, 'Remote', found);
  const kind = textIn(tunnel, 'sshTunnel');
  if (kind === 'dynamicForward' && local.port) return { type: 'dynamic', listen: local };
  if (local.port && remote.port) {
    if (kind === 'forwardLocalToRemote') return { type: 'local', listen: local, target: remote };
    if (kind === 'forwardRemoteToLocal') return { type: 'remote', listen: remote, target: local };
  }
  found.leave(name, settingOf('sshTunnels', kind ?? ''));
  return undefined;
}

function end(name: string, tunnel: Table, side: string, found: Collected) {
  const port = found.port(name, textIn(tunnel, `sshTunnel${side}Port`), 0);
  return { host: textIn(tunnel, `sshTunnel${side}Host`) ?? LOCAL, port };
}
