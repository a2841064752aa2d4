// What a saved tunnel must look like: the one place where the form's input is checked and put into
// its normal form, and where it becomes what `core/tunnel` carries out.
import { z } from 'zod';
import { isLoopback, type Place } from '../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import type { TunnelDraft, TunnelErrors } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { addressProblem } from '../ssh/sshFields.ts';
import { NAME_LENGTH } from './hostDraft.ts';

export const TUNNEL_KINDS = ['local', 'remote', 'dynamic'] as const;

/** What the draft alone doesn't tell. */
export interface TunnelFacts {
  /** OpenSSH carries less than an agent does. */
  carriedBy: 'ssh' | 'agent';
  /** A password is stored: an empty field then keeps it. */
  hasPassword: boolean;
}

export type TunnelDraftResult =
  { ok: true; draft: TunnelDraft } | { ok: false; errors: TunnelErrors };

/** A unix socket's path has room for 104 bytes on macOS, the closing zero included. */
const PATH_BYTES = 103;
/** Of a user's name and of a password, each; SOCKS5 has one byte for their length. */
const LOGIN_BYTES = 255;
const ADDRESS_LENGTH = 255;
const LAST_PORT = 65_535;
const UNREADABLE =
  'The keychain did not give this proxy’s password back. ' +
  'Unlock it and start again, or edit the tunnel and enter the password anew.';
const HERE = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

/** The draft in its normal form, or what is wrong at which field. */
export function parseTunnelDraft(draft: TunnelDraft, facts: TunnelFacts): TunnelDraftResult {
  const result = schema(facts).safeParse(draft);
  if (result.success) return { ok: true, draft: result.data };
  const errors: TunnelErrors = {};
  for (const { path, message } of result.error.issues) {
    errors[path[0] as keyof TunnelDraft] ??= message;
  }
  return { ok: false, errors };
}

/**
 * A tunnel whose draft is in its normal form. Throws a `PersonError` where its password is missing:
 * a proxy that takes an empty one would be open to anybody.
 */
export function toSpec(draft: TunnelDraft): TunnelSpec {
  const { kind, user, password, shared } = draft;
  if (user !== '' && password === '') throw new PersonError(UNREADABLE);
  return {
    kind,
    listen: placeOf(draft.listenAddress, draft.listenPort),
    target: kind === 'dynamic' ? null : placeOf(draft.targetAddress, draft.targetPort),
    ...(user ? { login: { user, password } } : {}),
    ...(shared ? { public: true } : {}),
  };
}

function placeOf(address: string, port: string): Place {
  if (isPath(address)) return { kind: 'unix', path: address };
  return { kind: 'tcp', host: address, port: Number(port) };
}

function schema(facts: TunnelFacts) {
  const text = z.string().trim();
  return z
    .object({
      kind: z.enum(TUNNEL_KINDS),
      name: text,
      listenAddress: text.transform(withoutBrackets).transform((address) => {
        if (address === '*') return EVERYWHERE;
        return address === '' ? HERE : address;
      }),
      listenPort: text,
      shared: z.boolean(),
      targetAddress: text.transform(withoutBrackets),
      targetPort: text,
      user: z.string(),
      password: z.string(),
      autostart: z.boolean(),
    })
    .transform(withoutIdleFields)
    .superRefine((draft, context) => {
      for (const [field, message] of Object.entries(problems(draft, facts))) {
        if (message) context.addIssue({ code: 'custom', path: [field], message });
      }
    })
    .transform(withPlainPorts);
}

/** What the chosen kind, or a socket instead of a port, has no use for. */
function withoutIdleFields(draft: TunnelDraft): TunnelDraft {
  const { kind, listenAddress, targetAddress } = draft;
  return {
    ...draft,
    ...(isPath(listenAddress) ? { listenPort: '', shared: false } : {}),
    ...(isPath(targetAddress) ? { targetPort: '' } : {}),
    ...(kind === 'dynamic' ? { targetAddress: '', targetPort: '' } : { user: '', password: '' }),
    ...(isLoopback(listenAddress) ? { shared: false } : {}),
  };
}

function withPlainPorts(draft: TunnelDraft): TunnelDraft {
  const plain = (port: string): string => port && String(Number(port));
  return { ...draft, listenPort: plain(draft.listenPort), targetPort: plain(draft.targetPort) };
}

function problems(draft: TunnelDraft, facts: TunnelFacts): TunnelErrors {
  return {
    name: nameProblem(draft.name),
    listenAddress: listenProblem(draft, facts),
    listenPort: isPath(draft.listenAddress) ? '' : portProblem(draft.listenPort, 0),
    ...(draft.kind === 'dynamic'
      ? loginProblems(draft, facts)
      : {
          targetAddress: placeProblem(draft.targetAddress),
          targetPort: isPath(draft.targetAddress) ? '' : portProblem(draft.targetPort, 1),
        }),
  };
}

function nameProblem(name: string): string {
  if (name.length > NAME_LENGTH) return `That is too long: at most ${NAME_LENGTH} characters.`;
  return /\p{Cc}/u.test(name) ? 'A name can’t contain line breaks or control characters.' : '';
}

function listenProblem({ kind, listenAddress, shared }: TunnelDraft, facts: TunnelFacts): string {
  if (isPath(listenAddress) && kind === 'dynamic' && facts.carriedBy === 'ssh') {
    return 'OpenSSH’s proxy listens on a port, not on a socket.';
  }
  const problem = placeProblem(listenAddress);
  if (problem || shared || isPath(listenAddress) || isLoopback(listenAddress)) return problem;
  return 'Other machines could connect there. Tick “Other machines may connect”, or use 127.0.0.1.';
}

/** An address, a name, or the path of a unix socket. */
function placeProblem(address: string): string {
  if (isPath(address)) return pathProblem(address);
  if (address === '') return 'Enter an address, for example localhost.';
  if (address.length > ADDRESS_LENGTH)
    return `That is too long: at most ${ADDRESS_LENGTH} characters.`;
  return addressProblem(address);
}

function pathProblem(path: string): string {
  if (/\p{Cc}/u.test(path)) return 'The path contains characters that can’t be seen.';
  if (Buffer.byteLength(path) > PATH_BYTES) {
    return `A socket’s path has at most ${PATH_BYTES} bytes.`;
  }
  return '';
}

function portProblem(port: string, first: 0 | 1): string {
  const good = /^\d{1,5}$/.test(port) && Number(port) >= first && Number(port) <= LAST_PORT;
  if (good) return '';
  return first === 0 ? 'A port: 1 to 65535, or 0 for a free one.' : 'A port: 1 to 65535.';
}

function loginProblems({ user, password }: TunnelDraft, facts: TunnelFacts): TunnelErrors {
  if (user === '') return { password: password === '' ? '' : 'Enter a user name, too.' };
  if (facts.carriedBy === 'ssh')
    return { user: 'OpenSSH’s proxy knows no logins. Leave it empty.' };
  const tooLong = `That is too long: at most ${LOGIN_BYTES} bytes.`;
  return {
    user: Buffer.byteLength(user) > LOGIN_BYTES ? tooLong : '',
    password:
      passwordProblem(password, facts.hasPassword) ||
      (Buffer.byteLength(password) > LOGIN_BYTES ? tooLong : ''),
  };
}

function passwordProblem(password: string, kept: boolean): string {
  return password === '' && !kept ? 'Enter a password, too.' : '';
}

export function isPath(address: string): boolean {
  return address.startsWith('/');
}

function withoutBrackets(address: string): string {
  return address.replace(/^\[(.*)\]$/, '$1');
}
