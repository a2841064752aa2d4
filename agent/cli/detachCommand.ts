// bowline-agent detach: takes one shell of the running agent from whoever is attached to it.
import { findAgent, localLink } from '../state/runningAgent.ts';
import { findShell, withAgent } from './agentSession.ts';
import { print } from './output.ts';

export async function detachCommand(
  id: string,
  { stateDir }: { stateDir?: string },
): Promise<void> {
  await withAgent(localLink(findAgent(stateDir)), async (client) => {
    const { session } = await findShell(client, id);
    await client.request('detach', { session });
    print(`Shell ${session} runs on, and nobody is attached to it.\n`);
  });
}
