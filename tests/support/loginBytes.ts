// How many bytes a login takes in each direction, so that a test can cut right behind it.
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import type { FaultProxy } from './faultProxy.ts';

/** What a login as `run` does it carries, up to its end. */
export async function loginBytes(
  at: string,
  way: FaultProxy,
): Promise<{ up: number; down: number }> {
  const named = async (version: string): Promise<AgentClient> =>
    AgentClient.connect({
      dial,
      link: parsePairingLink(at),
      client: { name: 'bowline-agent', version },
      clock: systemClock,
    });
  const first = await named('');
  const { version } = first.welcome.agent; // the same program's
  await first.close();
  const before = { up: way.up.carried, down: way.down.carried };
  const second = await named(version);
  const login = { up: way.up.carried - before.up, down: way.down.carried - before.down };
  await second.close();
  return login;
}
