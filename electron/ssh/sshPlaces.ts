// How ssh reads what stands at each place of its command line. A text gets there only through
// here, where its place is said: one that ssh would expand, split or take for an option is written
// so that it isn't, or refused. Forwards stand there only where no master can be asked for them
// (`durable/muxClient.ts`).
//
//   place                      ssh expands           and besides
//   -o ControlPath=            ~ %x ${X}             splits at spaces
//   -i                         looks for the file as it is written, then opens ~ %x ${X}
//   -o IdentityFile=           ~ %x ${X}             splits at spaces; "…" holds together (8.7)
//   -F                         nothing               for a jump host, the user's shell here reads it
//   -J                         %x, once a hop        makes a shell's command line of it
//   -l, the host, -p           nothing               `%r`, `%h` in ProxyCommand go to a shell
//   -o of the user's own       as its page says      it is meant to
//   -o CertificateFile=        ~ %x ${X}             splits at spaces; "…" holds together (8.7)
//   -o ProxyCommand=           %x, once a hop        the user's shell here reads it (throughHosts.ts)
//   the command                nothing               the login shell there reads it
//   -L, -R, -D                 of paths %x ${X}      \ : [ ] are its own
import { existsSync } from 'node:fs';
import { SYSTEM } from '../../core/system.ts';
import { unambiguousHost } from '../../core/link/localName.ts';
import type { Place } from '../../core/tunnel/place.ts';
import type { TunnelKind } from '../../core/tunnel/tunnel.ts';
import { StartError } from '../programs/command.ts';
import { say, type Said } from '../../words/said.ts';
import { expandHome } from '../programs/localFiles.ts';

declare const place: unique symbol;

/** One argument of ssh that was made for its place. */
export type SshArgument = string & { readonly [place]: true };

/** What we say ourselves, word for word. */
type OwnWord =
  | '--'
  | '-N'
  | '-T'
  | '-s'
  | 'sftp'
  | '-t'
  | '-F'
  | '-G'
  | '/dev/null'
  | '-O'
  | '-o'
  | '-W'
  | '[%h]:%p'
  | 'check'
  | `ControlMaster=${'yes' | 'no'}`
  | 'ControlPath=none'
  | 'ControlPersist=no'
  | 'ExitOnForwardFailure=no'
  | 'StreamLocalBindMask=0177'
  | 'ClearAllForwardings=yes'
  | 'RemoteCommand=none'
  | 'RequestTTY=no'
  | 'BatchMode=yes'
  | 'ProxyCommand=false'
  | 'ProxyUseFdpass=yes'
  | 'SendEnv=*'
  | `ServerAliveInterval=${number}`
  | `ServerAliveCountMax=${number}`
  | `ConnectTimeout=${number}`
  | 'EscapeChar=none'
  | `LogLevel=${'DEBUG1' | 'ERROR' | 'VERBOSE'}`
  | 'bowline.invalid'
  | 'PreferredAuthentications=none'
  | 'IdentityAgent=none'
  | 'PermitLocalCommand=no'
  | 'UpdateHostKeys=no'
  | 'CheckHostIP=no'
  | `StrictHostKeyChecking=${'yes' | 'no'}`
  | 'UserKnownHostsFile=/dev/null';

/** A path in which ssh, tar and shells find nothing but a path. */
export const PLAIN_PATH = /^\/[\w./+-]+$/;

export function ownWord(word: OwnWord): SshArgument {
  return word as string as SshArgument;
}

/** Of a folder that we have chosen ourselves. Throws a `StartError` where ssh would read more. */
export function controlPath(path: string): SshArgument {
  if (!PLAIN_PATH.test(path))
    throw new StartError(say('ssh-expands-folder', { folder: path }), EDIT);
  return `ControlPath=${path}` as SshArgument;
}

/** A line of the user's own, whose expansions are meant. */
export function userOption(line: string): SshArgument {
  return withoutNul(line, 'option');
}

/** Letters, digits and signs that neither a shell nor ssh reads otherwise; on Windows `\` and `:`, too. */
const PLAIN_FILE = {
  posix: /^\/[\p{L}\p{M}\p{N}/._+@,=:-]+$/u,
  windows: /^[A-Za-z]:[\\/][\p{L}\p{M}\p{N}\\/._+@,=-]+$/u,
};

/** What keeps ssh from being given a configuration file of this path; null when nothing does. */
export function configFileProblem(path: string, platform: NodeJS.Platform = SYSTEM): Said | null {
  if (path === '' || PLAIN_FILE[platform === 'win32' ? 'windows' : 'posix'].test(path)) return null;
  return say('ssh-config-path', { path });
}

/**
 * The configuration file, '' for the one that ssh reads by itself. ssh takes the path as it is, but hands it
 * to the user's shell where it goes through a jump host. Throws a `StartError` where a shell would read more.
 */
export function configFile(path: string): SshArgument[] {
  const wrong = configFileProblem(path);
  if (wrong) throw new StartError(wrong, say('ssh-config-path-move'));
  return path === '' ? [] : (['-F', path] as SshArgument[]);
}

/** The name of a port, a user or a host: ssh takes it as it is, behind its own `-p`, `-l`, `--`. */
export function userWord(text: string, part: 'port' | 'user' | 'address'): SshArgument {
  return withoutNul(text, part);
}

/** What the login shell there is to run; made of words of ours and names that are plain. */
export function remoteCommand(
  words: TemplateStringsArray,
  ...parts: (PlainName | SshArgument | number)[]
): SshArgument {
  return String.raw({ raw: words }, ...parts) as SshArgument;
}

declare const checked: unique symbol;
/** Letters and digits, which nothing reads otherwise than as they are. */
export type PlainName = string & { readonly [checked]: true };

export function isPlainName(text: string): text is PlainName {
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(text);
}

/** A file that is there under this very name is meant; else ssh's own `%d` and `${HOME}` are. */
export function identityFile(path: string): SshArgument[] {
  withoutNul(path, 'identityFile');
  if (path === '') return [];
  if (!/%|\$\{/.test(path)) return ['-i', path] as SshArgument[];
  if (/["\\]/.test(path)) throw expanded('identityFile');
  const literal = existsSync(expandHome(path));
  if (literal && path.includes('${')) throw expanded('identityFile');
  const written = literal ? path.replaceAll('%', '%%') : path;
  return ['-o', `IdentityFile="${written}"`] as SshArgument[];
}

/**
 * The path of a certificate as a value of its option: read as `identityFile` is, and held together.
 * Throws a `StartError` where ssh would read it otherwise.
 */
export function certificatePath(path: string): string {
  if (/["\\]/.test(path)) throw expanded('certificateFile');
  const literal = existsSync(expandHome(path));
  if (literal && path.includes('${')) throw expanded('certificateFile');
  return `"${literal ? path.replaceAll('%', '%%') : path}"`;
}

/** What keeps ssh from using a certificate of this name; null when nothing does. */
export function certificatePathProblem(path: string): Said | null {
  try {
    certificatePath(path);
    return null;
  } catch {
    return say('ssh-reads-path');
  }
}

/**
 * What keeps ssh from using a file of this name; null when nothing does. It reads `${X}` in a path as
 * a variable, and has no way to write those two characters otherwise.
 */
export function identityPathProblem(path: string): Said | null {
  try {
    identityFile(path);
    return null;
  } catch {
    return say('ssh-reads-path');
  }
}

/**
 * Each hop is a program's command line of its own, made by the one before, which reads a percent
 * sign in it; so the last is read once, and one that lies n before it n times more.
 */
export function jumpHosts(hops: string): SshArgument[] {
  if (hops === '') return [];
  if (/[$`]/.test(withoutNul(hops, 'jumpHost'))) throw expanded('jumpHost');
  const list = hops.split(',');
  const written = list.map((hop, index) =>
    hop.replaceAll('%', '%'.repeat(2 ** (list.length - index))),
  );
  return ['-J', written.join(',')] as SshArgument[];
}

/**
 * A tunnel of its own kind; `target` is null for a dynamic one. Undefined where a place is written
 * with characters that ssh would read otherwise.
 */
export function forward(
  kind: TunnelKind,
  listen: Place,
  target: Place | null,
): SshArgument[] | undefined {
  const places = target ? [listen, target] : [listen];
  const written = places.map(forwardPlace);
  if (written.includes(undefined)) return undefined;
  return [FORWARDS[kind], written.join(':')] as SshArgument[];
}

const FORWARDS = { local: '-L', remote: '-R', dynamic: '-D' } as const;
/** Names, and addresses of both kinds, with the zone that one may have. */
const PLAIN_HOST = /^[\p{L}\p{M}\p{N}._:%-]+$/u;

function forwardPlace(place: Place): string | undefined {
  if (place.kind === 'unix') return PLAIN_PATH.test(place.path) ? place.path : undefined;
  const host = unambiguousHost(place.host);
  return PLAIN_HOST.test(host) ? `[${host}]:${place.port}` : undefined;
}

/** The system ends a text at a NUL: what is judged would be another than what is run. */
function withoutNul(text: string, part: HostPart): SshArgument {
  if (text.includes('\0')) throw new StartError(say('host-has-nul', { part }), EDIT);
  return text as SshArgument;
}

function expanded(part: HostPart): StartError {
  return new StartError(say('ssh-expands', { part }), EDIT);
}

type HostPart =
  'option' | 'port' | 'user' | 'address' | 'identityFile' | 'certificateFile' | 'jumpHost';

const EDIT = say('edit-and-enter-anew');
