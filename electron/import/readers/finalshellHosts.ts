// A connection of FinalShell as a host. No vendor describes the file: what isn't known is told.
import { say } from '../../../words/said.ts';
import { foundHost, type FoundHost, type FoundMore } from '../found.ts';
import { setting, type HostNotes } from './hostNotes.ts';
import { isEmpty, shownValue, textAt, type JsonRecord } from './jsonRecords.ts';

const TOOL = 'FinalShell';
const SSH = '100';
const KINDS = new Map([
  ['101', 'RDP'],
  ['102', 'RDP'],
]);

/** Of a connection that isn't kept in the file itself. */
const ELSEWHERE = [
  ['secret_key_id', 'import-terminal-key-stored'],
  ['private_key_id', 'import-terminal-key-stored'],
  ['proxy_id', 'import-terminal-proxy-elsewhere'],
] as const;
const SECRETS = ['password', 'passphrase', 'private_key', 'secret_key'];
const TUNNELS = ['port_forwarding_list', 'remote_port_forwarding'];

/** These go into the host, or are told by what reads them. */
const MAPPED = new Set([
  ...['id', 'name', 'host', 'port', 'user_name', 'parent_id', 'description', 'conection_type'],
  ...['authentication_type', 'terminal_encoding', 'private_key_path', 'delete_time', 'conn_type'],
  ...ELSEWHERE.map(([key]) => key),
  ...SECRETS,
  ...TUNNELS,
]);
/** Of the window, the keys and the order: when something was changed, and how large it was. */
const OF_TOOL =
  /_time$|^(?:order|width|height|fullscreen|custom_size|drivestoredirect|(?:backspace|delete)_key_sequence|exec_channel_enable|forwarding_auto_reconnect)$/;

export interface FinalshellConnection {
  readonly name: string;
  readonly group: readonly string[];
  readonly record: JsonRecord;
}

/** Undefined of a connection that is no shell on another computer. */
export function finalshellHost(
  { name, group, record }: FinalshellConnection,
  notes: HostNotes,
): FoundHost | undefined {
  const address = textAt(record, 'host');
  const kind = textAt(record, 'conection_type') || SSH;
  if (!isEmpty(record.get('delete_time'))) {
    notes.tell(`delete_time ${address}`.trim(), say('import-terminal-deleted', { tool: TOOL }));
    return undefined;
  }
  if (kind !== SSH) {
    const word = KINDS.get(kind) ?? '';
    notes.tell(`conection_type ${kind} ${word} ${address}`, say('import-no-kind-yet'));
    return undefined;
  }
  if (address === '') notes.tell('host', say('import-terminal-no-address'));
  tellRest(record, notes);
  const key = textAt(record, 'private_key_path');
  return foundHost({
    name,
    group,
    address,
    port: notes.port('port', textAt(record, 'port'), 22),
    user: textAt(record, 'user_name') || null,
    identities: key === '' ? [] : [key],
    more: moreOf(record),
  });
}

function moreOf(record: JsonRecord): FoundMore {
  const description = textAt(record, 'description');
  return description ? { description } : {};
}

function tellRest(record: JsonRecord, notes: HostNotes): void {
  for (const key of SECRETS) if (!isEmpty(record.get(key))) notes.secret(key);
  for (const [key, why] of ELSEWHERE) {
    const id = textAt(record, key);
    if (id !== '' && id !== '0') notes.tell(setting(key, id), say(why, { tool: TOOL }));
  }
  const key = textAt(record, 'private_key_path');
  if (/\.ppk$/i.test(key)) {
    notes.tell(setting('private_key_path', key), say('import-terminal-key-putty'));
  }
  const charset = textAt(record, 'terminal_encoding');
  if (!['', 'utf-8', 'utf8'].includes(charset.toLowerCase())) {
    notes.tell(setting('terminal_encoding', charset), say('import-terminal-charset'));
  }
  for (const tunnels of TUNNELS) {
    const value = record.get(tunnels);
    if (isEmpty(value)) continue;
    const count = typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
    notes.tell(`${tunnels}: ${count}`, say('import-terminal-tunnel'));
  }
  for (const [other, value] of record) {
    if (isEmpty(value) || MAPPED.has(other) || OF_TOOL.test(other)) continue;
    notes.unknown(other, shownValue(value));
  }
}
