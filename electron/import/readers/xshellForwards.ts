// Tunnels of Xshell: numbered settings `FwdReq_0_Port`, of which as many count as it says.
import { say } from '../../../words/said.ts';
import type { Endpoint, FoundForward } from '../found.ts';
import { setting, type HostNotes } from './hostNotes.ts';

const TYPES = new Map([
  ['0', 'local'],
  ['1', 'remote'],
  ['2', 'dynamic'],
] as const);
/** More than anybody has; what is told of each is bounded, too. */
const MOST = 1_000;

type Values = ReadonlyMap<string, string>;

export function xshForwards(values: Values, notes: HostNotes): FoundForward[] {
  const count = Math.min(Number(values.get('fwdreqcount')) || 0, MOST);
  const forwards: FoundForward[] = [];
  for (let number = 0; number < count; number += 1) {
    const at = (key: string): string => values.get(`fwdreq_${number}_${key}`) ?? '';
    const forward = forwardOf(at);
    const name = at('description');
    if (!forward) notes.tell(`FwdReq_${number}`, say('import-terminal-tunnel'));
    else forwards.push(forward);
    if (name !== '') {
      const key = `FwdReq_${number}_Description`;
      notes.tell(setting(key, name), say('import-terminal-tunnel-name'));
    }
  }
  return forwards;
}

/** Undefined where one of its ports is none. */
function forwardOf(at: (key: string) => string): FoundForward | undefined {
  const type = TYPES.get((at('incoming') || '0') as '0');
  const listen = endpoint(at('localonly') === '0' ? '*' : at('source'), at('port'));
  if (!type || !listen) return undefined;
  if (type === 'dynamic') return { type, listen };
  const target = endpoint(at('host'), at('hostport'));
  return target && { type, listen, target };
}

function endpoint(host: string, port: string): Endpoint | undefined {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65_535) return undefined;
  return { host: host === '' ? null : host, port: number };
}
