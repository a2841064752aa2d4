// What a saved tunnel must look like: the one place where the form's input is checked and put into
// its normal form, and where it becomes what `core/tunnel` carries out.
import { say, type Said } from '../../words/said.ts';
import { z } from 'zod';
import { isLoopback, type Place } from '../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import type { TunnelDraft, TunnelErrors } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { addressProblem } from '../ssh/sshFields.ts';
import { firstProblems, refuse } from './fieldProblems.ts';
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
const HERE = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

/** The draft in its normal form, or what is wrong at which field. */
export function parseTunnelDraft(draft: TunnelDraft, facts: TunnelFacts): TunnelDraftResult {
  const result = schema(facts).safeParse(draft);
  if (result.success) return { ok: true, draft: result.data };
  return { ok: false, errors: firstProblems(result.error) };
}

/**
 * A tunnel whose draft is in its normal form. Throws a `PersonError` where its password is missing:
 * a proxy that takes an empty one would be open to anybody.
 */
export function toSpec(draft: TunnelDraft): TunnelSpec {
  const { kind, user, password, shared } = draft;
  if (user !== '' && password === '') throw new PersonError(say('proxy-password-unreadable'));
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
      for (const [field, said] of Object.entries(problems(draft, facts))) {
        refuse(context, said, [field]);
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

type Problem = Said | null;
type Problems = Partial<Record<keyof TunnelDraft, Problem>>;

function problems(draft: TunnelDraft, facts: TunnelFacts): Problems {
  return {
    name: nameProblem(draft.name),
    listenAddress: listenProblem(draft, facts),
    listenPort: isPath(draft.listenAddress) ? null : portProblem(draft.listenPort, 0),
    ...(draft.kind === 'dynamic'
      ? loginProblems(draft, facts)
      : {
          targetAddress: placeProblem(draft.targetAddress),
          targetPort: isPath(draft.targetAddress) ? null : portProblem(draft.targetPort, 1),
        }),
  };
}

function nameProblem(name: string): Problem {
  if (name.length > NAME_LENGTH) return say('field-too-long', { most: NAME_LENGTH });
  return /\p{Cc}/u.test(name) ? say('name-with-control') : null;
}

function listenProblem({ kind, listenAddress, shared }: TunnelDraft, facts: TunnelFacts): Problem {
  if (isPath(listenAddress) && kind === 'dynamic' && facts.carriedBy === 'ssh') {
    return say('proxy-on-socket');
  }
  const problem = placeProblem(listenAddress);
  if (problem || shared || isPath(listenAddress) || isLoopback(listenAddress)) return problem;
  return say('listen-address-open');
}

/** An address, a name, or the path of a unix socket. */
function placeProblem(address: string): Problem {
  if (isPath(address)) return pathProblem(address);
  if (address === '') return say('tunnel-address-missing');
  if (address.length > ADDRESS_LENGTH) return say('field-too-long', { most: ADDRESS_LENGTH });
  return addressProblem(address);
}

function pathProblem(path: string): Problem {
  if (/\p{Cc}/u.test(path)) return say('socket-path-with-control');
  const tooLong = Buffer.byteLength(path) > PATH_BYTES;
  return tooLong ? say('socket-path-too-long', { most: PATH_BYTES }) : null;
}

function portProblem(port: string, first: 0 | 1): Problem {
  const good = /^\d{1,5}$/.test(port) && Number(port) >= first && Number(port) <= LAST_PORT;
  if (good) return null;
  return say(first === 0 ? 'listen-port-wrong' : 'target-port-wrong');
}

function loginProblems({ user, password }: TunnelDraft, facts: TunnelFacts): Problems {
  if (user === '') return { password: password === '' ? null : say('proxy-user-missing') };
  if (facts.carriedBy === 'ssh') return { user: say('proxy-without-logins') };
  const isMissing = password === '' && !facts.hasPassword;
  return {
    user: loginLengthProblem(user),
    password: isMissing ? say('proxy-password-missing') : loginLengthProblem(password),
  };
}

function loginLengthProblem(text: string): Problem {
  return Buffer.byteLength(text) > LOGIN_BYTES
    ? say('login-too-long', { most: LOGIN_BYTES })
    : null;
}

export function isPath(address: string): boolean {
  return address.startsWith('/');
}

function withoutBrackets(address: string): string {
  return address.replace(/^\[(.*)\]$/, '$1');
}
