// Two apps without their windows at one shell of a real agent: one shares, the other joins.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type {
  ChatLine,
  Events,
  InvitationWish,
  JoinedShell,
  ShellCompany,
  ShellStatus,
} from '../../../electron/ipc/contract.ts';
import { HostCompanies } from '../../../electron/sharing/hostCompanies.ts';
import { JoinedShells } from '../../../electron/sharing/joinedShells.ts';
import { readInvitation } from '../../../electron/sharing/readLink.ts';
import { agentShells, joinedAgentShells } from '../../../electron/shells/agentShell.ts';
import { ShellManager } from '../../../electron/shells/shellManager.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { agentHost } from '../shells/hosts.ts';
import { says } from '../../support/says.ts';

const WISH: InvitationWish = {
  ...{ role: 'editor', expiresInMs: 3_600_000, uses: null },
  ...{ label: 'for Greta', name: 'release on test' },
};

let agent: TestAgent;
beforeAll(async () => {
  agent = await startAgent();
});
afterAll(() => agent.stop());

/** The main process of an app, as far as sharing goes; what its window is told is kept. */
class App {
  readonly window = new MemoryWindow();
  readonly companies: HostCompanies;
  readonly joined: JoinedShells;
  readonly shells: ShellManager;
  company: ShellCompany | undefined;
  chat: ChatLine[] = [];
  refused = 0;
  status: ShellStatus | undefined;
  #look: () => void = () => undefined;

  hosts: StoredHost[];

  get port(): MemoryPort {
    return this.window.port;
  }

  constructor(name: string, hosts: StoredHost[] = []) {
    this.hosts = hosts;
    const path = `${temporaryDirectory()}/joined.json`;
    this.joined = new JoinedShells({ path, secretBox: plainBox, now: Date.now });
    const findHost = (id: string): StoredHost | undefined =>
      this.hosts.find((host) => host.id === id) ?? this.joined.host(id);
    const connections = new AgentConnections(systemClock, 'test');
    const agents = agentShells(connections, systemClock, () => name);
    const guests = joinedAgentShells(connections, systemClock, () => name);
    this.companies = new HostCompanies({
      find: (id) => {
        const { company, session = '' } = this.shells.place(id);
        return company && { company, session };
      },
    });
    this.shells = new ShellManager({
      findHost,
      factory: (host, ...rest) => (host.kind === 'joined' ? guests : agents)(host, ...rest),
      installer: agents,
      broadcast: () => undefined,
      clock: systemClock,
      onStatus: (status) => {
        this.status = status;
        this.#look();
      },
      onChange: () => undefined,
      watchCompany: (id, company) =>
        this.companies.watch(id, company, (event, payload) => this.#heard(event, payload)),
    });
    onTestFinished(() => this.shells.closeAll());
  }

  open(hostId: string): string {
    return this.shells.open(randomUUID(), hostId, { cols: 80, rows: 24 }, this.window).shellId;
  }

  join(link: string): { shell: JoinedShell; id: string } {
    const shell = this.joined.join(readInvitation(link));
    return { shell, id: this.open(shell.id) };
  }

  /** Resolves when `condition` holds of what the window was told. */
  async until(condition: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#look = () => condition() && resolve();
      this.#look();
    });
  }

  here(total: number): Promise<void> {
    return this.until(() => this.company?.group?.total === total);
  }

  #heard<N extends 'sharing:company' | 'sharing:chat' | 'sharing:refused'>(
    event: N,
    payload: Events[N],
  ): void {
    if (event === 'sharing:company') this.company = payload as ShellCompany;
    else if (event === 'sharing:refused') this.refused += 1;
    else {
      const { lines, whole } = payload as Events['sharing:chat'];
      this.chat = whole ? lines : [...this.chat, ...lines];
    }
    this.#look();
  }
}

async function owner(pairingLink = agent.link, change: Partial<StoredHost> = {}) {
  const app = new App('Olga', [agentHost({ id: 'kept', pairingLink, ...change })]);
  const id = app.open('kept');
  await app.here(1);
  return { app, id };
}

async function both(wish: Partial<InvitationWish> = {}) {
  const { app: olga, id } = await owner();
  const { link } = await olga.companies.invite(id, { ...WISH, ...wish });
  const greta = new App('Greta');
  const joined = greta.join(link);
  await Promise.all([olga.here(2), greta.here(2)]);
  return { olga, greta, id, link, joined };
}

/** The agent's link, leading through a proxy. */
async function proxied(): Promise<{ proxy: FaultProxy; link: string }> {
  const link = parsePairingLink(agent.link);
  const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  onTestFinished(() => proxy.close());
  const address = { ...link.address, port: proxy.port } as never;
  return { proxy, link: formatPairingLink({ ...link, address }) };
}

describe('an owner', () => {
  it('hands out a link that holds the invitation’s secret and never the agent’s', async () => {
    const { app, id } = await owner();
    const handed = await app.companies.invite(id, { ...WISH, role: 'viewer' });
    const agents = new URL(agent.link).searchParams.get('token')!;
    expect(handed.link).not.toContain(agents);
    expect(handed).toMatchObject({ role: 'viewer', reach: 'loopback', name: 'release on test' });
  });

  it('of an agent on a socket shares with who can use that socket', async () => {
    const onSocket = await startAgent({ args: ['--socket'] });
    onTestFinished(async () => void (await onSocket.stop()));
    const { app, id } = await owner(onSocket.link);
    const handed = await app.companies.invite(id, WISH);
    expect(handed.reach).toBe('socket');
    const greta = new App('Greta');
    const joined = greta.join(handed.link);
    await greta.here(2);
    await greta.shells.close(joined.id);
  });

  it('who comes through SSH hands out no link to a socket of this app', async () => {
    const { app, id } = await owner(agent.link, { kind: 'ssh' });
    await expect(app.companies.invite(id, WISH)).rejects.toThrow(/SSH login/);
    expect(await app.companies.invitations(id)).toEqual([]);
  });

  it('whose host is another one by now, or gone, hands out the way that is connected', async () => {
    const { app, id } = await owner();
    app.hosts = [agentHost({ id: 'kept', pairingLink: agent.link.replace('127.0.0.1', 'moved') })];
    const before = await app.companies.invite(id, WISH);
    app.hosts = [];
    const after = await app.companies.invite(id, WISH);
    const address = new URL(agent.url).host;
    expect([before, after]).toMatchObject([{ address }, { address }]);
    expect(await app.companies.say(id, 'f'.repeat(32), 'still here')).toEqual({ ok: true });
  });

  it('sees what became of the invitations, and takes one back at once', async () => {
    const { olga, greta, id } = await both({ uses: 3 });
    const [made] = await olga.companies.invitations(id);
    expect(made).toMatchObject({ label: 'for Greta', used: 1, online: 1, uses: 3, state: 'open' });
    expect(await olga.companies.revoke(id, made!.id)).toBe(1);
    await greta.until(() => greta.status?.state === 'failed');
    expect(greta.status).toMatchObject({
      message: says(/taken back/),
      canReconnect: false,
    });
    await olga.here(1);
    expect(await olga.companies.invitations(id)).toMatchObject([{ state: 'revoked', online: 0 }]);
    await expect(olga.companies.revoke(id, '0'.repeat(16))).rejects.toThrow(/gone already/);
  });

  it('says whose size the shell has, and a guest may not', async () => {
    const { olga, greta, id, joined } = await both();
    await olga.companies.setPolicy(id, 'fit');
    await greta.until(() => greta.company?.group?.policy === 'fit');
    await expect(greta.companies.setPolicy(joined.id, 'driver')).rejects.toThrow(/owner/);
    await expect(greta.companies.invite(joined.id, WISH)).rejects.toThrow(/owner/);
  });
});

describe('a guest', () => {
  it('types beside the owner, and is seen with name and role', async () => {
    const { olga, greta } = await both();
    const names = olga.company!.group!.members.map(({ name, role }) => `${name} ${role}`);
    expect(names).toEqual(['Olga owner', 'Greta editor']);
    expect(greta.company).toMatchObject({ role: 'editor', canShare: false });
    expect(olga.company).toMatchObject({ role: 'owner', canShare: true });
    greta.port.type('echo $((6*7))\r');
    for (const { port } of [olga, greta]) await port.until(() => port.text.includes('42\r\n'));
    olga.port.type('echo $((7*9))\r');
    for (const { port } of [olga, greta]) await port.until(() => port.text.includes('63\r\n'));
  });

  it('who may only watch has nothing typed, nor the size changed', async () => {
    const { olga, greta } = await both({ role: 'viewer' });
    greta.port.type('echo $((6*7))\r');
    greta.port.send({ type: 'resize', cols: 33, rows: 11 });
    olga.port.type('stty size; echo $((7*9))\r');
    for (const { port } of [olga, greta]) await port.until(() => port.text.includes('63\r\n'));
    expect(greta.port.text).not.toContain('42');
    expect(greta.port.text).toContain('24 80');
    expect(greta.status!.pendingInput).toBe(0);
  });

  it('whose link says more than its invitation hears from the agent that typing is not taken', async () => {
    const { app: olga, id } = await owner();
    const { link } = await olga.companies.invite(id, { ...WISH, role: 'viewer' });
    const greta = new App('Greta');
    greta.join(link.replace('role=viewer', 'role=editor'));
    greta.port.type('echo $((6*7))\r');
    await greta.until(() => greta.refused > 0);
    expect(greta.company!.role).toBe('viewer');
  });

  it('is told the size that the shell has, in its place in the output', async () => {
    const { olga, greta } = await both({ role: 'viewer' });
    olga.port.send({ type: 'resize', cols: 101, rows: 31 });
    olga.port.type('stty size\r');
    await greta.port.until(() => greta.port.text.includes('31 101'));
    const sizes = greta.port.posted.flatMap((one) => (one.type === 'size' ? [one] : []));
    expect(sizes).toMatchObject([
      { cols: 80, rows: 24 },
      { cols: 101, rows: 31 },
    ]);
  });

  it('leaves without ending the shell, and comes back as who it was', async () => {
    const { olga, greta, id, link, joined } = await both({ uses: 1 });
    await greta.shells.close(joined.id);
    await olga.here(1);
    expect(olga.status!.state).toBe('online');
    expect(greta.join(link).shell.id).toBe(joined.shell.id);
    await greta.here(2);
    expect(await olga.companies.invitations(id)).toMatchObject([{ used: 1, online: 1 }]);
  });

  it('whose shell is closed by its owner is told so, and has nothing to reconnect to', async () => {
    const { olga, greta, id } = await both();
    await olga.shells.close(id);
    await greta.until(() => greta.status?.state === 'closed');
    expect(greta.status).toMatchObject({ canReconnect: false });
  });
});

describe('a word beside the shell', () => {
  it('comes to both, and is there for who comes later', async () => {
    const { olga, greta, id, joined, link } = await both();
    expect(await greta.companies.say(joined.id, 'a'.repeat(32), 'hello')).toEqual({ ok: true });
    expect(await greta.companies.say(joined.id, 'a'.repeat(32), 'hello')).toEqual({ ok: true });
    expect(await olga.companies.say(id, 'b'.repeat(32), 'welcome')).toEqual({ ok: true });
    const otto = new App('Otto');
    otto.join(link);
    for (const app of [olga, greta, otto]) {
      await app.until(() => app.chat.length === 2);
      expect(app.chat.map(({ name, text }) => `${name}: ${text}`)).toEqual([
        'Greta: hello',
        'Olga: welcome',
      ]);
    }
    expect(olga.companies.look(id)!.chat).toHaveLength(2);
    expect(olga.port.text).not.toContain('welcome');
  });

  it('that the agent refuses is told with why, and one without a connection can be repeated', async () => {
    const { proxy, link } = await proxied();
    const { app, id } = await owner(link);
    const long = await app.companies.say(id, 'c'.repeat(32), 'x'.repeat(2_001));
    expect(long).toMatchObject({
      ok: false,
      refused: true,
      message: says(/2,000/),
    });
    proxy.stall();
    const unanswered = app.companies.say(id, 'd'.repeat(32), 'wait');
    proxy.cut('rst');
    expect(await unanswered).toMatchObject({
      ok: false,
      refused: false,
      message: says(/isn’t known/),
    });
    await app.until(() => app.company?.group === null);
    expect(await app.companies.say(id, 'e'.repeat(32), 'later')).toMatchObject({
      ok: false,
      refused: false,
      message: says(/^Not sent/),
    });
    await expect(app.companies.invitations(id)).rejects.toThrow(/isn’t connected/);
    proxy.resume();
    await app.here(1);
    expect(await app.companies.say(id, 'd'.repeat(32), 'wait')).toEqual({ ok: true });
    await app.until(() => app.chat.length === 1);
  });
});
