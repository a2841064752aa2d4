// Parts that sessions of MobaXterm of several kinds have: logins, key files, and gateways on the way.
import { say } from '../../../words/said.ts';
import { hop, setting, type HostNotes } from './hostNotes.ts';
import { listAt, type MobaSession } from './mobaxtermLine.ts';

export const TOOL = 'MobaXterm';

/** Stands for a folder or a drive: `_ProfileDir_`, `_MyDocuments_`, `_CurrentDrive_`, … */
const VARIABLE = /_[A-Z][A-Za-z]*[a-z]_/;

/** The user, where one stands there: `[name]` is a saved login, `<default>` the tool's own. */
export function loginOf(user: string, notes: HostNotes): string | null {
  if (/^\[.*\]$/.test(user)) {
    notes.tell(`user "${user}"`, say('import-terminal-login-saved', { tool: TOOL }));
    return null;
  }
  if (user === '<default>') {
    notes.tell('user <default>', say('import-terminal-login-usual', { tool: TOOL }));
    return null;
  }
  return user === '' ? null : user;
}

/** One key file or none, as written. */
export function identityOf(path: string, notes: HostNotes): string[] {
  if (path === '') return [];
  tellVariable(path, notes);
  if (/\.ppk$/i.test(path)) notes.tell(setting('key', path), say('import-terminal-key-putty'));
  return [path];
}

/** Gateways in the order of travel. Their keys are theirs, and told. */
export function jumpOf(
  session: MobaSession,
  [hosts, ports, users, keys]: readonly [number, number, number, number?],
  notes: HostNotes,
): string[] | null {
  const [port, user] = [listAt(session, ports), listAt(session, users)];
  const hops = listAt(session, hosts).flatMap((host, at) =>
    host === '' ? [] : [hop(host, port[at] ?? '', loginOf(user[at] ?? '', notes))],
  );
  if (keys !== undefined) tellKeys(listAt(session, keys), notes);
  return hops.length > 0 ? hops : null;
}

function tellKeys(keys: readonly string[], notes: HostNotes): void {
  for (const key of keys.filter((one) => one !== '')) {
    notes.tell(setting('key of a gateway', key), say('import-terminal-key-jump'));
    tellVariable(key, notes);
  }
}

function tellVariable(path: string, notes: HostNotes): void {
  const [name] = VARIABLE.exec(path) ?? [];
  if (name === undefined) return;
  notes.tell(setting('key', path), say('import-terminal-variable', { name, tool: TOOL }));
}
