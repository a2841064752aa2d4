// Whether the tab of a program that has ended closes by itself.
import type { ConnectionState, Settings, ShellStatus } from '../../electron/ipc/contract.ts';

const RUNS: readonly (ConnectionState | null)[] = ['online', 'lagging'];

/** @param before the state until now: what had ended already stays as it is */
export function closesAfter(
  setting: Settings['closeOnExit'],
  before: ConnectionState | null,
  { state, exitCode, signal }: Pick<ShellStatus, 'state' | 'exitCode' | 'signal'>,
): boolean {
  if (state !== 'closed' || !RUNS.includes(before)) return false;
  if (setting === 'clean') return exitCode === 0 && signal === null;
  return setting === 'always';
}
