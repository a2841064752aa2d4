// Whoever carries a host's tunnels keeps the same promises: an agent, OpenSSH over one login, and
// OpenSSH over a login for each, against a real agent and a real sshd.
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { systemClock } from '../../../core/time/clock.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../../core/tunnel/tunnel.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { sshWay, type SshWay } from '../../../electron/ssh/sshWay.ts';
import { AgentHostTunnels } from '../../../electron/tunnels/agentHostTunnels.ts';
import { SeparateHostTunnels } from '../../../electron/tunnels/separateHostTunnels.ts';
import { SshHostTunnels } from '../../../electron/tunnels/sshHostTunnels.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { whyNoCurl } from '../../support/curl.ts';
import { needs } from '../../support/needs.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { loopback } from '../../support/tunnels.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';
import { tunnelContract, type TunnelCarrier } from './tunnelContract.ts';

let agent: TestAgent;
let sshd: TestSshd | undefined;

beforeAll(async () => {
  agent = await startAgent();
  if (whyNoSshd()) return;
  sshd = await startSshd();
  await sshd.trustHostKey();
});
afterAll(async () => {
  await agent.stop();
  await sshd?.close();
});
beforeEach((test) => needs(whyNoCurl(), test));

const today = (): number => 7;
const unix = (path: string): Place => ({ kind: 'unix', path });
const LOCAL: TunnelSpec = { kind: 'local', listen: loopback(0), target: loopback(80) };
const REMOTE: TunnelSpec = { ...LOCAL, kind: 'remote' };

tunnelContract('through an agent', {
  port: () => Number(new URL(agent.url).port),
  at: (port, patient) => {
    const connections = new AgentConnections(systemClock, 'test');
    const acquire = () => connections.acquire(linkAt(port), patient);
    return new AgentHostTunnels({ acquire, clock: systemClock, today });
  },
  counts: true,
  away: { error: null },
  heldThere: 'already',
  refuses: [
    [
      'a path that the agent doesn’t allow',
      { ...REMOTE, listen: unix('/tmp/x') },
      { code: 'forward-forbidden' },
    ],
  ],
});

/** The agent's link, leading to it by way of this port. */
function linkAt(port: number): string {
  const link = parsePairingLink(agent.link);
  return formatPairingLink({ ...link, address: { ...link.address, port } as never });
}

/** Of OpenSSH, which asks nothing, as the server's key is known by the name of its own port. */
const SSH: Pick<TunnelCarrier, 'port' | 'counts' | 'away' | 'heldThere'> = {
  port: () => sshd!.port,
  counts: false,
  away: { listening: null, error: expect.objectContaining({ code: 'unreachable-host' }) as never },
  heldThere: 'on the server already',
};

function wayTo(port: number, platform: NodeJS.Platform): SshWay {
  const options = `${sshd!.clientOptions}\nHostKeyAlias=[127.0.0.1]:${sshd!.port}`;
  const host: StoredHost = sshHost(sshd!, { port: String(port), options });
  return sshWay({ host, surroundings: { ...surroundings(), platform }, clock: systemClock });
}

const badly = (field: 'listen' | 'target') => ({ code: 'bad-tunnel', field });
const PASSWORD = { user: 'ann', password: 'sesame' };
const PROXY: TunnelSpec = { ...LOCAL, kind: 'dynamic', target: null, login: PASSWORD };
const NO_PASSWORD: TunnelCarrier['refuses'][0] = [
  'a proxy with a password',
  PROXY,
  { code: 'bad-tunnel' },
];

describe('of OpenSSH', () => {
  beforeEach((test) => needs(whyNoSshd(), test));

  tunnelContract('over one login', {
    ...SSH,
    at: (port, patient) => {
      const way = wayTo(port, 'linux');
      if (way.kind !== 'shared') throw new Error('it is not shared here');
      const common = { clock: systemClock, today, random: () => 0, patient };
      return new SshHostTunnels({ login: way.login, ...common });
    },
    refuses: [NO_PASSWORD],
  });

  tunnelContract('over a login for each', {
    ...SSH,
    at: (port, patient) => {
      const way = wayTo(port, 'win32');
      if (way.kind !== 'separate') throw new Error('it is shared here');
      return new SeparateHostTunnels({ ssh: way.ssh, today, random: () => 0, patient });
    },
    refuses: [
      NO_PASSWORD,
      ['a path here to listen at', { ...LOCAL, listen: unix('/tmp/a.sock') }, badly('listen')],
      ['a path there that isn’t plain', { ...LOCAL, target: unix('/tmp/%h') }, badly('target')],
      ['a path there to listen at', { ...REMOTE, listen: unix('/tmp/a.sock') }, badly('listen')],
      ['a path here as the target', { ...REMOTE, target: unix('/tmp/a.sock') }, badly('target')],
    ],
  });
});
