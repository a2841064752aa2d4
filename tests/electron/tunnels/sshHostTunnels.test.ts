// Tunnels through OpenSSH, against a real sshd: what is ssh's own beside the contract of tunnels,
// as what goes wrong there and how it is told, sockets, logins and questions.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { parseForward } from '../../../core/tunnel/forwardArgument.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import type { HostTunnels, Tunnel, TunnelSpec } from '../../../core/tunnel/tunnel.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../electron/agents/agentWays.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { Answerer } from '../../../electron/ssh/dialogue.ts';
import { SharedLogin } from '../../../electron/ssh/sharedLogin.ts';
import { sshWay, type SshWay } from '../../../electron/ssh/sshWay.ts';
import { SeparateHostTunnels } from '../../../electron/tunnels/separateHostTunnels.ts';
import { SshHostTunnels } from '../../../electron/tunnels/sshHostTunnels.ts';
import { curl, whyNoCurl } from '../../support/curl.ts';
import { putAgent } from '../../support/hostAgent.ts';
import { needs } from '../../support/needs.ts';
import { commandLine, processesWith } from '../../support/processes.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../support/sshd.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { freePort, startWebServer, type WebServer } from '../../support/webServer.ts';
import { sshHost, surroundings } from '../shells/hosts.ts';
import { inWords } from '../../../words/said.ts';

let sshd: TestSshd;
let web: WebServer;
const made: HostTunnels[] = [];

beforeAll(async () => {
  if (whyNoSshd()) return;
  sshd = await startSshd();
  web = await startWebServer();
});
afterAll(async () => {
  await web?.close();
  await sshd?.close();
});
beforeEach(async (test) => {
  needs(whyNoSshd() ?? whyNoCurl(), test);
  await sshd.trustHostKey();
});
afterEach(async () => {
  await Promise.all(made.splice(0).map((tunnels) => tunnels.close()));
});

/** Of whom the way to the server is: on Windows, each tunnel has a login of its own. */
let platform: NodeJS.Platform = SYSTEM;

function wayTo(host: StoredHost): SshWay {
  return sshWay({ host, surroundings: { ...surroundings(), platform }, clock: systemClock });
}

function login(host: StoredHost): SharedLogin {
  return new SharedLogin({ host, surroundings: surroundings(), clock: systemClock });
}

function tunnelsOf(
  server: TestSshd = sshd,
  way = wayTo(sshHost(server)),
  patient = false,
): HostTunnels {
  const common = { today: () => 7, random: () => 0, patient };
  if (way.kind === 'shared') return sharing(way.login, common);
  const tunnels = new SeparateHostTunnels({ ssh: way.ssh, ...common });
  made.push(tunnels);
  return tunnels;
}

function sharing(
  at = login(sshHost(sshd)),
  common = { today: () => 7, random: () => 0, patient: false },
): SshHostTunnels {
  const tunnels = new SshHostTunnels({ login: at, clock: systemClock, ...common });
  made.push(tunnels);
  return tunnels;
}

function sharedBy(way: SshWay): SharedLogin {
  if (way.kind !== 'shared') throw new Error('it is not shared here');
  return way.login;
}

/** Starts one and waits until it has come to something. */
async function start(tunnels: HostTunnels, spec: TunnelSpec): Promise<Tunnel> {
  const tunnel = tunnels.add(spec);
  tunnel.start();
  await until(tunnel, settled);
  return tunnel;
}

function settled({ state }: Tunnel['status']): boolean {
  return state === 'running' || state === 'failed';
}

async function until(
  tunnel: Tunnel,
  good: (status: Tunnel['status']) => boolean,
): Promise<Tunnel['status']> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { status } = tunnel;
      if (!good(status)) return;
      unsubscribe();
      resolve(status);
    };
    const unsubscribe = tunnel.subscribe(look);
    look();
  });
}

function portOf({ status }: Tunnel): number {
  return status.listening?.kind === 'tcp' ? status.listening.port : NaN;
}

const RUNNING = { state: 'running', error: null };

/** The server at another port, which leads there. */
function via(port: number): StoredHost {
  const options = `${sshd.clientOptions}\nHostKeyAlias=[127.0.0.1]:${sshd.port}`;
  return sshHost(sshd, { port: String(port), options });
}

/** A way to the server that can be cut at each end by itself, as a network does. */
async function leadTo(port: number) {
  const ends: { here: Socket[]; there: Socket[] } = { here: [], there: [] };
  const server = createServer((here) => {
    const there = connect(port, '127.0.0.1');
    ends.here.push(here);
    ends.there.push(there);
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      from.on('error', () => undefined).on('data', (bytes) => to.writable && to.write(bytes));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = (sockets: Socket[]) => sockets.splice(0).forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cutHere: () => cut(ends.here),
    cutThere: () => ends.there.shift()?.destroy(),
    close: () => {
      cut([...ends.here, ...ends.there]);
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.each<[string, NodeJS.Platform]>([
  ['over one login', 'linux'],
  ['over a login for each', 'win32'],
])('%s', (_, of) => {
  beforeAll(() => void (platform = of));
  afterAll(() => void (platform = SYSTEM));

  it('the forwards of the user’s own configuration are not taken up', async () => {
    const own = [`LocalForward=127.0.0.1:${web.port} localhost:80`, 'ExitOnForwardFailure=yes'];
    const options = [sshd.clientOptions, ...own].join('\n');
    const tunnels = tunnelsOf(sshd, wayTo(sshHost(sshd, { options })));
    const local = await start(tunnels, parseForward('L', `0:localhost:${web.port}`));
    const remote = await start(tunnels, parseForward('R', `0:127.0.0.1:${web.port}`));
    for (const one of [local, remote]) {
      expect(await curl(`http://127.0.0.1:${portOf(one)}/`)).toBe('page of /');
    }
  });

  describe('remote, when the server doesn’t let go by itself', () => {
    it('it waits for the old listener to end after a cut, and says so', async () => {
      const way = await leadTo(sshd.port);
      const tunnels = tunnelsOf(sshd, wayTo(via(way.port)));
      const tunnel = await start(tunnels, parseForward('R', `0:127.0.0.1:${web.port}`));
      const port = portOf(tunnel);
      way.cutHere();
      const held = await until(tunnel, ({ error }) => error?.code === 'port-in-use');
      expect(held).toMatchObject({ state: 'waiting', listening: null });
      expect(inWords(held.error?.message)).toMatch(
        /still holds .* for the connection that was cut/,
      );
      way.cutThere();
      const back = await until(tunnel, settled);
      expect(back).toMatchObject({ state: 'running', error: null, listening: { port } });
      expect(await curl(`http://127.0.0.1:${port}/`)).toBe('page of /');
      await tunnels.close();
      await way.close();
    });
  });

  describe('what goes wrong there', () => {
    it('a port that is for root', async () => {
      const { status } = await start(tunnelsOf(), parseForward('R', `81:127.0.0.1:${web.port}`));
      expect(status.error).toMatchObject({ code: 'port-forbidden', field: 'listen' });
    });

    it('a target that refuses, of a local and of a remote tunnel', async () => {
      const closed = await freePort();
      const tunnels = tunnelsOf();
      const remote = await start(tunnels, parseForward('R', `0:127.0.0.1:${closed}`));
      const local = await start(tunnels, parseForward('L', `0:localhost:${closed}`));
      expect(await curl(`http://127.0.0.1:${portOf(local)}/`)).toBeTypeOf('number');
      const told = await until(local, ({ error }) => error !== null);
      expect(told).toMatchObject({ state: 'running', error: { code: 'target-refused' } });
      expect(inWords(told.error?.message)).toBe(`Nothing listens at localhost:${closed}.`);
      expect(remote.status.error).toBeNull();
      expect(await curl(`http://127.0.0.1:${portOf(remote)}/`)).toBeTypeOf('number');
      expect((await until(remote, ({ error }) => error !== null)).error?.field).toBe('target');
    });

    it('a name that nobody knows', async () => {
      const tunnel = await start(tunnelsOf(), parseForward('D', '0'));
      const proxy = ['--socks5-hostname', `127.0.0.1:${portOf(tunnel)}`];
      expect(await curl(...proxy, 'http://no-such-host.invalid/')).toBeTypeOf('number');
      const { error } = await until(tunnel, (status) => status.error !== null);
      expect(error?.code).toBe('target-unknown');
    });

    it('a server that forbids all tunnels', async () => {
      const strict = await startSshd({ config: ['AllowTcpForwarding no'] });
      await strict.trustHostKey();
      const tunnels = tunnelsOf(strict);
      const remote = await start(tunnels, parseForward('R', '0:127.0.0.1:1'));
      expect(remote.status.error).toMatchObject({ code: 'forward-forbidden', field: 'listen' });
      const local = await start(tunnels, parseForward('L', `0:localhost:${web.port}`));
      expect(await curl(`http://127.0.0.1:${portOf(local)}/`)).toBeTypeOf('number');
      const { error } = await until(local, (status) => status.error !== null);
      expect(error).toMatchObject({ code: 'forward-forbidden', field: 'target' });
      expect(inWords(error?.hint)).toContain('AllowTcpForwarding');
      await tunnels.close();
      await strict.close();
    });

    it('a host that can’t be reached at first: said at once', async () => {
      const nowhere = wayTo(sshHost(sshd, { port: String(await freePort()) }));
      const tunnel = await start(tunnelsOf(sshd, nowhere), parseForward('D', '0'));
      expect(tunnel.status.error).toMatchObject({ code: 'unreachable-host' });
      expect(inWords(tunnel.status.error?.message)).toBe('127.0.0.1 refused the connection.');
    });

    it('a host that can’t be reached after a restart of the app: waited for, and told why', async () => {
      const port = await freePort();
      const tunnels = tunnelsOf(sshd, wayTo(via(port)), true);
      const tunnel = tunnels.add(parseForward('L', `0:localhost:${web.port}`));
      tunnel.start();
      const away = await until(tunnel, ({ error }) => error !== null);
      expect(away).toMatchObject({ state: 'starting', error: { code: 'unreachable-host' } });
      const proxy = createServer((socket) => {
        // ssh may be gone with a reset when its tunnels are closed, which ends the other half, too.
        pipeline(socket, connect(sshd.port, '127.0.0.1'), socket, () => undefined);
      });
      await once(proxy.listen(port, '127.0.0.1'), 'listening');
      expect(await until(tunnel, ({ state }) => state === 'running')).toMatchObject({
        error: null,
      });
      await tunnels.close();
      await new Promise((resolve) => proxy.close(resolve));
    });

    it('no way back, because the server’s key is another one: it says so, and waits for the right one', async () => {
      const tunnel = await start(tunnelsOf(), parseForward('L', `0:localhost:${web.port}`));
      await sshd.swapHostKey();
      sshd.dropConnections();
      const changed = 'The host key of 127.0.0.1 has changed. No connection was made.';
      const { state } = await until(tunnel, ({ error }) => inWords(error?.message) === changed);
      expect(state).toBe('waiting'); // it may be a box on the way
    });
  });
});

it('at a socket of its own, which nobody else can use', async () => {
  const socket = path.join(temporaryDirectory(), 'web.sock');
  await start(sharing(), parseForward('L', `${socket}:localhost:${web.port}`));
  expect(await curl('--unix-socket', socket, 'http://web/d')).toBe('page of /d');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
});

describe('a socket whose name ssh would read otherwise on its command line', () => {
  /** Names the page that it was asked for by its own name. */
  async function listenAt(socket: string): Promise<void> {
    const server = createServer((client) => {
      client.on('error', () => undefined);
      const body = `from ${path.basename(socket)}`;
      client.end(`HTTP/1.0 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
    await once(server.listen(socket), 'listening');
    chmodSync(socket, 0o666);
    servers.push(server);
  }
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  it.each([
    '50%.sock',
    '%u %d %h %%',
    '${HOME}',
    '$\\{HOME}',
    '${BOWLINE_NO_SUCH}',
    '~',
    'a:1:b',
    'a\\b',
    '[x]',
    ' -L',
    `'"$(id)`,
    'Jürgen',
  ])('%j, at each of the four ends', async (name) => {
    const folder = temporaryDirectory();
    chmodSync(folder, 0o777);
    const at = (end: string): Place => ({ kind: 'unix', path: path.join(folder, `${end}${name}`) });
    const tunnels = sharing();
    for (const kind of ['local', 'remote'] as const) {
      const [listen, target] = [at(`${kind}-in `), at(`${kind}-out `)] as { path: string }[];
      await listenAt(target!.path);
      const spec = { kind, listen: listen as Place, target: target as Place };
      const tunnel = await start(tunnels, spec);
      expect(tunnel.status).toMatchObject(RUNNING);
      expect(existsSync(listen!.path)).toBe(true);
      const page = await curl('--unix-socket', listen!.path, 'http://x/');
      expect(page).toBe(`from ${kind}-out ${name}`);
      await tunnel.stop();
      if (kind === 'remote') expect(existsSync(listen!.path)).toBe(false);
    }
  });
});

it('all of them share one login, which ends with the last', async () => {
  const tunnels = sharing();
  const spec = parseForward('L', `0:localhost:${web.port}`);
  // On a busy machine the login of another test may still be ending.
  await expect.poll(() => processesWith(String(sshd.port))).toEqual([]);
  const [first, second] = await Promise.all([start(tunnels, spec), start(tunnels, spec)]);
  await expect.poll(() => processesWith(String(sshd.port))).toHaveLength(1);
  const before = portOf(first);
  await tunnels.remove(first);
  expect(await curl(`http://127.0.0.1:${before}/`)).toBe(7);
  expect(await curl(`http://127.0.0.1:${portOf(second)}/e`)).toBe('page of /e');
  await second.stop();
  expect(second.status.state).toBe('stopped');
  await expect.poll(() => processesWith(String(sshd.port))).toEqual([]);
});

it('the login can be kept while no tunnel needs it', async () => {
  const tunnels = sharing();
  const spec = parseForward('L', `0:localhost:${web.port}`);
  const tunnel = await start(tunnels, spec);
  const [before] = processesWith(String(sshd.port));
  const release = tunnels.keep();
  await tunnels.remove(tunnel);
  const next = await start(tunnels, spec);
  release();
  expect(processesWith(String(sshd.port))).toEqual([before]);
  await next.stop();
  await expect.poll(() => processesWith(String(sshd.port))).toEqual([]);
});

it('a host whose shells an agent keeps logs in once for both', async () => {
  putAgent(sshd);
  const host = sshHost(sshd, { keepAlive: 'agent' });
  const connections = new AgentConnections(systemClock, '0.0.0');
  const around = { surroundings: surroundings(), clock: systemClock, version: '0.0.0' };
  const agents = new AgentWays({ connections, ...around });
  const login = agents.logins.acquire(host);
  const tunnels = sharing(sharedBy(login.way));
  const tunnel = await start(tunnels, parseForward('L', `0:localhost:${web.port}`));
  const agent = agents.acquire(host);
  await expect.poll(() => agent.connection.status.state).toBe('online');
  await expect.poll(() => processesWith(String(sshd.port))).toHaveLength(1);
  await tunnels.close();
  expect(agent.connection.status.state).toMatch(/^(online|lagging)$/);
  tunnel.start();
  await until(tunnel, ({ state }) => state === 'running');
  await agent.release();
  expect(await curl(`http://127.0.0.1:${portOf(tunnel)}/f`)).toBe('page of /f');
  await tunnel.stop();
  await login.release();
  await expect.poll(() => processesWith(String(sshd.port))).toEqual([]);
});

describe('sockets there', () => {
  it('a socket is removed there when it stops and when it comes back', async () => {
    const socket = path.join(sshd.home, 'back.sock');
    const tunnels = sharing();
    const tunnel = await start(tunnels, parseForward('R', `${socket}:127.0.0.1:${web.port}`));
    const cut = until(tunnel, ({ state }) => state === 'waiting');
    sshd.dropConnections();
    await cut;
    expect(existsSync(socket)).toBe(true);
    expect(await until(tunnel, settled)).toMatchObject(RUNNING);
    expect(await curl('--unix-socket', socket, 'http://web/a')).toBe('page of /a');
    await tunnel.stop();
    expect(existsSync(socket)).toBe(false);
    tunnel.start();
    expect(await until(tunnel, settled)).toMatchObject(RUNNING);
    expect(await curl('--unix-socket', socket, 'http://web/b')).toBe('page of /b');
  });

  it('a file in the way of a socket stays', async () => {
    const file = path.join(sshd.home, 'notes.txt');
    writeFileSync(file, 'mine');
    const tunnel = await start(sharing(), parseForward('R', `${file}:127.0.0.1:${web.port}`));
    expect(tunnel.status).toMatchObject({ state: 'failed', error: { field: 'listen' } });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

it.each(['a port of its own', 'a free one'])(
  'the same tunnel twice on one login, at %s',
  async (which) => {
    const port = which === 'a free one' ? 0 : await freePort();
    const spec = parseForward('R', `${port}:127.0.0.1:${web.port}`);
    const tunnels = sharing();
    const first = await start(tunnels, spec);
    const second = await start(tunnels, spec);
    const trouble = { code: 'port-in-use', field: 'listen' };
    expect(second.status).toMatchObject({ state: 'failed', error: trouble });
    await tunnels.remove(second);
    expect(await curl(`http://127.0.0.1:${portOf(first)}/`)).toBe('page of /');
    await first.stop();
    const third = await start(tunnels, spec);
    expect(await curl(`http://127.0.0.1:${portOf(third)}/`)).toBe('page of /');
  },
);

describe('what ssh asks', () => {
  it('is asked where the tunnels are shown, and answered there', async () => {
    const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
    const shared = login(sshHost(sshd, { identityFile: '', options }));
    let answerer: Answerer | undefined;
    const asked = new Promise<string>((resolve) => {
      const onChange = (): void => void (answerer?.question && resolve(answerer.question));
      answerer = shared.dialogue.take({ onText: onChange, onChange }, true);
    });
    const tunnels = sharing(shared);
    const tunnel = tunnels.add(parseForward('L', `0:localhost:${web.port}`));
    tunnel.start();
    expect(await asked).toMatch(/password:$/);
    answerer!.answer(Buffer.from(`${sshd.password}\r`));
    await until(tunnel, ({ state }) => state === 'running');
    expect(await curl(`http://127.0.0.1:${portOf(tunnel)}/`)).toBe('page of /');
  });
});

it('a socket’s path that is taken is not taken away from its owner', async () => {
  const socket = path.join(temporaryDirectory(), 'taken.sock');
  const owner = createServer().listen(socket);
  await once(owner, 'listening');
  const spec = parseForward('L', `${socket}:localhost:${web.port}`);
  const { status } = await start(sharing(), spec);
  expect(status.error).toMatchObject({ code: 'port-in-use' });
  expect(existsSync(socket)).toBe(true);
  await new Promise((resolve) => owner.close(resolve));
});

describe('a login for each', () => {
  beforeAll(() => void (platform = 'win32'));
  afterAll(() => void (platform = SYSTEM));
  const ours = (): number[] => processesWith(String(sshd.port));

  it('is one ssh a tunnel, which ends with it and touches no other', async () => {
    await expect.poll(ours).toEqual([]);
    const tunnels = tunnelsOf();
    const spec = parseForward('L', `0:localhost:${web.port}`);
    const first = await start(tunnels, spec);
    const before = ours();
    expect(before).toHaveLength(1);
    const second = await start(tunnels, parseForward('R', `0:127.0.0.1:${web.port}`));
    expect(ours()).toHaveLength(2);
    await tunnels.remove(second);
    expect(ours()).toEqual(before);
    expect(await curl(`http://127.0.0.1:${portOf(first)}/e`)).toBe('page of /e');
    await tunnels.close();
    expect(ours()).toEqual([]);
  });

  it('is its own, whatever the user’s configuration shares', async () => {
    const socket = path.join(temporaryDirectory(), 'shared');
    const shares = ['ControlMaster=auto', `ControlPath=${socket}`, 'ControlPersist=yes'];
    const options = [sshd.clientOptions, ...shares].join('\n');
    const tunnels = tunnelsOf(sshd, wayTo(sshHost(sshd, { options })));
    await start(tunnels, parseForward('D', '0'));
    const [id] = ours();
    const args = commandLine(id!).filter((arg) => arg.startsWith('Control'));
    expect(args.slice(0, 2)).toEqual(['ControlMaster=no', 'ControlPath=none']);
    expect(existsSync(socket)).toBe(false);
    await tunnels.close();
    expect(ours()).toEqual([]);
  });

  it('a local tunnel leads to a socket of the host', async () => {
    const socket = path.join(temporaryDirectory(), 'web.sock');
    chmodSync(path.dirname(socket), 0o755);
    const server = createServer((client) =>
      client.on('error', () => undefined).end('HTTP/1.0 200 OK\r\n\r\nfrom there'),
    );
    await once(server.listen(socket), 'listening');
    chmodSync(socket, 0o666);
    const tunnels = tunnelsOf();
    const tunnel = await start(tunnels, parseForward('L', `0:${socket}`));
    expect(await curl(`http://127.0.0.1:${portOf(tunnel)}/`)).toBe('from there');
    server.close();
  });

  it('asks for nothing: where it would have to, it says so', async () => {
    const options = `${sshd.clientOptions}\nPreferredAuthentications=password`;
    const way = wayTo(sshHost(sshd, { identityFile: '', options }));
    const { status } = await start(tunnelsOf(sshd, way), parseForward('D', '0'));
    expect(inWords(status.error?.message)).toContain('Windows’ ssh can’t ask for a password here');
    expect(inWords(status.error?.hint)).toContain('ssh-agent');
  });

  it('none is left where the app is killed', async () => {
    const script = path.resolve(import.meta.dirname, '../../support/holdsTunnel.ts');
    const flags = ['--disable-warning=ExperimentalWarning', script, JSON.stringify(sshHost(sshd))];
    const app = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(app.stdout, 'data');
    expect(ours()).toHaveLength(1);
    app.kill('SIGKILL');
    await expect.poll(ours).toEqual([]);
  });

  it('a tunnel that is stopped while it begins leaves nothing', async () => {
    const tunnels = tunnelsOf();
    const tunnel = tunnels.add(parseForward('L', `0:localhost:${web.port}`));
    tunnel.start();
    await expect.poll(ours).toHaveLength(1);
    await tunnel.stop();
    expect(ours()).toEqual([]);
    expect(tunnel.status).toMatchObject({ state: 'stopped', listening: null });
  });
});
