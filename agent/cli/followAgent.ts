// A connection to an agent for a command that lasts: made again when it is cut, as in the app.
import { AgentClient, type AgentClientOptions } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import { AgentConnection } from '../../core/client/agentConnection.ts';
import { systemClock } from '../../core/time/clock.ts';
import { clientName } from './agentSession.ts';

/** Whom an attempt leads to, and as which guest. */
export type Follow = Pick<AgentClientOptions, 'link' | 'member'>;

const THRESHOLDS = { roundTripMs: 400, silenceMs: 5_000 };

/**
 * Begins to connect with its `start`.
 * @param whom is asked before each attempt: the agent here may have another address by then
 */
export function followAgent(whom: () => Follow): AgentConnection {
  return new AgentConnection({
    connect: async (context) => {
      const us = { client: clientName(), clock: systemClock };
      return AgentClient.connect({ dial, ...context, ...whom(), ...us });
    },
    clock: systemClock,
    random: Math.random,
    thresholds: () => THRESHOLDS,
  });
}
