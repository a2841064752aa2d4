// bowline-agent list: the shells of the running agent, one a line.
import { findAgent, localLink } from '../state/runningAgent.ts';
import { listShells, withAgent, type ListedShell } from './agentSession.ts';
import { print, printJson } from './output.ts';
import { duration, table } from './table.ts';

interface ListArguments {
  stateDir?: string;
  json?: boolean;
}

export async function listCommand({ stateDir, json }: ListArguments): Promise<void> {
  const shells = await withAgent(localLink(findAgent(stateDir)), listShells);
  if (json) return printJson(shells);
  if (shells.length === 0) return print('No shells.\n');
  const now = Date.now();
  const rows = shells.map((shell) => rowOf(shell, now));
  print(table([['ID', 'STATE', 'PID', 'VIEWERS', 'AGE', 'LAST OUTPUT', 'COMMAND'], ...rows]));
}

function rowOf(shell: ListedShell, now: number): string[] {
  const { session, pid, viewers, startedAt, lastOutputAt, title, command } = shell;
  return [
    session,
    stateOf(shell),
    String(pid),
    String(viewers),
    duration(now - startedAt),
    `${duration(now - lastOutputAt)} ago`,
    command || title,
  ];
}

function stateOf({ exit }: ListedShell): string {
  if (!exit) return 'running';
  return exit.signal ?? `exit ${exit.code}`;
}
