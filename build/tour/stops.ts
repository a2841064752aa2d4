// The stops of the tour: one saved host of each kind that this machine can have, and what it
// takes to be let in. Each brings its own server, and takes it away again.
import type { Page } from '@playwright/test';
import { startAgent } from '../../tests/support/agent.ts';
import type { HostEntry } from '../../tests/support/drive.ts';
import { typeLine, waitForRow } from '../../tests/support/drive.ts';
import { startSshd, whyNoSshd } from '../../tests/support/sshd.ts';

export interface Stop {
  host: HostEntry;
  /** What happens between the double-click and the shell's prompt. */
  enter: (window: Page) => Promise<void>;
  leave: () => Promise<unknown>;
}

const nothing = () => Promise.resolve();

function localStop(): Stop {
  const host: HostEntry = { name: 'This computer', kind: 'Local shell' };
  return { host, enter: nothing, leave: nothing };
}

async function agentStop(): Promise<Stop> {
  const agent = await startAgent();
  const fields = { 'Pairing link': agent.link };
  const host: HostEntry = { name: 'Behind an agent', kind: 'Agent', fields };
  return { host, enter: nothing, leave: () => agent.stop() };
}

async function sshStop(): Promise<Stop> {
  const sshd = await startSshd();
  const fields = {
    Address: sshd.host,
    Port: String(sshd.port),
    User: sshd.user,
    'Identity file': sshd.identityFile,
    Options: sshd.clientOptions,
  };
  return {
    host: { name: 'Over SSH', kind: 'SSH', fields },
    // It is a new host, so OpenSSH asks, and a person answers.
    enter: async (window) => {
      await waitForRow(window, /continue connecting/);
      await typeLine(window, 'yes');
    },
    leave: () => sshd.close(),
  };
}

/** @param say is told which kind is left out, and why */
export async function makeStops(say: (line: string) => void): Promise<Stop[]> {
  const stops = [localStop(), await agentStop()];
  const reason = whyNoSshd();
  if (reason) say(`Left out: a host over SSH, because ${reason}.`);
  else stops.push(await sshStop());
  return stops;
}
