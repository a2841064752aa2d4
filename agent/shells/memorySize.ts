// How much memory an agent may use for the output of all its shells: what was asked for, or a part
// of what the machine has.
import { totalmem } from 'node:os';
import { LIMITS } from '../../core/wire/protocol.ts';
import { AgentError } from '../agentError.ts';
import { DEFAULT_RETENTION, type Retention } from './retention.ts';
import { MIN_SHELL_BYTES } from './shellMemory.ts';

const MIB = 1024 * 1024;
/** Without being asked, no more than that, and no less than the smallest logs of all shells. */
const MOST_BYTES = 512 * MIB;
const LEAST_BYTES = LIMITS.maxShells * MIN_SHELL_BYTES;
/** Of what the machine has. */
const PART = 1 / 8;

/** Memory of the machine, or of the group of processes that this one is held in, bytes. */
function machineMemory(): number {
  const group = process.constrainedMemory();
  return group > 0 ? Math.min(group, totalmem()) : totalmem();
}

/** Where nothing was asked for: never less than one shell may hold by itself. Bytes. */
export function defaultMemory(machineBytes: number, logBytes: number): number {
  const part = Math.floor(machineBytes * PART);
  return Math.max(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, part)), logBytes);
}

/** What was asked for, and the defaults. Throws `AgentError` USAGE where it makes no sense. */
export function wholeRetention(asked: Partial<Retention> = {}): Retention {
  const { logBytes } = { ...DEFAULT_RETENTION, ...asked };
  const memoryBytes = asked.memoryBytes ?? defaultMemory(machineMemory(), logBytes);
  checkMemory(memoryBytes, logBytes);
  return { ...DEFAULT_RETENTION, ...asked, memoryBytes };
}

/** Throws `AgentError` USAGE when not even one shell could be kept as was asked for. */
function checkMemory(memoryBytes: number, logBytes: number): void {
  const needed = Math.max(logBytes, MIN_SHELL_BYTES);
  if (memoryBytes >= needed) return;
  throw new AgentError(
    'USAGE',
    `--memory ${inUnits(memoryBytes)} is less than one shell needs: ${inUnits(needed)}, for output of ${inUnits(logBytes)} (--log-bytes).`,
    `Give --memory ${inUnits(needed)} at least${logBytes > memoryBytes ? ', or a smaller --log-bytes' : ''}.`,
  );
}

/** As options take it. */
function inUnits(bytes: number): string {
  if (bytes % MIB === 0) return `${bytes / MIB}M`;
  return bytes % 1024 === 0 ? `${bytes / 1024}K` : String(bytes);
}
