// Saved sessions of PuTTY and KiTTY, from whatever file, become hosts.
import { say, type Said } from '../../../../words/said.ts';
import { secret, type Found, type Unmapped } from '../../found.ts';
import { isColour } from './ignored.ts';
import { networkHost } from './networkSession.ts';
import { serialHost } from './serialSession.ts';
import { shown, type SavedSession, type Settings } from './settings.ts';

/** What a template says that is worth a word. */
const OF_TEMPLATE = ['HostName', 'UserName', 'PublicKeyFile', 'RemoteCommand', 'PortForwardings'];
/** Not hosts, though sessions of them can be saved. */
const NO_HOSTS: ReadonlyMap<string, Said> = new Map([
  ['ssh-connection', say('import-shared-connection')],
  ['cygterm', say('import-local-shell')],
  ['pty', say('import-local-shell')],
]);

export function hostsOf(sessions: readonly SavedSession[]): Found {
  const names = new Set(sessions.map(({ name }) => name));
  const found = sessions.map((session) => read(session, names));
  return {
    hosts: found.flatMap(({ hosts }) => hosts),
    unmapped: found.flatMap(({ unmapped }) => unmapped),
  };
}

function read(session: SavedSession, names: ReadonlySet<string>): Found {
  const { name, settings } = session;
  const protocol = settings.text('Protocol').trim().toLowerCase() || 'ssh';
  if (name === 'Default Settings') return { hosts: [], unmapped: ofTemplate(name, settings) };
  if (protocol === 'serial') return serialHost(session);
  const none = NO_HOSTS.get(protocol);
  if (none) return noHost(session, none, `Protocol=${protocol}`);
  if (settings.text('HostName').trim()) return networkHost(session, protocol, names);
  const colours = !settings.has('HostName') && settings.all().some(({ name }) => isColour(name));
  return noHost(session, say(colours ? 'import-colours-only' : 'import-no-address'), 'HostName');
}

function ofTemplate(where: string, settings: Settings): Unmapped[] {
  const secrets = secretsOf(where, settings);
  const values = OF_TEMPLATE.filter((name) => settings.text(name).trim());
  const what = values.map((name) => shown({ name, value: settings.text(name) })).join(', ');
  return what ? [{ where, what, why: say('import-template') }, ...secrets] : secrets;
}

function secretsOf(where: string, settings: Settings): Unmapped[] {
  const names = ['Password', 'ProxyPassword'].filter((name) => settings.text(name));
  return names.map((name) => secret(where, name));
}

function noHost({ name, settings }: SavedSession, why: Said, what: string): Found {
  return { hosts: [], unmapped: [{ where: name, what, why }, ...secretsOf(name, settings)] };
}

/** KiTTY's folder; `Default` is its root. */
export function groupOf(settings: Settings): string[] {
  const folder = settings.text('Folder').trim();
  return folder && folder !== 'Default' ? [folder] : [];
}
