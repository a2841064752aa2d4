// Shells of every way that files go through: here, over ssh, and on an agent.
import { afterAll, beforeAll } from 'vitest';
import { systemClock } from '../../../../core/time/clock.ts';
import { AgentConnections } from '../../../../electron/agents/agentConnections.ts';
import type { Shell } from '../../../../electron/shell.ts';
import { agentShells } from '../../../../electron/shells/agentShell.ts';
import { localShells } from '../../../../electron/shells/localShell.ts';
import { sshShells } from '../../../../electron/shells/sshShell.ts';
import { startAgent, type TestAgent } from '../../../support/agent.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../../support/sshd.ts';
import { agentHost, localHost, sshHost, surroundings } from '../../shells/hosts.ts';

export interface Way {
  open: () => Shell;
  /** Why it can't be gone here. */
  lacks: () => string | undefined;
}

/** Their far sides run while the tests of a file do. */
export function ways(): [string, Way][] {
  let sshd: TestSshd | undefined;
  let agent: TestAgent;
  let connections: AgentConnections;
  beforeAll(async () => {
    if (!whyNoSshd()) sshd = await startSshd();
    await sshd?.trustHostKey();
    agent = await startAgent();
    connections = new AgentConnections(systemClock, 'test');
  });
  afterAll(async () => {
    await agent.stop();
    await sshd?.close();
  });
  const nothing = (): undefined => undefined;
  const onAgent = (): Shell =>
    agentShells(connections, systemClock)(agentHost({ pairingLink: agent.link }), null);
  return [
    ['here', { open: () => localShells(surroundings())(localHost(), null), lacks: nothing }],
    ['over ssh', { open: () => sshShells(surroundings())(sshHost(sshd!), null), lacks: whyNoSshd }],
    ['on an agent', { open: onAgent, lacks: nothing }],
  ];
}
