// bowline-agent __complete SHELL: what the completion scripts call at each Tab. Somebody's half
// typed line is on the screen then, so nothing is ever said or asked, and little time is taken.
// The line comes by stdin, because a link may stand in it and arguments can be read by others.
import { readSync } from 'node:fs';
import type { Command } from 'commander';
import type { Taken } from '../../secrets.ts';
import { print, printed } from '../output.ts';
import { agentNames } from './agentNames.ts';
import { complete } from './candidates.ts';
import { answerText, readRequest } from './shellAnswers.ts';
import { isShell } from './scripts.ts';

/** What an agent may take to say its names. */
const LIMIT_MS = 1_000;
/** Longer than a line that anybody types. */
const MAX_INPUT_BYTES = 64 * 1024;

/** Answers and ends the process, with 0 in any case. */
export async function completeCommand(
  root: Command,
  shell: string | undefined,
  secrets: Taken,
): Promise<void> {
  const over = (): never => process.exit(0);
  process.on('uncaughtException', over).on('unhandledRejection', over);
  if (!isShell(shell)) return;
  const { before, current, trim } = readRequest(shell, input());
  const names = agentNames(secrets, AbortSignal.timeout(LIMIT_MS));
  const completion = await complete(root, before, current, names);
  print(answerText(shell, completion, trim));
  await printed();
  over();
}

function input(): string {
  const bytes = Buffer.alloc(MAX_INPUT_BYTES);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.byteLength; length += count) {
    count = readSync(0, bytes, length, bytes.byteLength - length, null);
  }
  return bytes.toString('utf8', 0, length);
}
