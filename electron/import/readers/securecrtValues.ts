// What SecureCRT knows of a session: keys with texts, numbers and lists, however they are written.
import { say, type Said } from '../../../words/said.ts';

export type CrtValue = string | number | readonly string[];
export type CrtValues = ReadonlyMap<string, CrtValue>;

export interface CrtSession {
  readonly name: string;
  readonly group: readonly string[];
  readonly values: CrtValues;
}

export interface CrtFile {
  readonly sessions: readonly CrtSession[];
  /** The session that new ones start as: what is the same there, nobody chose for this one. */
  readonly template: CrtValues;
}

/** What a session goes through, by what its setting says; or why that can't be told. */
export type Jumps = (path: string) => { readonly name: string; readonly doubt?: Said } | Said;

/** Patterns of sessions, and what is known of folders. */
const NO_SESSION = /^__FolderData__$/i;
const TEMPLATE = /^Default(?:_\w+)?$/i;

export function isTemplate(name: string, group: readonly string[]): boolean {
  return group.length === 0 && TEMPLATE.test(name);
}

export function isNoSession(name: string): boolean {
  return NO_SESSION.test(name);
}

export function textAt(values: CrtValues, key: string): string {
  const value = values.get(key);
  if (typeof value === 'object') return value.join('\n');
  return value === undefined ? '' : String(value).trim();
}

/** Undefined where none stands there. */
export function numberAt(values: CrtValues, key: string): number | undefined {
  const value = values.get(key);
  return typeof value === 'number' ? value : undefined;
}

export function listAt(values: CrtValues, key: string): readonly string[] {
  const value = values.get(key);
  if (typeof value === 'object') return value;
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** Hosts are known by their names here, sessions by the path of their folders there. */
export function jumpsOf(sessions: readonly CrtSession[]): Jumps {
  const paths = new Map(
    sessions.map(({ name, group }) => [[...group, name].join('/').toLowerCase(), name]),
  );
  const counts = new Map<string, number>();
  for (const { name } of sessions) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (path) => {
    const names = path.split(/[\\/]/).filter((name) => name !== '');
    const name = paths.get(names.join('/').toLowerCase());
    if (name === undefined) return say('import-terminal-jump-gone');
    const several = (counts.get(name) ?? 0) > 1;
    return several ? { name, doubt: say('import-terminal-jump-many') } : { name };
  };
}
