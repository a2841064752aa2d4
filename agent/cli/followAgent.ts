// A connection to an agent for a command that lasts: made again when it is cut, as in the app.
import { AgentClient } from '../../core/client/agentClient.ts';
import { AgentLink } from '../../core/client/agentLink.ts';
import type { PairingLink } from '../../core/link/pairingLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import { clientName } from './agentSession.ts';

/** Begins to connect with its `start`. */
export function followAgent(link: PairingLink): AgentLink {
  return new AgentLink({
    connect: (context) =>
      AgentClient.connect({ ...context, link, client: clientName(), clock: systemClock }),
    clock: systemClock,
    random: Math.random,
    thresholds: () => ({ roundTripMs: 400, silenceMs: 5_000 }),
  });
}
