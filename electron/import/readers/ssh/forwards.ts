// LocalForward, RemoteForward and DynamicForward, as OpenSSH reads them (`parse_forward` in readconf.c).
import type { Endpoint, FoundForward } from '../../found.ts';
import { portOf } from './ports.ts';

type Field = { readonly text: string; readonly isPath: boolean };
export type ForwardKeyword = 'localforward' | 'remoteforward' | 'dynamicforward';

/** A path of a socket may have that many bytes, but for its end. */
const SOCKET_BYTES = 107;
const HOST_LENGTH = 1024;

/** Undefined: OpenSSH refuses it. */
export function forwardOf(
  keyword: ForwardKeyword,
  words: readonly string[],
): FoundForward | undefined {
  const [listen, target] = words;
  if (listen === undefined || listen === '') return undefined;
  if (keyword === 'dynamicforward') return dynamic('dynamic', listen);
  if (target === undefined || target === '') {
    return keyword === 'remoteforward' ? dynamic('remote-dynamic', listen) : undefined;
  }
  return fixed(keyword === 'localforward' ? 'local' : 'remote', `${listen}:${target}`);
}

function dynamic(type: 'dynamic' | 'remote-dynamic', text: string): FoundForward | undefined {
  const fields = fieldsOf(text);
  if (!fields || fields.length > 2) return undefined;
  const listen = listening(fields, type === 'remote-dynamic');
  return listen && { type, listen };
}

function fixed(type: 'local' | 'remote', text: string): FoundForward | undefined {
  const fields = fieldsOf(text);
  if (!fields) return undefined;
  const last = fields.at(-1)!;
  const targetFields = last.isPath ? 1 : 2;
  const target = last.isPath ? socket(last.text) : place(fields.slice(-2), 1);
  const listen = listening(fields.slice(0, -targetFields), type === 'remote');
  return listen && target && { type, listen, target };
}

function listening(fields: readonly Field[], mayChoose: boolean): Endpoint | undefined {
  const [first] = fields;
  if (fields.length === 1 && first?.isPath) return socket(first.text);
  return place(fields, mayChoose ? 0 : 1);
}

/** `port` or `host:port`; an empty host is every address, as * is. */
function place(fields: readonly Field[], least: number): Endpoint | undefined {
  if (fields.length < 1 || fields.length > 2) return undefined;
  const port = portOf(fields.at(-1)!.text);
  const host = fields.length === 2 ? fields[0]!.text || '*' : null;
  if (port === undefined || port < least || (host?.length ?? 0) > HOST_LENGTH) return undefined;
  return { host, port };
}

function socket(path: string): Endpoint | undefined {
  return Buffer.byteLength(path) > SOCKET_BYTES ? undefined : { socket: path };
}

/** What stands between colons, [in brackets] with colons of its own; a backslash takes the next as it is. */
function fieldsOf(text: string): Field[] | undefined {
  const fields: Field[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const [whole, bracketed, plain] =
      /^(?:\[([^\]]*)\](?=:|$)|((?:\\.|[^:\\[])(?:\\.|[^:\\])*|))(?::|$)/s.exec(rest) ?? [];
    if (whole === undefined || fields.length === 4) return undefined;
    const written = bracketed ?? plain ?? '';
    fields.push({ text: written.replace(/\\(.)/gs, '$1'), isPath: written.includes('/') });
    rest = rest.slice(whole.length);
  }
  return fields.length > 0 ? fields : undefined;
}
