// bowline-agent kill: ends one shell of the running agent.
import { findAgent, localLink } from '../state/runningAgent.ts';
import { findShell, withAgent } from './agentSession.ts';
import { print } from './output.ts';

export async function killCommand(id: string, { stateDir }: { stateDir?: string }): Promise<void> {
  await withAgent(localLink(findAgent(stateDir)), async (client) => {
    const { session } = await findShell(client, id);
    await client.request('kill', { session });
    print(`Shell ${session} is being ended.\n`);
  });
}
