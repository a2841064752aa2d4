// Tunnels of SecureCRT: `name|[host,]port|1 if not to the server itself|host|port|program|arguments`.
import { say } from '../../../words/said.ts';
import type { Endpoint, FoundForward } from '../found.ts';
import { setting, type HostNotes } from './hostNotes.ts';
import { listAt, type CrtValues } from './securecrtValues.ts';

const TABLES = [
  ['Port Forward Table V2', 'local', 'dynamic'],
  ['Reverse Forward Table V2', 'remote', 'remote-dynamic'],
] as const;

export function crtForwards(values: CrtValues, notes: HostNotes): FoundForward[] {
  return TABLES.flatMap(([key, plain, dynamic]) =>
    listAt(values, key)
      .filter((line) => line.trim() !== '')
      .flatMap((line) => forwardOf(line, plain, dynamic, notes)),
  );
}

function forwardOf(
  line: string,
  plain: 'local' | 'remote',
  dynamic: 'dynamic' | 'remote-dynamic',
  notes: HostNotes,
): FoundForward[] {
  const fields = line.split('|').map((field) => field.trim());
  const [name = '', from = '', other = '', host = '', to = '', program = ''] = fields;
  const [, bind = '', listening = ''] = /^(?:(.*),)?(\d+)$/.exec(from) ?? [];
  const isSocks = host.startsWith('socks');
  const listen = endpoint(bind, listening);
  const target = endpoint(other === '1' ? host : '', to);
  if (!listen || (!target && !isSocks)) {
    notes.tell(setting('tunnel', line), say('import-terminal-tunnel'));
    return [];
  }
  if (name !== '') notes.tell(setting('tunnel', name), say('import-terminal-tunnel-name'));
  if (program !== '') {
    notes.tell(setting('tunnel', program), say('import-terminal-tunnel-program'));
  }
  return [isSocks ? { type: dynamic, listen } : { type: plain, listen, target: target! }];
}

function endpoint(host: string, port: string): Endpoint | undefined {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) return undefined;
  return { host: host === '' ? null : host, port: number };
}
