// bowline-agent kill: ends one shell of an agent.
import { findShell, withAgent } from './agentSession.ts';
import type { LinkArguments, LinkSource } from './linkSource.ts';
import { print } from './output.ts';

export async function killCommand(
  source: LinkSource,
  given: (string | undefined)[],
  args: LinkArguments,
): Promise<void> {
  const { link, words } = source.agent(given, args, 1);
  await withAgent(link, async (client) => {
    const { session } = await findShell(client, words[0]);
    await client.request('kill', { session });
    print(`Shell ${session} is being ended.\n`);
  });
}
