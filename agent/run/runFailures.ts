// Why a program on an agent can't be followed to its end, in words.
import { AgentError, messageOf } from '../agentError.ts';
import { duration } from '../cli/table.ts';

/** The agent doesn't know the feature. */
export function tooOld(): AgentError {
  return new AgentError(
    'TOO_OLD',
    'This agent is too old for `run`, or on a system where it can’t: it starts programs in a terminal only. Nothing was started.',
    'Update the agent there, or use `bowline-agent attach`.',
  );
}

/** It ran, and nobody knows it there any more. `awayMs`: for so long the agent wasn't reached. */
export function gone(awayMs?: number): AgentError {
  const why =
    awayMs === undefined
      ? 'its agent was started anew, or did not hear of us for too long'
      : `its agent was not reached for ${duration(awayMs)}`;
  const hint = 'It was not started again. What it has done until then is done.';
  return new AgentError('GONE', `The program is gone: ${why}.`, hint);
}

/** Cut off before there was an answer, from an agent that has ended meanwhile. */
export function unknownStart(): AgentError {
  const text =
    'The agent was started anew before it answered, so nobody knows whether the program was started.';
  return new AgentError('UNKNOWN_START', text, 'It was not started again.');
}

export function shutDown(): AgentError {
  const text = 'The agent was shut down, and the program with it.';
  return new AgentError('SHUT_DOWN', text, 'It was not started again.');
}

/** Without another try. `keepMs`: how long the program runs on at most. */
export function lost(failure: unknown, keepMs: number): AgentError {
  const hint = `The program is hung up when it has run on for ${duration(keepMs)}.`;
  return new AgentError('LOST', messageOf(failure), hint);
}

/** The agent wouldn't: in its own words. */
export function refused(code: string, message: string): AgentError {
  return new AgentError(code, message);
}

export function outputMissing(): AgentError {
  const text =
    'Output is missing, which it never may of such a program: the agent left it out, or broke off.';
  return new AgentError('OUTPUT_MISSING', text, 'What was printed here is not all.');
}
