// Forwarded keys in shells that a real agent keeps: OpenSSH's own ssh-agent at one end, its ssh-add at the
// other, and connections between them that are cut.
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { KeyLoan, type LoanRule } from '../../../electron/logins/keyLoan.ts';
import { personAgent } from '../../../electron/logins/personAgent.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { connect, inviteTo, join as joinGroup, AgentShell } from '../../support/agentShell.ts';
import { FaultProxy, type Cut } from '../../support/faultProxy.ts';
import {
  AgentTalk,
  FAILURE,
  isSigned,
  LIST,
  personsAgent,
  signRequest,
  sshAdd,
  type PersonsAgent,
} from '../../support/lentKeys.ts';
import { olderThan } from '../../support/olderAgent.ts';
import { seeded } from '../../support/random.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { ShellDriver } from '../../support/shellDriver.ts';
import { agentHost } from './hosts.ts';

const TIMEOUT = 300_000;
const CUTS = Number(process.env.BOWLINE_KEY_CUTS ?? 200);

let agent: TestAgent;
let [mine, others]: PersonsAgent[] = [];
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'bowline-')));
const drivers: ShellDriver[] = [];
const proxies: FaultProxy[] = [];
beforeAll(async () => {
  agent = await startAgent({ args: ['--shell', '/bin/sh'] });
  [mine, others] = await Promise.all(folders.map((folder) => personsAgent(folder)));
});
afterEach(async () => {
  await Promise.all(drivers.splice(0).map(({ shell }) => shell.close()));
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});
afterAll(async () => {
  await agent.stop();
  await Promise.all([mine!, others!].map((one) => one.stop()));
  folders.forEach(removeFolder);
});

/** One app: its shell there, the person's answers, and what that one was asked. */
function app(
  rule: LoanRule,
  options: { keys?: PersonsAgent; link?: string; session?: string } = {},
) {
  const { keys = mine!, link = agent.link, session } = options;
  const asked: string[] = [];
  const app = { rule, answers: [] as boolean[], asked };
  const surroundings = { platform: SYSTEM, env: () => ({ SSH_AUTH_SOCK: keys.path }) };
  const lend = agentShells(
    new AgentConnections(systemClock, 'test'),
    systemClock,
    undefined,
    (...[, , tell]) =>
      new KeyLoan({
        host: 'web-eu-1',
        rule: () => app.rule,
        agent: personAgent(surroundings, systemClock),
        askPerson: ({ text }) => {
          asked.push(text);
          return Promise.resolve(app.answers.shift() ?? false);
        },
        tell,
      }),
  );
  const shell = lend(agentHost({ pairingLink: link }), null, session, 'tab');
  const driver = new ShellDriver(shell).start();
  drivers.push(driver);
  return Object.assign(app, { driver });
}

async function cuttable(): Promise<{ proxy: FaultProxy; link: string }> {
  const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  proxies.push(proxy);
  const link = parsePairingLink(agent.link);
  const address = { ...link.address, port: proxy.port } as never;
  return { proxy, link: formatPairingLink({ ...link, address }) };
}

/** What the shell's programs find. */
async function socketOf({ driver }: { driver: ShellDriver }): Promise<string> {
  await driver.reaches('online');
  await driver.type('echo "[$SSH_AUTH_SOCK]"\r');
  const [, path] = await driver.sees(/\[(\/[^\]]+)\]/);
  return path!;
}

/** Once it leads somewhere: the shell is seen a moment before the agent knows that keys are lent. */
async function list(path: string): Promise<string> {
  return (await sshAdd(path, '-l')).text;
}

/** Asks until somebody is there again, and answers right. */
async function settled(path: string): Promise<void> {
  for (;;) {
    const talk = new AgentTalk(path);
    const answer = await talk.ask(LIST);
    talk.socket.destroy();
    if (answer?.[0] === 12) return;
  }
}

describe('a kept shell', () => {
  it('has a socket of its own that lists, signs, and does nothing else', async () => {
    const one = app('allow');
    const path = await socketOf(one);
    const modes = [path, dirname(path)].map((at) => (statSync(at).mode & 0o777).toString(8));
    expect(modes).toEqual(['600', '700']);
    await settled(path);
    await one.driver.type('ssh-add -l; ssh-add -T /nonexistent; echo over\r');
    await one.driver.sees(/me@laptop \(ED25519\)[^]*over\r/);
    expect(await list(path)).toBe(mine!.listed);
    const talk = new AgentTalk(path);
    const signed = await talk.ask(signRequest(mine!.key, 'what is to be signed'));
    expect(isSigned(signed!, mine!.key, 'what is to be signed')).toBe(true);
    talk.socket.destroy();
    const refused = [[mine!.other], ['-D'], ['-d', `${mine!.other}.pub`], ['-s', '/usr/lib/x.so']];
    for (const args of refused) expect((await sshAdd(path, ...args)).code).not.toBe(0);
    expect(await list(mine!.path)).toBe(mine!.listed);
    expect(await list(path)).toBe(mine!.listed);
  });

  it('keeps its login’s agent where none is lent', async () => {
    const one = app('off');
    await one.driver.reaches('online');
    await one.driver.type('echo "[${SSH_AUTH_SOCK:-none}]"\r');
    const [, path] = await one.driver.sees(/\[((?:\/|none)[^\]]*)\]/);
    expect(path).toBe(process.env.SSH_AUTH_SOCK ?? 'none');
  });

  it('asks each time, tells once why there is nothing, and obeys a change at once', async () => {
    const one = app('ask');
    const path = await socketOf(one);
    await settled(path);
    expect(one.asked).toEqual([]);
    const talk = new AgentTalk(path);
    const sign = async (): Promise<boolean> =>
      isSigned((await talk.ask(signRequest(mine!.key, 'x')))!, mine!.key, 'x');
    one.answers = [true, false, true];
    expect([await sign(), await sign(), await sign()]).toEqual([true, false, true]);
    expect(one.asked).toHaveLength(3);
    expect(one.asked[0]).toContain('me@laptop');
    one.rule = 'off';
    expect([await sign(), await list(path)]).toEqual([
      false,
      expect.stringMatching(/no identities|refused|failure|communication/i),
    ]);
    talk.socket.destroy();
    const notes = one.driver.marks.filter(({ type }) => type === 'note');
    expect(notes).toEqual([
      { type: 'note', text: 'A program asked for your keys. They aren’t forwarded to web-eu-1.' },
    ]);
  });

  it('is left without an answer at once where nobody with keys is attached', async () => {
    const one = app('allow');
    const path = await socketOf(one);
    await settled(path);
    await one.driver.shell.detach?.();
    const talk = new AgentTalk(path);
    expect(Buffer.from((await talk.ask(LIST))!)).toEqual(FAILURE);
    talk.socket.destroy();
  });

  it('follows its person to another computer', async () => {
    const here = app('allow');
    const path = await socketOf(here);
    await settled(path);
    const { session } = here.driver.shell;
    const there = app('allow', { keys: others!, session: session! });
    await there.driver.reaches('online');
    await there.driver.type('echo typed-$((6*7))\r');
    await there.driver.sees(/typed-42/);
    await settled(path);
    expect(await list(path)).toBe(others!.listed);
    await here.driver.type('echo again-$((6*7))\r');
    await here.driver.sees(/again-42/);
    expect(await list(path)).toBe(mine!.listed);
    await here.driver.shell.detach?.();
    expect(await list(path)).toBe(others!.listed);
  });

  it('gives an editor nothing without a yes, nor for good after one has typed', async () => {
    const one = app('allow');
    const path = await socketOf(one);
    await settled(path);
    const owner = await connect(agent.link);
    const session = one.driver.shell.session!;
    const link = await inviteTo(owner, agent.link, { session, role: 'editor' });
    const guest = await joinGroup(link);
    const eve = AgentShell.attach(guest, newCursor(session));
    await eve.opened;
    eve.type('ssh-add -l; echo eve-$((6*7))\r');
    await eve.sees(/eve-42/);
    expect(eve.text).not.toContain('SHA256');
    expect(one.asked).toHaveLength(1);
    await guest.close();
    expect((await sshAdd(path, '-l')).text).not.toContain('SHA256');
    one.answers = [true];
    expect(await list(path)).toBe(mine!.listed);
    await owner.close();
  });

  it('on an agent that knows nothing of it is as it was', async () => {
    const old = await olderThan(agent.url, 'keys');
    const link = parsePairingLink(agent.link);
    const address = { ...link.address, port: old.port } as never;
    const one = app('allow', { link: formatPairingLink({ ...link, address }) });
    await one.driver.reaches('online');
    await one.driver.type('echo "[${SSH_AUTH_SOCK:-none}]"\r');
    const [, path] = await one.driver.sees(/\[((?:\/|none)[^\]]*)\]/);
    expect(path).toBe(process.env.SSH_AUTH_SOCK ?? 'none');
    await one.driver.shell.close();
    await old.close();
  });
});

describe('cuts', () => {
  const HOW: readonly Cut[] = ['fin', 'rst'];

  it(`${CUTS} of them leave every answer right`, { timeout: TIMEOUT }, async () => {
    const { proxy, link } = await cuttable();
    const one = app('allow', { link });
    const path = await socketOf(one);
    await settled(path);
    const talk = new AgentTalk(path); // one that stays through all of them
    let through = 0;
    for (let seed = 1; seed <= CUTS; seed++) {
      const random = seeded(seed);
      const direction = random.pick(['up', 'down'] as const);
      const cut = proxy[direction].cutAfter(random.between(1, 400), random.pick(HOW));
      let isCut = false;
      void cut.then(() => (isCut = true));
      do {
        const data = `seed ${seed}, ${random.int(1e9)}`;
        const answer = await talk.ask(signRequest(mine!.key, data));
        if (!answer) throw new Error(`seed ${seed}: the program's connection was closed`);
        if (isSigned(answer, mine!.key, data)) through++;
        // Nobody was there for a moment: refused at once. All else would be wrong.
        else expect([seed, Buffer.from(answer)]).toEqual([seed, FAILURE]);
      } while (!isCut);
      await settled(path);
      const again = await talk.ask(signRequest(mine!.key, `after ${seed}`));
      expect([seed, isSigned(again!, mine!.key, `after ${seed}`)]).toEqual([seed, true]);
      if (seed % 20 === 0) expect(await list(path)).toBe(mine!.listed);
    }
    expect(through).toBeGreaterThan(CUTS / 4);
    await one.driver.reaches('online');
    talk.socket.destroy();
  });
});
