// What objects of Royal TS refer to: logins and gateways, by id or by name, or those of their folder.
import { say } from '../../../words/said.ts';
import { settingOf, type Collected } from '../collected.ts';
import { switchIn, textIn, type Table } from '../plain.ts';
import { hopOf } from '../serverText.ts';
import { addressesOf, nameOf } from './royalTree.ts';

/** An object, after the folders that it lies in, the outermost first. */
type Places = readonly Table[];

export interface RoyalReferences {
  /** Where its user and key stand: itself, an object of its own, or one of its folders. */
  login(name: string, places: Places, found: Collected, prefix?: string): Table;
  gateway(name: string, places: Places, found: Collected): Table | undefined;
  /** Gateways that something goes through. */
  readonly used: ReadonlySet<Table>;
}

export function royalReferences(objects: readonly Table[]): RoyalReferences {
  const credentials = named(objects, ['Credential', 'DynamicCredential']);
  const gateways = named(objects, ['SecureGateway']);
  const used = new Set<Table>();
  return {
    used,
    login(name, places, found, prefix = '') {
      const from = nearest(places, 'CredentialsFromParent', `${prefix}Credential`, [
        `${prefix}Username`,
      ]);
      if (!from) return {};
      if (textIn(from, `${prefix}Username`) !== undefined) return from;
      return referred(name, from, `${prefix}Credential`, credentials, found) ?? from;
    },
    gateway(name, places, found) {
      const from = nearest(places, 'SecureGatewayFromParent', 'SecureGateway', []);
      const gateway = from && referred(name, from, 'SecureGateway', gateways, found);
      if (gateway) used.add(gateway);
      return gateway;
    },
  };
}

/** By id, and by name where no id is so. */
function named(objects: readonly Table[], types: readonly string[]): ReadonlyMap<string, Table> {
  const all = objects.filter((object) => types.includes(textIn(object, 'Type') ?? ''));
  const byName = all.map((object) => [textIn(object, 'Name') ?? '', object] as const);
  const byId = all.map((object) => [textIn(object, 'ID') ?? '', object] as const);
  const map = new Map([...byName, ...byId]);
  map.delete('');
  return map;
}

/** The object itself; its folder where it says that the folder's hold for it, and so on. */
function nearest(
  places: Places,
  fromParent: string,
  reference: string,
  own: readonly string[],
): Table | undefined {
  for (const place of places.toReversed()) {
    const keys = [`${reference}ID`, `${reference}Name`, ...own, 'KeyFilePath'];
    const inherits = switchIn(place, fromParent) === true;
    if (!inherits && keys.some((key) => textIn(place, key) !== undefined)) return place;
    if (!inherits) return undefined;
  }
  return undefined;
}

function referred(
  name: string,
  from: Table,
  key: string,
  among: ReadonlyMap<string, Table>,
  found: Collected,
): Table | undefined {
  for (const suffix of ['ID', 'Name']) {
    const id = textIn(from, key + suffix);
    if (id === undefined || NO_ID.test(id)) continue;
    const object = among.get(id);
    if (object) return object;
    found.tell(name, settingOf(key + suffix, id), say('import-refers-to-nothing'));
    return undefined;
  }
  return undefined;
}

/** What stands there where nothing is referred to. */
const NO_ID = /^[0-]*$/;

/** The hop through a gateway, which is an ssh server with a login of its own. */
export function gatewayHop(
  gateway: Table,
  references: RoyalReferences,
  found: Collected,
): string | undefined {
  const [host] = addressesOf(gateway);
  if (host === undefined) return undefined;
  const own = references.login(nameOf(gateway), [gateway], found, 'SecureGateway');
  const usual = references.login(nameOf(gateway), [gateway], found);
  const user =
    textIn(own, 'SecureGatewayUsername') ?? textIn(own, 'Username') ?? textIn(usual, 'Username');
  const port = textIn(gateway, 'SecureGatewayPort') ?? textIn(gateway, 'Port');
  return hopOf(host, port, user);
}
