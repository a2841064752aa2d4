// The report of an agent in the background, for whoever wants to know later what happened:
// agent.log in the state directory, and the one before it.
import { appendLine } from '../../core/files/lineLog.ts';

/** The log begins anew at this size; with the one before it there is twice as much. */
export const MAX_LOG_BYTES = 512 * 1024;

/** Appends a line with the time. What can't be written is lost; that is no reason to stop. */
export function appendToLog(path: string, line: string): void {
  appendLine(path, `${new Date().toISOString()} ${line}`, MAX_LOG_BYTES);
}
