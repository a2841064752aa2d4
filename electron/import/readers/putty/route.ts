// How a session reaches its host: PuTTY's proxies, some of which are jump hosts or commands. WinSCP
// writes the same settings.
import { say, type SaidCode } from '../../../../words/said.ts';
import { secret, type FoundHost, type Unmapped } from '../../found.ts';
import { hop } from './address.ts';
import { shown, type Settings } from './settings.ts';

export interface Route extends Pick<FoundHost, 'jump' | 'proxy' | 'proxyCommand'> {
  readonly unmapped: readonly Unmapped[];
}

type Way = 'none' | 'socks4' | 'socks5' | 'http' | 'telnet' | 'command' | 'jump' | 'jumpAndRun';

const METHODS: readonly Way[] = ['none', 'socks4', 'socks5', 'http', 'telnet', 'command'].concat([
  'jump',
  'jumpAndRun',
  'jumpAndRun',
]) as Way[];
/** Until 0.53; of the third it stands elsewhere which. */
const OLD_TYPES: readonly Way[] = ['none', 'http', 'socks5', 'telnet', 'command'];

/** What of a proxy has no place here, with the value that means nothing special. */
const DETAILS = new Map([
  ['ProxyExcludeList', ''],
  ['ProxyDNS', '1'],
  ['ProxyLocalhost', '0'],
]);

const NONE: Route = { jump: null, proxy: null, proxyCommand: null, unmapped: [] };

/** `sessions` are the names that a jump host may be called by, beside its address. */
export function routeOf(where: string, settings: Settings, sessions: ReadonlySet<string>): Route {
  const way = wayOf(settings);
  if (way === 'none') return { ...NONE, unmapped: secretsOf(where, settings) };
  const unmapped = [...detailsOf(where, settings), ...secretsOf(where, settings)];
  const told = (code: PlainCode, what: string): Unmapped[] => {
    return [...unmapped, { where, what, why: say(code) }];
  };
  const command = settings.text('ProxyTelnetCommand');
  switch (way) {
    case 'socks4':
    case 'socks5':
    case 'http':
      return { ...NONE, proxy: { type: way, ...endOf(settings) }, unmapped };
    case 'command':
      if (!command) return { ...NONE, unmapped: told('import-proxy-telnet', 'ProxyMethod=5') };
      return {
        ...NONE,
        proxyCommand: command,
        unmapped: /%\w/.test(command) ? told('import-proxy-tokens', 'ProxyMethod 5') : unmapped,
      };
    case 'jump':
      return { ...NONE, jump: [hopOf(settings, sessions)], unmapped };
    case 'jumpAndRun':
      return {
        ...NONE,
        jump: [hopOf(settings, sessions)],
        unmapped: told(
          'import-proxy-jump-command',
          shown({ name: 'ProxyTelnetCommand', value: command }),
        ),
      };
    case 'telnet': {
      const { host, port } = endOf(settings);
      return { ...NONE, unmapped: told('import-proxy-telnet', `ProxyHost=${host}:${port}`) };
    }
  }
}

/** Those that are said without facts. */
type PlainCode = Extract<SaidCode, `import-proxy-${string}`>;

function wayOf(settings: Settings): Way {
  if (settings.has('ProxyMethod')) return METHODS[settings.int('ProxyMethod', 0)] ?? 'telnet';
  const way = OLD_TYPES[settings.int('ProxyType', 0)] ?? 'none';
  return way === 'socks5' && settings.int('ProxySOCKSVersion', 5) === 4 ? 'socks4' : way;
}

function endOf(settings: Settings): { host: string; port: number; user: string | null } {
  return {
    host: settings.text('ProxyHost').trim() || 'proxy',
    port: settings.int('ProxyPort', 80),
    user: settings.text('ProxyUsername') || null,
  };
}

/** PuTTY looks for a session of that name first. */
function hopOf(settings: Settings, sessions: ReadonlySet<string>): string {
  const { host, port, user } = endOf(settings);
  return sessions.has(host) ? `${user ? `${user}@` : ''}${host}` : hop(user ?? '', host, port);
}

function detailsOf(where: string, settings: Settings): Unmapped[] {
  return [...DETAILS].flatMap(([name, usual]) => {
    const value = settings.text(name);
    if (!settings.has(name) || value === usual) return [];
    return [{ where, what: shown({ name, value }), why: say('import-proxy-detail') }];
  });
}

function secretsOf(where: string, settings: Settings): Unmapped[] {
  const names = ['ProxyPassword', 'ProxyPasswordEnc'].filter((name) => settings.text(name));
  return names.map((name) => secret(where, name));
}
