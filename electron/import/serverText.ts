// Addresses and names of keys as other tools write them into one text.

export interface Server {
  readonly host: string;
  /** As written; undefined where none is. */
  readonly port: string | undefined;
}

/** `host`, `host:port`, `[v6]`, `[v6]:port`, or a bare `v6`, in which no port can be. */
export function serverOf(text: string): Server {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/s.exec(text);
  if (bracketed) return { host: bracketed[1]!, port: bracketed[2] };
  const colon = text.indexOf(':');
  if (colon < 0 || colon !== text.lastIndexOf(':')) return { host: text, port: undefined };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** A hop as OpenSSH writes one: `user@host:port`, `[v6]:port`. */
export function hopOf(host: string, port?: number | string, user?: string): string {
  const bare = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${user ? `${user}@` : ''}${bare}${port ? `:${port}` : ''}`;
}

/** Whether this may be where a key lies, as against a key itself. */
export function isPath(text: string): boolean {
  return !text.includes('\n') && /^(~|%d|\.{0,2}\/|[a-z]:[\\/]|\\\\|\$\{?home)/i.test(text);
}

/** The folders of a path, without empty ones. */
export function foldersOf(path: string | undefined, between: RegExp = /\//): string[] {
  const all = (path ?? '').split(between).map((folder) => folder.trim());
  return all.filter((folder) => folder !== '');
}
