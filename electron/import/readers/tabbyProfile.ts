// One profile of Tabby: a host with the defaults that hold for it, or something that is no host.
import { say } from '../../../words/said.ts';
import type { Collected } from '../collected.ts';
import type { FoundHost, FoundMore, FoundSerial } from '../found.ts';
import { given, isTable, listIn, numberIn, switchIn, textIn, textOf, valueIn } from '../plain.ts';
import type { Table } from '../plain.ts';
import type { TabbyGroups } from './tabbyGroups.ts';
import { tellProfileRest } from './tabbyRest.ts';
import { profileForwards, profileJump, profileProxy } from './tabbyWays.ts';

export interface Profile {
  readonly profile: Table;
  /** Of all profiles, by id and by name. */
  readonly names: ReadonlyMap<string, string>;
  readonly groups: TabbyGroups;
  /** Of the file, by type. */
  readonly defaults: unknown;
}

/** With their ports, and the user that Tabby logs in as where none is set. */
const NETWORKED: Readonly<Record<string, { port: number; user: string | null } | undefined>> = {
  ssh: { port: 22, user: 'root' },
  telnet: { port: 23, user: null },
};

export function readProfile(one: Profile, found: Collected): void {
  const { profile } = one;
  const group = one.groups(textIn(profile, 'group'));
  const type = textIn(profile, 'type') ?? '';
  const options = optionsOf([one.defaults, ...group.defaults], type, profile);
  const name =
    textIn(profile, 'name') ?? textIn(options, 'host') ?? textIn(options, 'port') ?? type;
  if (switchIn(profile, 'isTemplate')) {
    return found.tell(name, 'isTemplate', say('import-template'));
  }
  const path = group.path;
  if (type === 'serial') readSerial(name, path, options, found);
  else if (Object.hasOwn(NETWORKED, type)) readNetworked({ name, type, path }, options, one, found);
  else if (type === 'local') return found.tell(name, type, say('import-local-shell'));
  else return found.tell(name, type || 'type', say('import-no-kind-yet'));
  tellProfileRest(name, profile, options, found);
}

/** What holds for it: the file's defaults, those of its groups, and its own, which win. */
function optionsOf(defaults: readonly unknown[], type: string, profile: Table): Table {
  const layers = [...defaults.map((one) => valueIn(one, type)), profile];
  const all = layers.map((layer) => valueIn(layer, 'options')).filter(isTable);
  return Object.fromEntries(all.flatMap((options) => Object.entries(options)));
}

function readSerial(
  name: string,
  group: readonly string[],
  options: Table,
  found: Collected,
): void {
  const line = textIn(options, 'port');
  if (line === undefined) return found.tell(name, 'port', say('import-has-no-address'));
  found.host({
    ...{ name, protocol: 'serial', address: line, port: 0, group },
    serial: { line, speed: numberIn(options, 'baudrate') ?? 115_200, ...serialSettings(options) },
  });
}

const PARITY = ['none', 'odd', 'even', 'mark', 'space'] as const;

function serialSettings(options: Table): Partial<FoundSerial> {
  const soft = switchIn(options, 'xon') === true || switchIn(options, 'xoff') === true;
  return given<Omit<FoundSerial, 'line' | 'speed'>>({
    dataBits: numberIn(options, 'databits'),
    stopBits: numberIn(options, 'stopbits'),
    parity: PARITY.find((one) => one === textIn(options, 'parity')?.toLowerCase()),
    flow: switchIn(options, 'rtscts') ? 'rtscts' : soft ? 'xonxoff' : undefined,
  });
}

function readNetworked(
  { name, type, path }: { name: string; type: string; path: readonly string[] },
  options: Table,
  { names }: Profile,
  found: Collected,
): void {
  const address = textIn(options, 'host');
  if (address === undefined) return found.tell(name, 'host', say('import-has-no-address'));
  const usual = NETWORKED[type]!;
  const ssh: Partial<FoundHost> = {
    identities: keyFiles(name, options, found),
    jump: profileJump(name, options, names, found),
    proxyCommand: textIn(options, 'proxyCommand') ?? null,
    proxy: profileProxy(name, options, found),
    forwards: profileForwards(name, options, found),
    more: moreOf(options),
  };
  found.host({
    ...{ name, protocol: type, address, group: path, ...(type === 'ssh' ? ssh : {}) },
    port: found.port(name, textIn(options, 'port'), usual.port),
    user: textIn(options, 'user') ?? usual.user,
  });
}

/** A list; in old files one, or none that is written as null. */
function keyFiles(name: string, options: Table, found: Collected): string[] {
  const single = textIn(options, 'privateKey');
  const all = [...(single === undefined ? [] : [single]), ...listIn(options, 'privateKeys')];
  return all.flatMap((one) => {
    const key = textOf(one) ?? '';
    if (/^(vault|keychain):/.test(key)) {
      found.tell(name, `privateKeys ${key}`, say('import-key-in-vault'));
      return [];
    }
    if (!/\n|-----BEGIN/.test(key)) return key === '' ? [] : [key.replace(/^file:\/\//, '')];
    found.secret(name, 'privateKeys, the text of one');
    return [];
  });
}

function moreOf(options: Table): FoundMore {
  const countMax = textIn(options, 'keepaliveCountMax');
  return given<FoundMore>({
    agentForward: switchIn(options, 'agentForward'),
    connectTimeoutSeconds: seconds(numberIn(options, 'readyTimeout')),
    keepAliveSeconds: seconds(numberIn(options, 'keepaliveInterval')),
    options: countMax === undefined ? undefined : { ServerAliveCountMax: countMax },
    x11: switchIn(options, 'x11'),
  });
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds / 1_000);
}
