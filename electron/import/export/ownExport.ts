// Hosts as a file of our own: whole, with secrets left out, or sealed under a passphrase.
import {
  OWN_FORMAT,
  OWN_VERSION,
  type OwnFolder,
  type OwnHost,
  type OwnIdentity,
} from '../ownJson.ts';
import {
  boundText,
  sealed,
  type OwnSecrets,
  type RandomBytes,
  type SecretsById,
} from '../ownSeal.ts';
import type { PlainHost, PlainHosts } from './plainHost.ts';

/** Made by the app for somebody's invitation: nobody's own. */
const NOT_SAVED = ['joined'];

/** Without any secret. */
export function ownText(plain: PlainHosts): string {
  return laidOut(bodyOf(plain, false));
}

/** With all secrets under a passphrase. Without one there is nothing that it could be sealed by. */
export async function sealedOwnText(
  plain: PlainHosts,
  passphrase: string,
  random?: RandomBytes,
): Promise<string> {
  const body = bodyOf(plain, true);
  const kept = plain.logins?.kept ?? [];
  const secrets = {
    ...secretsOf(plain.hosts.filter(isSaved)),
    ...(kept.length > 0 ? { kept } : {}),
  };
  const seal = await sealed(secrets, { passphrase, rest: boundText(body) }, random);
  return laidOut({ ...body, sealed: seal });
}

interface Body {
  readonly format: typeof OWN_FORMAT;
  readonly version: typeof OWN_VERSION;
  readonly folders: readonly OwnFolder[];
  readonly hosts: readonly OwnHost[];
  readonly identities?: readonly OwnIdentity[];
}

function bodyOf({ hosts, folders, logins }: PlainHosts, withSecrets: boolean): Body {
  const identities = (logins?.identities ?? []).map(({ id, name, user, identityFile }) => {
    return { id, name, user, identityFile };
  });
  return {
    format: OWN_FORMAT,
    version: OWN_VERSION,
    folders: folders.map(({ path, color, notes, fields }) => {
      return { path: [...path], color, notes, fields: { ...fields } };
    }),
    hosts: hosts.filter(isSaved).map((host) => ownHost(host, withSecrets)),
    ...(identities.length > 0 ? { identities } : {}),
  };
}

function isSaved({ kind }: PlainHost): boolean {
  return !NOT_SAVED.includes(kind);
}

function ownHost(host: PlainHost, withSecrets: boolean): OwnHost {
  const { id, kind, name, color, folder, tags, notes, favorite } = host;
  const tunnels = host.tunnels.map(({ hostId: _, password: __, ...tunnel }) => tunnel);
  const leftOut = withSecrets ? [] : Object.keys(filled(host.secrets));
  return {
    ...{ id, kind, name, color, folder: [...folder], tags: [...tags], notes, favorite },
    ...{ fields: { ...host.fields }, tunnels, leftOut },
  };
}

function secretsOf(hosts: readonly PlainHost[]): OwnSecrets {
  const tunnels = hosts.flatMap((host) => host.tunnels);
  return {
    hosts: byId(hosts.map(({ id, secrets }) => [id, filled(secrets)])),
    tunnels: byId(tunnels.map(({ id, password }) => [id, filled({ password })])),
  };
}

function byId(all: readonly (readonly [string, Record<string, string>])[]): SecretsById {
  return Object.fromEntries(all.filter(([, secrets]) => Object.keys(secrets).length > 0));
}

function filled(secrets: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''));
}

/** Lines that can be compared. */
function laidOut(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
