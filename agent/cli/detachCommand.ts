// bowline-agent detach: takes one shell of an agent from whoever is attached to it.
import { findShell, withAgent } from './agentSession.ts';
import type { LinkArguments, LinkSource } from './linkSource.ts';
import { print } from './output.ts';

export async function detachCommand(
  source: LinkSource,
  given: (string | undefined)[],
  args: LinkArguments,
): Promise<void> {
  const { link, words } = source.agent(given, args, 1);
  await withAgent(link, async (client) => {
    const { session } = await findShell(client, words[0]);
    await client.request('detach', { session });
    print(`Shell ${session} runs on, and nobody is attached to it.\n`);
  });
}
