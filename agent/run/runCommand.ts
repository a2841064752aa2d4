// bowline-agent run: a program on an agent, for scripts. It has no terminal; stdin, stdout and
// stderr are this process's own, apart, and so is its exit code. Cuts are not seen by either side.
import { constants } from 'node:os';
import { pause, systemClock } from '../../core/time/clock.ts';
import type { PairingLink } from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import { exitStatus } from '../cli/exitStatus.ts';
import { followAgent } from '../cli/followAgent.ts';
import type { LinkArguments, LinkSource } from '../cli/linkSource.ts';
import { explain, remark } from '../cli/output.ts';
import { pumpLocalInput } from './localInput.ts';
import { RunSession, type RunExit } from './runSession.ts';

/** As ssh does when it is ssh itself that failed. */
const CONNECTION_FAILED = 255;
/** How long the program waits for somebody who was cut off or killed, milliseconds. */
const KEEP_MS = 10 * 60_000;
/** Who leaves waits no longer than this for the agent to hear of it, milliseconds. */
const LEAVE_MS = 1_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type LeavingSignal = (typeof SIGNALS)[number];

export interface RunArguments extends LinkArguments {
  cwd?: string;
  env?: Record<string, string>;
  keep?: number;
  reconnect: boolean;
  verbose?: boolean;
}

/** `words`: `-` or a link, where there is one, and the command. */
export async function runCommand(
  source: LinkSource,
  words: string[],
  args: RunArguments,
): Promise<void> {
  const [word, command] = split(source, words);
  const link = source.pairing(word, args);
  try {
    process.exitCode = codeOf(await run(link, command, args));
  } catch (error) {
    explain(error);
    process.exitCode = CONNECTION_FAILED;
  } finally {
    process.stdin.destroy(); // or what nobody reads would keep the process
  }
}

async function run(pairing: PairingLink, command: string[], args: RunArguments): Promise<RunExit> {
  const { cwd = '', env = {}, keep: keepMs = KEEP_MS, reconnect, verbose = false } = args;
  const connection = followAgent(() => ({ link: pairing }));
  const note = (text: string): void => {
    if (verbose || process.stderr.isTTY) remark(`bowline-agent: ${text}`);
  };
  const clock = systemClock;
  const session = new RunSession({ connection, clock, command, cwd, env, keepMs, reconnect, note });
  const left = new AbortController();
  const unheed = heedSignals(session);
  void pumpLocalInput(process.stdin, session.cursor.input, () => session.inputReady(), left.signal);
  session.start();
  try {
    return await session.over;
  } catch (error) {
    if (error instanceof AgentError && error.code === 'OUTPUT_FAILED') await session.kill();
    throw error;
  } finally {
    unheed();
    left.abort();
    session.cursor.input.release();
    void session.forget();
    await connection.close();
  }
}

// What follows `--` is the command, whatever it looks like; before it only a link can stand.
function split(source: LinkSource, words: string[]): [string | undefined, string[]] {
  const [word, command] = source.split(words);
  const { program = [] } = source;
  if (program.length > 0 && command.length === program.length) return [word, command];
  const text =
    command.length > program.length
      ? 'The command has to come after --.'
      : 'There is no command to run.';
  throw new AgentError('USAGE', text, 'Like: bowline-agent run -- ls -l');
}

function codeOf({ code, signal }: RunExit): number {
  if (signal === null) return exitStatus(code ?? CONNECTION_FAILED);
  return 128 + ((constants.signals as Record<string, number>)[signal] ?? 0);
}

/** The first goes to the program, the second ends it and this process. The result undoes that. */
function heedSignals(session: RunSession): () => void {
  let heard = false;
  const heed = (signal: LeavingSignal): void => {
    if (heard || session.untouched) return void leave(session, signal);
    heard = true;
    session.asked.signal(signal);
    if (!session.isCut) return;
    remark(
      `bowline-agent: The connection is cut; ${signal} goes to the program when it is back. Another one leaves the program alone.`,
    );
  };
  for (const signal of SIGNALS) process.on(signal, heed);
  return () => SIGNALS.forEach((signal) => process.off(signal, heed));
}

// By the signal itself, as any program that is ended by it; nor would a process whose reader
// has stopped reading ever get to its own end.
async function leave(session: RunSession, signal: LeavingSignal): Promise<void> {
  await Promise.race([session.kill(), pause(systemClock, LEAVE_MS)]);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
