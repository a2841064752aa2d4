// Finds or starts bowline-agent on an SSH host, and learns where it listens there.
import { z } from 'zod';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Place } from '../../core/tunnel/place.ts';
import { loginSchema, type Login } from '../../core/wire/login.ts';
import { lastLine, type CommandResult, type HostCommands } from '../ssh/hostCommands.ts';
import { isRemotePath, remoteWords } from '../ssh/remoteText.ts';
import { notRun } from '../ssh/scriptNotRun.ts';
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
export function readAnswer(text: string, host: string): ReachableAgent | undefined {
  const said = parseLine(text);
  if (said?.event === 'listening') return { ...reachable(said.link, host), login: said.login };
  if (!said) return undefined;
  const words = remoteWords(said.message);
  throw new ConnectFailure('not-an-agent', `On ${host}: ${words}`, remoteWords(said.hint));
}

/** The script has ended without a word of an agent. */
export function noAnswer(result: CommandResult, host: string): ConnectFailure {
  return notRun(result, host) ?? silent(result, host);
}

/** It has begun, and said nothing. */
export function lateAgent(address: string): ConnectFailure {
  return new ConnectFailure(
    'timeout',
    `The agent on ${address} did not start within ${START_LIMIT_MS / 1_000} s.`,
    'Try “bowline-agent serve” on that machine. If a login file there waits for an answer, let it do ' +
      'so only in interactive shells.',
  );
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
    throw unusable(host, `its socket’s path is ${JSON.stringify(remoteWords(address.path))}`);
  }
  if (!address.tls) return { at: { kind: 'tcp', host: address.host, port: address.port }, token };
  throw new ConnectFailure(
    'not-an-agent',
    `The agent that runs on ${host} listens for TLS connections of its own.`,
    'Add it as a host of the kind “Agent” with the link of “bowline-agent pair”.',
  );
}

function read(link: string, host: string) {
  try {
    return parsePairingLink(link);
  } catch {
    throw unusable(host, 'its link is none');
  }
}

function unusable(host: string, why: string): ConnectFailure {
  return new ConnectFailure(
    'not-an-agent',
    `The answer of the agent on ${host} can’t be used: ${why}.`,
    'Only plain letters, digits and signs of file names are taken from a host. Start the agent ' +
      'there with a plain path, and ask whoever runs that machine if it wasn’t you who chose it.',
  );
}

function silent({ code, stderr }: CommandResult, host: string): ConnectFailure {
  if (code === NOT_INSTALLED) {
    const hint = 'Choose “Install the agent on this host” in the host’s menu.';
    return new ConnectFailure('not-an-agent', `There is no bowline-agent on ${host}.`, hint);
  }
  if (code === USAGE) {
    const text = `The bowline-agent on ${host} is too old for this Bowline.`;
    const hint = 'Choose “Install the agent on this host” in the host’s menu to update it.';
    return new ConnectFailure('unsupported-version', text, hint);
  }
  if (code === null || code === 255) {
    const text = `The connection to ${host} was lost before its agent answered.`;
    return new ConnectFailure('lost', text, 'Connect again.');
  }
  const words = lastLine(stderr) || `it ended with exit code ${code}`;
  const hint = 'Try “bowline-agent serve” on that machine, or install the agent there again.';
  return new ConnectFailure('not-an-agent', `The agent on ${host} doesn’t start: ${words}`, hint);
}
