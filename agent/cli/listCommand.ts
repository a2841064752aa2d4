// bowline-agent list: the shells of an agent, one a line.
import { relayName } from '../../core/socket/connectFailure.ts';
import { listShells, withAgent, type ListedShell } from './agentSession.ts';
import type { LinkArguments, LinkSource } from './linkSource.ts';
import { print, printJson, remark } from './output.ts';
import { duration, table } from './table.ts';

export interface ListArguments extends LinkArguments {
  json?: boolean;
}

export async function listCommand(
  source: LinkSource,
  word: string | undefined,
  { json, ...where }: ListArguments,
): Promise<void> {
  const { link, publicLink } = source.agent([word], where, 0);
  const shells = await withAgent(link, listShells);
  if (json) return printJson(shells);
  const { address } = publicLink;
  if (address.kind === 'relay') remark(`Apps reach it through the relay ${relayName(address)}.`);
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
