// serve --background: an agent that outlives the terminal it was started from. Starting one
// where one runs already is fine, and tells where that one listens.
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { OPEN_FILES_VARIABLE, starter } from '../../core/process/starter.ts';
import { startProgram } from '../../core/process/startProgram.ts';
import { formatPairingLink } from '../../core/link/pairingLink.ts';
import { pause, systemClock } from '../../core/time/clock.ts';
import { AgentError } from '../agentError.ts';
import { answers } from '../listen/listenSocket.ts';
import { findAgent, localLink, publicLink, type FoundAgent } from '../state/runningAgent.ts';
import { urlOf } from './endpoint.ts';
import { MEND_SIGNAL } from './presence.ts';

/** An agent that has the lock tells where it listens within milliseconds. */
const START_LIMIT_MS = 10_000;
const LOOK_MS = 50;

/** Where a background agent listens, and which process it is. */
export interface BackgroundAgent {
  url: string;
  link: string;
  /** The link for programs of this machine, where `link` leads through a relay. */
  local?: string;
  pid: number;
  /** It ran already: what it was to be started with is not so. */
  ranBefore: boolean;
}

const firstLine = z.union([
  z.object({ event: z.literal('listening') }),
  z.object({
    event: z.literal('error'),
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
  }),
]);

/**
 * Finds the agent of a state directory, or starts one.
 * @param args the command line of the agent to start, from `serve` on
 * Rejects with the `AgentError` that kept it from starting.
 */
export async function ensureBackgroundAgent(
  args: readonly string[],
  stateDirectory: string | undefined,
): Promise<BackgroundAgent> {
  const running = tryFind(stateDirectory);
  if (running) return describe(await reachable(running), true);
  const refusal = await start(args);
  // Another one that was started at the same moment will do as well.
  if (refusal && refusal.code !== 'ALREADY_RUNNING') throw refusal;
  return describe(await found(stateDirectory), refusal !== undefined);
}

/** Resolves with what kept the new agent from starting, or with nothing once it listens. */
async function start(args: readonly string[]): Promise<AgentError | undefined> {
  const command = [...process.execArgv, process.argv[1]!, ...args];
  const child = startProgram(
    { file: process.execPath, args: command },
    {
      detached: true, // a session of its own: no terminal's end is its end
      stdio: ['ignore', 'pipe', 'ignore'],
      env: environment(),
    },
  );
  child.unref();
  const stdout = child.stdout!;
  for await (const text of createInterface({ input: stdout })) {
    const said = firstLine.safeParse(JSON.parse(text)).data;
    if (!said) continue;
    stdout.destroy(); // what it reports from now on has no reader
    if (said.event === 'listening') return undefined;
    return new AgentError(said.code, said.message, said.hint);
  }
  return new AgentError('CANNOT_START', 'The agent ended at once, without a word.');
}

/** What this process knows of the user's limits, the new one couldn't find out any more. */
function environment(): NodeJS.ProcessEnv {
  const { openFiles } = starter;
  if (openFiles === undefined) return process.env;
  return { ...process.env, [OPEN_FILES_VARIABLE]: String(openFiles) };
}

// It was started with a socket, but somebody may have removed that: its shells run on, and it can
// make it again. An older agent can't, and knows no signal that would not end it.
async function reachable(agent: FoundAgent): Promise<FoundAgent> {
  const { local, pid, mends } = agent.record;
  if (local.kind !== 'unix' || (await answers(local.path))) return agent;
  if (mends) process.kill(pid, MEND_SIGNAL);
  const late = systemClock.now() + START_LIMIT_MS;
  while (mends && systemClock.now() < late) {
    await pause(systemClock, LOOK_MS);
    if (await answers(local.path)) return agent;
  }
  throw new AgentError(
    'NO_WAY_IN',
    `The agent runs here (pid ${pid}), but nobody answers on its socket ${local.path}.`,
    `Its shells run on, but can't be reached. To begin anew, end them and it: kill ${pid}`,
  );
}

async function found(stateDirectory: string | undefined): Promise<FoundAgent> {
  const late = systemClock.now() + START_LIMIT_MS;
  for (;;) {
    const agent = tryFind(stateDirectory);
    if (agent) return agent;
    if (systemClock.now() > late) return findAgent(stateDirectory);
    await pause(systemClock, LOOK_MS);
  }
}

function tryFind(stateDirectory: string | undefined): FoundAgent | undefined {
  try {
    return findAgent(stateDirectory);
  } catch (error) {
    if (error instanceof AgentError && error.code === 'NO_AGENT') return undefined;
    throw error;
  }
}

function describe(agent: FoundAgent, ranBefore: boolean): BackgroundAgent {
  const { record } = agent;
  return {
    url: urlOf(record.public),
    link: formatPairingLink(publicLink(agent)),
    ...(record.public.kind === 'relay' && { local: formatPairingLink(localLink(agent)) }),
    pid: record.pid,
    ranBefore,
  };
}
