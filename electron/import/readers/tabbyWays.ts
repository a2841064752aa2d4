// How Tabby reaches a host, and what it forwards there.
import { say } from '../../../words/said.ts';
import { settingOf, type Collected } from '../collected.ts';
import type { FoundForward, FoundProxy } from '../found.ts';
import { isTable, listIn, textIn, type Table } from '../plain.ts';

/** By the name of the host; null where none is there any more. */
export function profileJump(
  name: string,
  options: Table,
  names: ReadonlyMap<string, string>,
  found: Collected,
): string[] | null {
  const id = textIn(options, 'jumpHost');
  if (id === undefined) return null;
  const jump = names.get(id);
  if (jump !== undefined) return [jump];
  found.tell(name, settingOf('jumpHost', id), say('import-refers-to-nothing'));
  return null;
}

const PROXIES = [
  { type: 'socks5', key: 'socksProxy', usual: 1_080 },
  { type: 'http', key: 'httpProxy', usual: 8_080 },
] as const;

export function profileProxy(name: string, options: Table, found: Collected): FoundProxy | null {
  for (const { type, key, usual } of PROXIES) {
    const host = textIn(options, `${key}Host`);
    if (host === undefined) continue;
    const port = found.port(name, textIn(options, `${key}Port`), usual);
    return { type, host, port, user: null };
  }
  return null;
}

const TYPES = { local: 'local', remote: 'remote', dynamic: 'dynamic' } as const;

export function profileForwards(name: string, options: Table, found: Collected): FoundForward[] {
  return listIn(options, 'forwardedPorts').flatMap((one) => {
    const forward = isTable(one) ? forwardOf(name, one, found) : undefined;
    if (!forward) found.tell(name, 'forwardedPorts', say('import-not-an-entry'));
    return forward ?? [];
  });
}

function forwardOf(name: string, table: Table, found: Collected): FoundForward | undefined {
  const written = textIn(table, 'type')?.toLowerCase() ?? 'local';
  const type = Object.hasOwn(TYPES, written) ? TYPES[written as keyof typeof TYPES] : undefined;
  const listen = {
    host: textIn(table, 'host') ?? null,
    port: found.port(name, textIn(table, 'port'), 0),
  };
  if (!type || listen.port === 0) return undefined;
  if (type === 'dynamic') return { type, listen };
  const port = found.port(name, textIn(table, 'targetPort'), 0);
  const target = { host: textIn(table, 'targetAddress') ?? null, port };
  return port === 0 ? undefined : { type, listen, target };
}
