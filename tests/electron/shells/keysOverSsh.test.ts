// Forwarded keys over a real sshd, from a real ssh-agent: plain shells, those of tmux, and those that
// bowline-agent keeps there.
import { mkdtempSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../electron/agents/agentWays.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { KeyLoan, type LendKeys } from '../../../electron/logins/keyLoan.ts';
import { personAgent } from '../../../electron/logins/personAgent.ts';
import { keptShells } from '../../../electron/shells/agentShell.ts';
import { tmuxShells } from '../../../electron/shells/durable/tmuxShells.ts';
import { withForwardedKeys } from '../../../electron/shells/forwardedKeys.ts';
import type { ShellFactory } from '../../../electron/shells/plan.ts';
import { sshShells } from '../../../electron/shells/sshShell.ts';
import { putAgent } from '../../support/hostAgent.ts';
import { personsAgent, type PersonsAgent } from '../../support/lentKeys.ts';
import { needs } from '../../support/needs.ts';
import { endAll, processesWith } from '../../support/processes.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { inWords, say } from '../../../words/said.ts';
import { sshHost, surroundings } from './hosts.ts';

let sshd: TestSshd;
let mine: PersonsAgent;
/** Of another computer of the same person's. */
let others: PersonsAgent;
const folder = mkdtempSync(join(tmpdir(), 'bowline-'));
const farFolder = mkdtempSync(join(tmpdir(), 'bowline-'));
const drivers: ShellDriver[] = [];
const asked: string[] = [];
let answers: boolean[] = [];
beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  await sshd.trustHostKey();
  putAgent(sshd);
  [mine, others] = await Promise.all([personsAgent(folder), personsAgent(farFolder)]);
});
beforeEach((test) => needs(whyNoSshd(), test));
afterEach(async () => {
  await Promise.all(drivers.splice(0).map(({ shell }) => shell.close()));
  asked.length = 0;
});
afterAll(async () => {
  await Promise.all([mine?.stop(), others?.stop()]);
  await sshd?.close();
  [folder, farFolder].forEach(removeFolder);
});

const around = () => surroundings({ SSH_AUTH_SOCK: mine.path, XDG_RUNTIME_DIR: folder });

const lendingBy =
  (agent: PersonsAgent): LendKeys =>
  (host, _shellId, tell) =>
    new KeyLoan({
      ...{ host: host.name, tell },
      agent: personAgent(surroundings({ SSH_AUTH_SOCK: agent.path }), systemClock),
      rule: () => host.forwardAgent || 'off',
      askPerson: ({ about }) => {
        asked.push(about);
        return Promise.resolve(answers.shift() ?? false);
      },
    });

const lend: LendKeys = (...asked) => lendingBy(mine)(...asked);

function start(make: ShellFactory, host: Partial<StoredHost>, session?: string): ShellDriver {
  const driver = new ShellDriver(make(sshHost(sshd, host), null, session, 'tab')).start();
  drivers.push(driver);
  return driver;
}

function kept(lendKeys = lend): ShellFactory {
  const connections = new AgentConnections(systemClock, '0.0.0');
  const common = { connections, surroundings: around(), clock: systemClock, version: '0.0.0' };
  const ways = new AgentWays(common);
  return keptShells((host, runs) => ways.acquire(host, runs), systemClock, undefined, 'owner', {
    lendKeys,
  });
}

/** What a command prints there. */
let count = 0;
async function prints(driver: ShellDriver, command: string): Promise<string> {
  const mark = `m${++count}x`;
  driver.text = '';
  await driver.type(`echo ${mark}-$((1+1)); ${command}; echo ${mark}-$((1+2))\r`);
  const [, printed] = await driver.sees(new RegExp(`${mark}-2([^]*)${mark}-3`));
  return printed!;
}

/** Until somebody lends. */
async function lists(driver: ShellDriver, agent = mine): Promise<void> {
  const print = agent.listed.split(' ')[1]!;
  while (!(await prints(driver, 'ssh-add -l')).includes(print));
}

const SIGN =
  'ssh-add -L > k.pub; echo x > f; rm -f f.sig; ssh-keygen -q -Y sign -n file -f k.pub f && cat f.sig';

async function works(driver: ShellDriver, agent = mine): Promise<void> {
  await lists(driver, agent);
  expect(await prints(driver, SIGN)).toContain('BEGIN SSH SIGNATURE');
}

it('in a plain shell, allowed, are ssh’s own to forward', async () => {
  const driver = start(withForwardedKeys(sshShells(around()), around(), lend), {
    forwardAgent: 'allow',
  });
  await driver.reaches('online');
  await lists(driver);
  expect(asked).toEqual([]);
});

it('in a plain shell, asked about, are signed with after a yes, and never added to', async () => {
  const driver = start(withForwardedKeys(sshShells(around()), around(), lend), {
    forwardAgent: 'ask',
  });
  await driver.reaches('online');
  await lists(driver);
  answers = [false, true];
  expect(await prints(driver, SIGN)).not.toContain('BEGIN SSH SIGNATURE');
  expect(await prints(driver, SIGN)).toContain('BEGIN SSH SIGNATURE');
  expect(asked).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('me@laptop')));
  const add = 'ssh-keygen -q -t ed25519 -N "" -f new; ssh-add new; rm -f new*';
  expect(await prints(driver, add)).toMatch(/refused|Could not add/);
});

it('in a plain shell, asked about when their agent is gone, are noted once where a program asked', async () => {
  const none = surroundings({ SSH_AUTH_SOCK: join(folder, 'gone') });
  const bare: LendKeys = (host, _shellId, tell) =>
    new KeyLoan({
      ...{ host: host.name, tell, agent: personAgent(none, systemClock) },
      ...{ rule: () => 'ask', askPerson: () => Promise.resolve(true) },
    });
  const driver = start(withForwardedKeys(sshShells(around()), around(), bare), {
    forwardAgent: 'ask',
  });
  await driver.reaches('online');
  await prints(driver, 'ssh-add -l');
  await prints(driver, 'ssh-add -l');
  expect(driver.marks).toEqual([{ type: 'note', text: inWords(say('keys-no-agent')) }]);
});

it('off, leave ssh as it is', async () => {
  const driver = start(withForwardedKeys(sshShells(around()), around(), lend), {
    forwardAgent: 'off',
  });
  await driver.reaches('online');
  expect(await prints(driver, 'echo "[$SSH_AUTH_SOCK]"')).toContain('[]');
});

it('in a shell that bowline-agent keeps, work again after each cut, and from another computer', async () => {
  const host = { forwardAgent: 'allow', keepAlive: 'agent' } as const;
  const driver = start(kept(), host);
  await driver.reaches('online');
  await works(driver);
  for (let cut = 0; cut < 3; cut++) {
    endAll(processesWith(String(sshd.port)), 'SIGKILL');
    await driver.reaches('reconnecting');
    await driver.reaches('online');
    await works(driver);
  }
  const { session } = driver.shell;
  await driver.shell.detach?.();
  const there = start(kept(lendingBy(others)), host, session);
  await there.reaches('online');
  await works(there, others);
});

it('in a shell that tmux keeps, work again after each cut', async (test) => {
  needs(existsSync('/usr/bin/tmux') ? undefined : 'no tmux is installed (package tmux)', test);
  const driver = start(withForwardedKeys(tmuxShells(around()), around(), lend), {
    ...{ forwardAgent: 'allow', keepAlive: 'tmux' },
  });
  await driver.reaches('online');
  await driver.sees(/\$ /);
  await works(driver);
  for (let cut = 0; cut < 2; cut++) {
    endAll(processesWith(String(sshd.port)), 'SIGKILL');
    await driver.reaches('reconnecting');
    await driver.reaches('online');
    await works(driver);
  }
});

/** Tabs of one computer: it has its own ssh-agent, and its own folder for sockets. */
const tmuxAt = (agent: PersonsAgent, at: string): ShellFactory => {
  const there = surroundings({ SSH_AUTH_SOCK: agent.path, XDG_RUNTIME_DIR: at });
  return withForwardedKeys(tmuxShells(there), there, lendingBy(agent));
};

const noTmux = (): string | undefined =>
  existsSync('/usr/bin/tmux') ? undefined : 'no tmux is installed (package tmux)';

/** What `ssh-add -l` says and answers with once nobody is attached to the session any more. */
const LATER =
  '(while tmux list-clients | grep -q .; do sleep 0.1; done; ssh-add -l; echo "code $?") > later 2>&1 & true';

it('in a shell that tmux keeps, follow their person to another computer', async (test) => {
  needs(noTmux(), test);
  const host = { forwardAgent: 'allow', keepAlive: 'tmux' } as const;
  const here = start(tmuxAt(mine, folder), host);
  await here.reaches('online');
  await works(here);
  const session = here.shell.session!;
  const there = start(tmuxAt(others, farFolder), host, session);
  await there.reaches('online');
  expect(await here.ended()).toMatchObject({ state: 'closed', kept: true });
  await works(there, others);
  endAll(processesWith(String(sshd.port)), 'SIGKILL');
  await there.reaches('reconnecting');
  await there.reaches('online');
  await works(there, others);
  await prints(there, LATER);
  await there.shell.detach!();
  const back = start(tmuxAt(mine, folder), { ...host, forwardAgent: 'ask' }, session);
  await back.reaches('online');
  await lists(back);
  while (!(await prints(back, 'cat later')).includes('code'));
  expect(await prints(back, 'cat later')).toMatch(/Error connecting to agent[^]*code 2/);
  answers = [false, true];
  expect(await prints(back, SIGN)).not.toContain('BEGIN SSH SIGNATURE');
  expect(await prints(back, SIGN)).toContain('BEGIN SSH SIGNATURE');
});

it('in a shell that tmux keeps, are nobody’s for who came without, while the other’s link stalls', async (test) => {
  needs(noTmux(), test);
  const host = { forwardAgent: 'allow', keepAlive: 'tmux' } as const;
  const here = start(tmuxAt(mine, folder), host);
  await here.reaches('online');
  await works(here);
  const stalled = processesWith(String(sshd.port));
  endAll(stalled, 'SIGSTOP');
  const session = here.shell.session!;
  const there = start(tmuxAt(others, farFolder), { ...host, forwardAgent: 'off' }, session);
  await there.reaches('online');
  const socket = await prints(there, 'test -S "$SSH_AUTH_SOCK" && echo has-one || echo has-none');
  endAll(stalled, 'SIGCONT'); // what had been asked would be answered now
  expect(socket).toMatch(/has-none\s/);
  expect(await prints(there, 'ssh-add -l')).toMatch(/Error connecting to agent/);
  expect(await prints(there, SIGN)).not.toContain('BEGIN SSH SIGNATURE');
});
