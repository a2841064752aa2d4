// Finds or starts bowline-agent on an SSH host, and learns where it listens there.
import { z } from 'zod';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { ConnectFailure, type ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import type { Place } from '../../core/tunnel/place.ts';
import { loginSchema, type Login } from '../../core/wire/login.ts';
import { lastLine, type CommandResult, type HostCommands } from '../ssh/hostCommands.ts';
import { isRemotePath, remoteWords } from '../ssh/remoteText.ts';
import { notRun } from '../ssh/scriptNotRun.ts';
import { say, type Said } from '../../words/said.ts';
import START_AGENT from './startAgent.sh?raw';

/** Finding the agent and starting it takes a second or two on a slow machine. */
export const START_LIMIT_MS = 30_000;
/** How the script says that there is no agent. */
const NOT_INSTALLED = 44;
/** Bytes of a socket's path, on Linux. */
const LONGEST_SOCKET = 107;
/** How a command line that is not understood ends, in commander as elsewhere. */
const USAGE = 2;

export interface ReachableAgent {
  /** What to forward to. */
  at: Place;
  /** '' where the socket's own permissions are the proof. */
  token: string;
  /** What shells of this login begin with; older agents don't tell. */
  login?: Login | undefined;
}

const line = z.union([
  z.object({
    event: z.literal('listening'),
    link: z.string().max(4096),
    /** For who is on that machine, where `link` leads through a relay. */
    local: z.string().max(4096).optional(),
    login: loginSchema.optional().catch(undefined),
  }),
  z.object({ event: z.literal('error'), message: z.string(), hint: z.string() }),
]);

/** Rejects with `ConnectFailure`. `host` is how its user calls it. */
export async function startAgent(commands: HostCommands, host: string): Promise<ReachableAgent> {
  const result = await commands.script(START_AGENT);
  for (const text of result.stdout.split('\n')) {
    const agent = readAnswer(text, host);
    if (agent) return agent;
  }
  throw noAnswer(result, host);
}

/**
 * Reads a line that the script has printed; undefined where it says nothing of an agent. Throws
 * `ConnectFailure` where it says why there is none that can be used.
 */
export function readAnswer(printed: string, host: string): ReachableAgent | undefined {
  const said = parseLine(printed);
  if (said?.event === 'listening')
    return { ...reachable(said.local ?? said.link, host), login: said.login };
  if (!said) return undefined;
  const [text, hint] = [remoteWords(said.message), remoteWords(said.hint)];
  const advice = hint ? say('as-told', { text: hint }) : null;
  throw new ConnectFailure('not-an-agent', say('agent-says', { host, text }), advice);
}

/** The script has ended without a word of an agent. */
export function noAnswer(result: CommandResult, host: string): ConnectFailure {
  return notRun(result, host) ?? silent(result, host);
}

/** It has begun, and said nothing. */
export function lateAgent(host: string): ConnectFailure {
  const late = say('agent-not-started-in-time', { host, seconds: START_LIMIT_MS / 1_000 });
  return new ConnectFailure('timeout', late, say('try-agent-by-hand'));
}

function parseLine(text: string) {
  if (!text.startsWith('{')) return undefined; // login files print things, too
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function reachable(link: string, host: string): ReachableAgent {
  const { address, token } = read(link, host);
  if (address.kind === 'unix') {
    if (isRemotePath(address.path, LONGEST_SOCKET))
      return { at: { kind: 'unix', path: address.path }, token };
    throw unusable(host, say('agent-socket-is', { path: remoteWords(address.path) }));
  }
  if (address.kind === 'tcp' && !address.tls)
    return { at: { kind: 'tcp', host: address.host, port: address.port }, token };
  throw new ConnectFailure(
    'not-an-agent',
    say('agent-listens-for-tls', { host }),
    say('add-as-agent-host'),
  );
}

function read(link: string, host: string) {
  try {
    return parsePairingLink(link);
  } catch {
    throw unusable(host, say('agent-link-is-none'));
  }
}

function unusable(host: string, why: Said): ConnectFailure {
  const answer = say('agent-answer-unusable', { host, why });
  return new ConnectFailure('not-an-agent', answer, say('start-agent-with-plain-path'));
}

function silent({ code, stderr }: CommandResult, host: string): ConnectFailure {
  const fail = (kind: ConnectFailureKind, what: Said, advice: Said): ConnectFailure =>
    new ConnectFailure(kind, what, advice);
  if (code === NOT_INSTALLED)
    return fail('not-an-agent', say('no-agent-on-host', { host }), say('choose-install-agent'));
  if (code === USAGE)
    return fail('unsupported-version', say('agent-too-old', { host }), say('choose-update-agent'));
  if (code === null || code === 255)
    return fail('lost', say('lost-before-agent-answered', { host }), say('connect-again'));
  const why = lastLine(stderr) || say('ended-with-code', { code });
  return fail(
    'not-an-agent',
    say('agent-does-not-start', { host, why }),
    say('try-or-install-agent'),
  );
}
