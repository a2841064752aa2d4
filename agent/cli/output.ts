// How the command line speaks: results on stdout, what went wrong on stderr.
import { ChannelError } from '../../core/wire/errors.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { AgentError, messageOf } from '../agentError.ts';

export function print(text: string): void {
  process.stdout.write(text);
}

/** Whoever read our output may go; that is no reason for an agent to go too. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Says what went wrong and what to do; with `json` as an event on stdout too. */
export function explain(error: unknown, json = false): void {
  const { code, message, hint } = partsOf(error);
  process.stderr.write(`bowline-agent: ${message}\n${hint ? `${hint}\n` : ''}`);
  if (json) print(`${JSON.stringify({ event: 'error', code, message, hint })}\n`);
}

function partsOf(error: unknown): { code: string; message: string; hint: string } {
  if (error instanceof AgentError) return error;
  if (error instanceof ConnectFailure) return { ...textOf(error), code: error.kind };
  if (error instanceof ChannelError) return { ...textOf(error), code: error.code };
  return { ...textOf(error), code: 'UNEXPECTED' };
}

function textOf(error: unknown): { message: string; hint: string } {
  return {
    message: messageOf(error),
    hint: error instanceof ConnectFailure ? error.hint : '',
  };
}
