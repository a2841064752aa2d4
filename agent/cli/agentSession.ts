// A short connection from a command to an agent: ask, and be gone.
import { z } from 'zod';
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import type { PairingLink } from '../../core/link/pairingLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import { AgentError } from '../agentError.ts';
import { agentVersion } from '../version.ts';

/** How this program introduces itself. */
export function clientName(): { name: string; version: string } {
  return { name: 'bowline-agent', version: agentVersion() };
}

/** Connects, runs, and disconnects whatever happened. Rejects with `ConnectFailure`. */
export async function withAgent<T>(
  link: PairingLink,
  run: (client: AgentClient) => Promise<T>,
): Promise<T> {
  const client = await AgentClient.connect({
    dial,
    link,
    client: clientName(),
    clock: systemClock,
  });
  try {
    return await run(client);
  } finally {
    await client.close();
  }
}

const listed = z.object({
  session: z.string(),
  title: z.string(),
  command: z.string(),
  pid: z.number(),
  cols: z.number(),
  rows: z.number(),
  startedAt: z.number(),
  lastOutputAt: z.number(),
  viewers: z.number(),
  outputBytes: z.number(),
  exit: z.object({ code: z.number().nullable(), signal: z.string().nullable() }).nullable(),
});

/** As every shell is called by an agent; nothing else may be asked for by name. */
const NAME = /^[0-9a-f]{32}$/;

export type ListedShell = z.infer<typeof listed>;

export async function listShells(client: AgentClient): Promise<ListedShell[]> {
  return z.object({ shells: z.array(listed) }).parse(await client.request('list')).shells;
}

/** The one shell whose name begins so. Throws `AgentError` when there is none, or several. */
export async function findShell(
  client: AgentClient,
  start: string | undefined,
): Promise<ListedShell> {
  if (start === undefined) {
    throw new AgentError('USAGE', 'Which shell is meant?', 'See `bowline-agent list`.');
  }
  const shells = await listShells(client);
  const isMeant = (name: string): boolean =>
    NAME.test(name) && name.startsWith(start.toLowerCase());
  const found = shells.filter(({ session }) => isMeant(session));
  const [shell] = found;
  if (shell && found.length === 1) return shell;
  const text = shell
    ? `${found.length} shells have names that begin with "${start}".`
    : `There is no shell "${start}".`;
  throw new AgentError('NO_SHELL', text, 'See `bowline-agent list`.');
}
