// An agent with one shell that prints without end, and an invitation to it.
import { formatInvitationLink } from '../../core/link/invitationLink.ts';
import { startAgent } from '../../tests/support/agent.ts';
import { connect, inviteTo } from '../../tests/support/agentShell.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Run } from '../bench.ts';
import { cpuMs, memory, type Process } from '../stage/processTree.ts';
import { ending } from '../stage/stage.ts';

export interface Flood {
  /** The invitation to the shell. */
  link: string;
  /** The agent's resident memory, bytes. */
  memory: () => number;
  /** Processor time that the agent has used, milliseconds. */
  cpuMs: () => number;
}

/** The program waits until somebody watches who takes what it prints. */
export async function openFlood(run: Run): Promise<Flood> {
  const agent = await startAgent();
  run.use(ending(() => agent.stop()));
  const owner = await connect(agent.link);
  run.use(ending(() => owner.close()));
  const cursor = newCursor();
  const { promise: opened, resolve } = withResolvers<unknown>();
  const events = { onOpened: resolve, onAcknowledged: ignore, onLagged: ignore, onEnd: ignore };
  const view = {
    cols: 80,
    rows: 24,
    window: 1,
    command: ['yes', 'a flood of output'],
    cwd: '',
    env: {},
  };
  const shell = owner.open(cursor, view, events);
  await opened;
  shell.detach(); // the owner is not the one who is measured
  const link = await inviteTo(owner, agent.link, { session: cursor.session, role: 'viewer' });
  const own: Process[] = [{ pid: agent.pid, parent: 0, name: 'agent', role: '' }];
  return {
    link: formatInvitationLink(link),
    memory: () => memory(own).rss,
    cpuMs: () => cpuMs(own),
  };
}

function ignore(): void {
  // nobody asks
}
