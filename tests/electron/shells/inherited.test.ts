// Shells side by side, here, over SSH, kept by tmux and by an agent there: none has a descriptor
// of another's, and no ssh of ours has any that it didn't open itself.
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { compile, packAgent } from '../../../build/compile.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../electron/agents/agentWays.ts';
import { keptShells } from '../../../electron/shells/agentShell.ts';
import { tmuxShells } from '../../../electron/shells/durable/tmuxShells.ts';
import { localShells } from '../../../electron/shells/localShell.ts';
import type { ShellFactory } from '../../../electron/shells/plan.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { agentPid, putAgent } from '../../support/hostAgent.ts';
import { needs } from '../../support/needs.ts';
import { processesWith } from '../../support/processes.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { localHost, sshHost, surroundings } from './hosts.ts';

let sshd: TestSshd;
const drivers: ShellDriver[] = [];

beforeAll(async () => {
  if (whyNoSshd()) return;
  await compile(['agent']);
  await packAgent();
});
beforeEach(async (test) => {
  const tmux = existsSync('/usr/bin/tmux') ? undefined : 'no tmux is installed (package tmux)';
  needs(whyNoSshd() ?? tmux, test);
  sshd = await startSshd();
  await sshd.trustHostKey();
  putAgent(sshd);
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.shell.close()));
  const pid = sshd && agentPid(sshd);
  if (pid !== undefined) process.kill(pid, 'SIGTERM');
  await sshd?.close();
});

/** A shell of each kind that Bowline has, on this computer or over the sshd. */
function factories(): Record<string, ShellFactory> {
  const here = surroundings({ XDG_RUNTIME_DIR: temporaryDirectory() });
  const connections = new AgentConnections(systemClock, '0.0.0');
  const common = { surroundings: here, clock: systemClock, version: '0.0.0' };
  const ways = new AgentWays({ connections, ...common });
  return {
    local: localShells(here),
    ssh: sshShells(here),
    tmux: tmuxShells(here),
    agent: keptShells((host) => ways.acquire(host), systemClock),
  };
}

async function open(kind: string, make: ShellFactory): Promise<ShellDriver> {
  const driver = new ShellDriver(make(kind === 'local' ? localHost() : sshHost(sshd), null));
  drivers.push(driver.start(200));
  await driver.reaches('online');
  return driver;
}

/** Numbers of the descriptors of a program that is started in the shell. */
async function listedIn(driver: ShellDriver): Promise<string[]> {
  await driver.type('echo "fds:" $(ls /proc/self/fd 2>&1 | cat) ":end"\r');
  return (await driver.sees(/fds: ([\d ]+) :end/))[1]!.split(' ');
}

/** What a process has open above 2, as the kernel calls it: `socket:[123]`. */
function opened(pid: number | 'self'): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return Number(fd) > 2 ? [readlinkSync(`/proc/${pid}/fd/${fd}`)] : [];
    } catch {
      return []; // closed since it was listed
    }
  });
}

it('the last of many has its terminal only, and each ssh what it opened itself', async () => {
  const kinds = Object.entries(factories());
  for (const [kind, make] of kinds) await open(kind, make);
  const last = await Promise.all(kinds.map(async ([kind, make]) => open(kind, make)));
  for (const driver of last) {
    // 3 is the folder that is being listed; in $( ) 1 is the pipe.
    expect(await listedIn(driver)).toEqual(['0', '1', '2', '3']);
  }
  const ours = new Set(opened('self').filter((it) => /^(socket|pipe):|^\/(?!dev\/null)/.test(it)));
  const clients = processesWith(String(sshd.port)).filter((pid) => nameOf(pid) === 'ssh');
  expect(clients.length).toBeGreaterThan(4);
  for (const pid of clients) {
    const own = [0, 1, 2].map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`)); // ssh copies them
    const others = opened(pid).filter((it) => !own.includes(it));
    expect(others.filter((it) => ours.has(it) || it === '/dev/ptmx')).toEqual([]);
  }
});

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}
