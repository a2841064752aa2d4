// One bookmark of electerm: a host, or something that Bowline doesn't open.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import type { FoundHost, FoundMore, FoundSerial } from '../found.ts';
import { given, listIn, numberIn, switchIn, textIn, type Table } from '../plain.ts';
import { isPath } from '../serverText.ts';
import { tellBookmarkRest, tellLoginSecrets } from './electermRest.ts';
import { bookmarkForwards, bookmarkJump, bookmarkProxy } from './electermWays.ts';

export interface Bookmark {
  readonly bookmark: Table;
  readonly group: readonly string[];
  /** Logins that bookmarks share, by id; in a whole export only. */
  readonly profiles: ReadonlyMap<string, Table>;
  /** Its place in the list, from 0. */
  readonly at: number;
}

/** Those of a terminal, with their ports. */
const PORTS: Readonly<Record<string, number>> = { ssh: 22, sftp: 22, telnet: 23, serial: 0 };
const PARITY = ['none', 'odd', 'even', 'mark', 'space'] as const;

export function readBookmark(one: Bookmark, found: Collected): void {
  const { bookmark } = one;
  const name = nameOf(one);
  const type = (textIn(bookmark, 'type') ?? 'ssh').toLowerCase();
  if (type === 'local') return found.tell(name, type, say('import-local-shell'));
  if (!Object.hasOwn(PORTS, type)) return found.tell(name, type, say('import-no-kind-yet'));
  if (type === 'serial') readSerial(one, name, found);
  else readNetworked(one, name, type, found);
}

function nameOf({ bookmark, at }: Bookmark): string {
  return (
    textIn(bookmark, 'title') ??
    textIn(bookmark, 'host') ??
    textIn(bookmark, 'path') ??
    `item ${at + 1}`
  );
}

function readSerial({ bookmark, group }: Bookmark, name: string, found: Collected): void {
  const serial = serialOf(bookmark);
  if (!serial.line) return found.tell(name, 'path', say('import-has-no-address'));
  const more = given<FoundMore>({ description: textIn(bookmark, 'description') });
  found.host({ name, protocol: 'serial', address: serial.line, port: 0, group, serial, more });
  tellBookmarkRest(name, bookmark, found);
}

function serialOf(bookmark: Table): FoundSerial {
  const parity = PARITY.find((one) => one === textIn(bookmark, 'parity')?.toLowerCase());
  const soft = switchIn(bookmark, 'xon') === true || switchIn(bookmark, 'xoff') === true;
  const settings = given<Omit<FoundSerial, 'line' | 'speed'>>({
    dataBits: numberIn(bookmark, 'dataBits'),
    stopBits: numberIn(bookmark, 'stopBits'),
    parity,
    flow: switchIn(bookmark, 'rtscts') ? 'rtscts' : soft ? 'xonxoff' : undefined,
  });
  const speed = numberIn(bookmark, 'baudRate') ?? 9_600;
  return { line: textIn(bookmark, 'path') ?? '', speed, ...settings };
}

function readNetworked(one: Bookmark, name: string, type: string, found: Collected): void {
  const { bookmark, group } = one;
  const address = textIn(bookmark, 'host');
  if (address === undefined) return found.tell(name, 'host', say('import-has-no-address'));
  const login = loginOf(one, name, found);
  const onlyFiles = switchIn(bookmark, 'enableSsh') === false;
  const key = textIn(login, 'privateKey');
  const proxied: Partial<FoundHost> = {
    jump: bookmarkJump(name, bookmark, found),
    proxy: bookmarkProxy(name, bookmark, found),
    forwards: bookmarkForwards(name, bookmark, found),
  };
  found.host({
    ...{ name, address, group, ...(type === 'ssh' ? proxied : {}) },
    protocol: type === 'ssh' && onlyFiles ? 'sftp' : type,
    port: found.port(name, textIn(bookmark, 'port'), PORTS[type]!),
    user: textIn(login, 'username') ?? textIn(bookmark, 'username') ?? null,
    identities: key !== undefined && isPath(key) ? [key] : [],
    more: moreOf(bookmark, login),
  });
  tellBookmarkRest(name, bookmark, found);
}

/** Where its user and key stand: in itself, or in a profile that may be elsewhere. */
function loginOf({ bookmark, profiles }: Bookmark, name: string, found: Collected): Table {
  const id = textIn(bookmark, 'profile');
  if (textIn(bookmark, 'authType') !== 'profiles' || id === undefined) return bookmark;
  const profile = profiles.get(id);
  if (profile) {
    tellLoginSecrets(name, profile, found);
    return profile;
  }
  found.tell(name, `authType profiles, profile ${id}`, say('import-refers-to-nothing'));
  return bookmark;
}

function moreOf(bookmark: Table, login: Table): FoundMore {
  const certificate = textIn(login, 'certificate');
  const env = environmentOf(bookmark);
  return given<FoundMore>({
    certificates: certificate !== undefined && isPath(certificate) ? [certificate] : undefined,
    compression: listIn(bookmark, 'compress').length > 0 ? true : undefined,
    connectTimeoutSeconds: seconds(numberIn(bookmark, 'readyTimeout')),
    description: textIn(bookmark, 'description'),
    identityAgent:
      switchIn(bookmark, 'useSshAgent') === false ? 'none' : textIn(bookmark, 'sshAgent'),
    keepAliveSeconds: seconds(numberIn(bookmark, 'keepaliveInterval')),
    remoteDirectory: textIn(bookmark, 'startDirectoryRemote'),
    setEnv: env.length > 0 ? env : undefined,
    x11: switchIn(bookmark, 'x11'),
  });
}

/** `KEY1=VALUE1 KEY2=VALUE2`, and the language where it isn't what electerm gives everyone. */
function environmentOf(bookmark: Table): string[] {
  const set = (textIn(bookmark, 'setEnv') ?? '').split(/\s+/).filter((one) => one.includes('='));
  const language = textIn(bookmark, 'envLang');
  const own = language === undefined || language === 'en_US.UTF-8' ? [] : [`LANG=${language}`];
  return [...own, ...set];
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds / 1_000);
}
