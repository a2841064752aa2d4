// An agent with one shell that prints without end, once it is told to, and an invitation to it.
import { formatInvitationLink } from '../../core/link/invitationLink.ts';
import { startAgent } from '../../tests/support/agent.ts';
import { LiveMemory } from '../../tests/support/liveMemory.ts';
import { AgentShell, connect, inviteTo } from '../../tests/support/agentShell.ts';
import type { Run } from '../bench.ts';
import { cpuMs, type Process } from '../stage/processTree.ts';
import { ending } from '../stage/stage.ts';

export interface Flood {
  /** The invitation to the shell. */
  link: string;
  /** Lets the program print. Before, people join for little: there is nothing to be shown again. */
  begin: () => Promise<void>;
  /** What is alive in the agent's memory: a flood's garbage is many times that. Bytes. */
  memory: () => Promise<number>;
  /** Processor time that the agent has used, milliseconds. */
  cpuMs: () => number;
}

export async function openFlood(run: Run): Promise<Flood> {
  const live = new LiveMemory();
  run.use(ending(() => Promise.resolve(live.forget())));
  const agent = await startAgent(live.options);
  run.use(ending(() => agent.stop()));
  const owner = await connect(agent.link);
  run.use(ending(() => owner.close()));
  const command = ['sh', '-c', 'stty -echo; printf ready; read go; exec yes "a flood of output"'];
  const shell = AgentShell.open(owner, { command });
  await shell.sees(/ready/);
  const { session } = shell.cursor;
  const link = await inviteTo(owner, agent.link, { session, role: 'viewer' });
  const own: Process[] = [{ pid: agent.pid, parent: 0, name: 'agent', role: '' }];
  return {
    link: formatInvitationLink(link),
    begin: async () => {
      shell.type('go\n');
      await shell.typed();
      shell.shell.detach(); // the owner is not the one who is measured
      await shell.drained;
    },
    memory: () => live.read(agent),
    cpuMs: () => cpuMs(own),
  };
}
