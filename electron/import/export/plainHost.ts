// Hosts as an export is given them: plain data, whatever the store keeps besides. Secrets stand apart, so
// that what leaves them out can't forget one.
import { fieldsOf } from '../../hosts/kinds/kinds.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { HostColor, SavedTunnel } from '../../ipc/contract.ts';
import type { OwnIdentity } from '../ownJson.ts';
import type { OwnKept } from '../ownSeal.ts';

export interface PlainHost {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly color: HostColor;
  /** Of its kind, those without a secret; by the names that `electron/hosts/kinds` gives them. */
  readonly fields: Readonly<Record<string, string>>;
  /** By field; '' is no secret. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The path of its folder; [] at the top. */
  readonly folder: readonly string[];
  readonly tags: readonly string[];
  readonly notes: string;
  readonly favorite: boolean;
  readonly tunnels: readonly SavedTunnel[];
}

export interface PlainFolder {
  readonly path: readonly string[];
  readonly color: HostColor;
  readonly notes: string;
  /** What holds for all in it; as a host's own. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface PlainHosts {
  readonly hosts: readonly PlainHost[];
  readonly folders: readonly PlainFolder[];
  readonly logins?: PlainLogins | undefined;
}

/** For a file of our own. */
export interface PlainLogins {
  readonly identities: readonly OwnIdentity[];
  /** For a file that seals them. */
  readonly kept: readonly OwnKept[];
}

type Arranged = Pick<PlainHost, 'folder' | 'tags' | 'notes' | 'favorite' | 'tunnels'>;

const NOWHERE: Arranged = { folder: [], tags: [], notes: '', favorite: false, tunnels: [] };

/** As main hands one to the thread that writes it. */
export interface HostToWrite {
  readonly host: StoredHost;
  readonly arranged: Arranged;
  /** That logins to it are kept with, for a file that seals it; missing: none goes along. */
  readonly password?: string | undefined;
}

/** Among a host's secrets: the one of its logins, which is no field of any kind. */
export const LOGIN_PASSWORD = 'loginPassword';

/** A saved host, with where it stands. */
export function plainHost(
  given: StoredHost,
  arranged: Partial<Arranged> = {},
  password = '',
): PlainHost {
  const host = given.kind === 'config' ? unlinked(given) : given;
  const { id, kind, name, color } = host;
  const own = fieldsOf(kind);
  const of = (isSecret: boolean): Record<string, string> =>
    Object.fromEntries(
      own.filter(([, field]) => !!field.secret === isSecret).map(([field]) => [field, host[field]]),
    );
  const secrets = password === '' ? of(true) : { ...of(true), [LOGIN_PASSWORD]: password };
  return { ...NOWHERE, ...arranged, id, kind, name, color, fields: of(false), secrets };
}

/** One that stands in an ssh config goes elsewhere without that file: with what is known of it. */
function unlinked(host: StoredHost): StoredHost {
  const [identityFile = ''] = host.identityFile.split(', ');
  return { ...host, kind: 'ssh', identityFile, jumpHost: host.jumpHost.replaceAll(', ', ',') };
}
