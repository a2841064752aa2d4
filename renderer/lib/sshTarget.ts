// What somebody types or pastes where an address is asked for, as fields of a host: what it may be
// (readTarget.ts reads it), the form that begins with it, and the id under which it is opened unsaved.
import type { HostDraft } from '../../electron/ipc/contract.ts';

const FIELDS = ['address', 'user', 'port', 'identityFile', 'jumpHost', 'options'] as const;

/** Fields of an SSH host, as its form has them. */
export type SshTarget = Record<(typeof FIELDS)[number], string>;

export type TargetRefusal =
  /** A quote without an end. */
  | 'quote'
  /** `ssh` without an address. */
  | 'no-address'
  /** It begins with a dash: ssh would take it for an option. */
  | 'dash'
  /** No port: 1 to 65,535. */
  | 'port'
  /** Characters that no address, or no user, has. */
  | 'characters'
  | 'too-long';

/** An address, and what else was said of how to get there. */
export interface TypedSsh {
  kind: 'ssh';
  /** Nothing in it starts a program, or makes ssh trust what it wouldn't. */
  target: SshTarget;
  /** Options, `Key=value`, that a host has only once somebody saw them in its form. */
  careful: readonly string[];
  /** The names of those among them that start a program on this computer. */
  runs: readonly string[];
  /** Parts of the command line that aren't taken. */
  left: readonly string[];
  /** It can be meant as nothing else. */
  explicit: boolean;
}

export type Typed =
  TypedSsh | { kind: 'link'; link: string } | { kind: 'refused'; why: TargetRefusal; what: string };

export const NO_TARGET: SshTarget = {
  ...{ address: '', user: '', port: '', identityFile: '', jumpHost: '', options: '' },
};

/** `deploy@web-1:2222`, as a host's second line has it. */
export function writtenTarget({ address, user, port }: SshTarget): string {
  const bare = port && address.includes(':') ? `[${address}]` : address;
  const place = port ? `${bare}:${port}` : bare;
  return user ? `${user}@${place}` : place;
}

/** Of the form for a host, with what was typed in its fields; its name comes of the address. */
export function draftOf({ target, careful }: Pick<TypedSsh, 'target' | 'careful'>) {
  const options = [target.options, ...careful].filter((line) => line !== '').join('\n');
  return { kind: 'ssh', ...target, options } satisfies Partial<HostDraft>;
}

const PREFIX = 'ssh:';

/** What stands in a host's place for one that isn't saved (electron/hosts/typedHost.ts). */
export function typedId(target: SshTarget): string {
  const filled = FIELDS.flatMap((name): [string, string][] =>
    target[name] ? [[name, target[name]]] : [],
  );
  return PREFIX + new URLSearchParams(filled).toString();
}

/** What was typed, of such an id; undefined for others. */
export function typedTarget(hostId: string): SshTarget | undefined {
  if (!hostId.startsWith(PREFIX)) return undefined;
  const query = new URLSearchParams(hostId.slice(PREFIX.length));
  const target = { ...NO_TARGET };
  for (const name of FIELDS) target[name] = query.get(name) ?? '';
  return target.address === '' ? undefined : target;
}

/** The name of a host that isn't saved. */
export function typedName(hostId: string): string | undefined {
  const target = typedTarget(hostId);
  return target && writtenTarget(target);
}
