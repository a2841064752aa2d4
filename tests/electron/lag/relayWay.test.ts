// What is told of the way to an agent that is behind a relay, and that nothing is of other ways.
import { expect, it } from 'vitest';
import type { AgentConnection } from '../../../core/client/agentConnection.ts';
import type { AgentAddress } from '../../../core/link/pairingLink.ts';
import { HostTime } from '../../../electron/lag/hostTime.ts';
import { measureAgentShell } from '../../../electron/lag/agentMeasure.ts';
import { ManualClock } from '../../support/manualClock.ts';

const RELAY: AgentAddress = {
  ...{ kind: 'relay', host: 'relay.example', port: 443, tls: true },
  agent: 'a'.repeat(32),
};

function wayOf(address: AgentAddress, isRelayed: boolean) {
  const connection = {
    status: { roundTripMs: 20, usualMs: 18, silentMs: 0 },
    client: { address, isRelayed, relayMs: 7, bytesIn: 0, bytesOut: 0 },
  } as unknown as AgentConnection;
  const host = new HostTime(new ManualClock());
  return measureAgentShell({ connection, remote: undefined, unparsed: 0, host }).link?.way;
}

it('is the relay, and how far away that is; or the direct one', () => {
  expect(wayOf(RELAY, true)).toEqual({ relay: 'relay.example', ms: 7 });
  expect(wayOf(RELAY, false)).toBe('direct');
});

it('isn’t told of where there is one way only', () => {
  const address = { kind: 'tcp', host: 'box', port: 1, tls: false } as const;
  expect(wayOf(address, false)).toBeUndefined();
});
