// bowline-agent list: the shells of the running agent, one a line.
import { findAgent, localLink } from '../state/runningAgent.ts';
import { listShells, withAgent, type ListedShell } from './agentSession.ts';
import { print } from './output.ts';

interface ListArguments {
  stateDir?: string;
  json?: boolean;
}

export async function listCommand({ stateDir, json }: ListArguments): Promise<void> {
  const shells = await withAgent(localLink(findAgent(stateDir)), listShells);
  if (json) return print(`${JSON.stringify(shells)}\n`);
  if (shells.length === 0) return print('No shells.\n');
  const now = Date.now();
  const rows = shells.map((shell) => rowOf(shell, now));
  print(table([['ID', 'STATE', 'PID', 'VIEWERS', 'AGE', 'LAST OUTPUT', 'COMMAND'], ...rows]));
}

function rowOf(shell: ListedShell, now: number): string[] {
  const { session, pid, viewers, startedAt, lastOutputAt, title, command } = shell;
  // A title is somebody's text, and must not move the cursor of this terminal.
  const what = (command || title).replace(/\p{C}/gu, '?');
  return [
    session,
    stateOf(shell),
    String(pid),
    String(viewers),
    duration(now - startedAt),
    `${duration(now - lastOutputAt)} ago`,
    what,
  ];
}

function stateOf({ exit }: ListedShell): string {
  if (!exit) return 'running';
  return exit.signal ?? `exit ${exit.code}`;
}

/** `12 s`, `5 min`, `3 h`, `2 d`. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
