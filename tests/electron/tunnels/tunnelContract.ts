// What the tunnels of every host must do, whoever carries them: one suite that the agent and both
// ways of OpenSSH pass. A carrier says how its host is reached, and what it can't know or carry.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostTunnels, Tunnel, TunnelSpec } from '../../../core/tunnel/tunnel.ts';
import type { TunnelStatus, TunnelTrouble } from '../../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import { curl } from '../../support/curl.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { ToldStates } from '../../support/toldStates.ts';
import { freePort, KINDS, loopback, until } from '../../support/tunnels.ts';
import { startWebServer, type WebServer } from '../../support/webServer.ts';
import { inWords } from '../../../words/said.ts';

export interface TunnelCarrier {
  /** The port of loopback at which its host is reached; asked once tests run. */
  port(): number;
  /** Tunnels of that host as it is reached at `port`, whose clock of the day says 7. */
  at(port: number, patient: boolean): HostTunnels;
  /** False where nobody can know how much goes through. */
  counts: boolean;
  /** What a tunnel says while its host is away, beside that it waits. */
  away: Partial<TunnelStatus>;
  /** Of what it says of a port that is in use there. */
  heldThere: string;
  /** What it can't carry, and by which name it refuses that. */
  refuses: [what: string, spec: TunnelSpec, error: Partial<TunnelTrouble>][];
}

const MOST = 64;
const ALL = KINDS.length;
const UNKNOWN = { open: null, total: null, up: null, down: null };

export function tunnelContract(name: string, carrier: TunnelCarrier): void {
  describe(`tunnels ${name}, as any tunnels,`, () => {
    let web: WebServer;
    let way: FaultProxy;
    const made: HostTunnels[] = [];
    const told = new Map<Tunnel, ToldStates>();

    beforeAll(async () => {
      web = await startWebServer();
      way = await FaultProxy.open({ port: carrier.port() });
    });
    afterAll(async () => {
      await way.close();
      await web.close();
    });
    afterEach(async () => {
      await Promise.all(made.splice(0).map((tunnels) => tunnels.close()));
      for (const one of told.values()) one.check(carrier.counts);
      told.clear();
    });

    function tunnelsOf(port = way.port, patient = false): HostTunnels {
      const tunnels = carrier.at(port, patient);
      made.push(tunnels);
      return tunnels;
    }
    /** To the web server; a dynamic one leads wherever it is asked to. */
    function leading(kind: TunnelSpec['kind'], port = 0): TunnelSpec {
      const target = kind === 'dynamic' ? null : loopback(web.port);
      return { kind, listen: loopback(port), target };
    }
    /** The same in other words: asked twice for the same, OpenSSH would refuse one of them. */
    function byName(kind: TunnelSpec['kind']): TunnelSpec {
      const { target, ...rest } = leading(kind);
      return {
        ...rest,
        target: target && ({ ...target, host: 'localhost' } as TunnelSpec['target']),
      };
    }
    function add(tunnels: HostTunnels, spec: TunnelSpec): Tunnel {
      const tunnel = tunnels.add(spec);
      told.set(tunnel, new ToldStates(tunnel));
      return tunnel;
    }
    function begin(tunnels: HostTunnels, spec: TunnelSpec): Tunnel {
      const tunnel = add(tunnels, spec);
      tunnel.start();
      return tunnel;
    }
    async function started(tunnels: HostTunnels, specs: TunnelSpec[]): Promise<Tunnel[]> {
      const all = specs.map((spec) => begin(tunnels, spec));
      await Promise.all(all.map((tunnel) => reaches(tunnel, 'running')));
      return all;
    }
    /** What comes through it: the page, or curl's code where nobody is there. */
    function page(kind: TunnelSpec['kind'], port: number): Promise<string | number> {
      if (kind !== 'dynamic') return curl(`http://127.0.0.1:${port}/a`);
      const proxy = ['--socks5-hostname', `127.0.0.1:${port}`];
      return curl(...proxy, `http://localhost:${web.port}/a`);
    }

    it('lead to their targets from the free ports that they tell, and end with their stop', async () => {
      const tunnels = tunnelsOf();
      const all = await started(
        tunnels,
        KINDS.map((kind) => leading(kind)),
      );
      const [stays] = await started(tunnels, [byName('local')]); // with their way to the host
      expect(tunnels.tunnels).toEqual([...all, stays]);
      const ports = all.map(portOf);
      expect(new Set(ports).size).toBe(ALL);
      for (const [n, { spec }] of all.entries()) {
        expect(ports[n]).toBeGreaterThan(0);
        expect(await page(spec.kind, ports[n]!)).toBe('page of /a');
        expect(all[n]!.status).toMatchObject({ state: 'running', error: null });
      }
      await Promise.all(all.map((tunnel) => tunnel.stop()));
      for (const tunnel of all) {
        expect(told.get(tunnel)!.states).toEqual(['starting', 'running', 'stopped']);
      }
      await nobodyListens(ports);
      expect(tunnels.tunnels).toEqual([...all, stays]);
      expect(await page('local', portOf(stays!))).toBe('page of /a');
    });

    it(`tell ${carrier.counts ? 'how much went through' : 'no figures that nobody can know'}`, async () => {
      const [tunnel] = await started(tunnelsOf(), [leading('local')]);
      expect(await page('local', portOf(tunnel!))).toBe('page of /a');
      if (!carrier.counts) return expect(tunnel!.status).toMatchObject(UNKNOWN);
      const { up, down } = await until(tunnel!, ({ open }) => open === 0);
      expect(tunnel!.status.total).toBe(1);
      expect(Math.min(up!, down!)).toBeGreaterThan('page of /a'.length);
    });

    it('listen at the same places again when they are started anew', async () => {
      const tunnels = tunnelsOf();
      const ports = await Promise.all(KINDS.map(() => freePort()));
      const all = await started(
        tunnels,
        KINDS.map((kind, n) => leading(kind, ports[n])),
      );
      for (const tunnel of all) {
        tunnel.start(); // one that runs goes on
        void tunnel.stop();
        tunnel.start(); // before that has come to its end
      }
      await Promise.all(all.map((tunnel) => reaches(tunnel, 'running')));
      expect(all.map(portOf)).toEqual(ports);
      for (const { spec, status } of all) {
        expect(await page(spec.kind, portOf({ status }))).toBe('page of /a');
      }
    });

    it('a port in use fails its own tunnel, by name and with advice, until it is free', async () => {
      const tunnels = tunnelsOf();
      const [good] = await started(tunnels, [leading('local')]);
      const taken = await Promise.all([occupy(), occupy()]);
      const bad = (['local', 'remote'] as const).map((kind, n) =>
        begin(tunnels, leading(kind, taken[n]!.port)),
      );
      for (const tunnel of bad) {
        const { error, listening } = await reaches(tunnel, 'failed');
        expect(error).toMatchObject({ code: 'port-in-use', field: 'listen', at: 7 });
        expect(inWords(error!.message)).toContain(
          tunnel.spec.kind === 'remote' ? carrier.heldThere : 'already',
        );
        expect(inWords(error!.hint)).not.toBe('');
        expect(listening).toBeNull();
      }
      expect(await page('local', portOf(good!))).toBe('page of /a');
      expect(told.get(good!)!.states).toEqual(['starting', 'running']);
      await Promise.all(taken.map(({ close }) => close()));
      for (const tunnel of bad) tunnel.start();
      for (const tunnel of bad) {
        expect(await reaches(tunnel, 'running')).toMatchObject({ error: null });
        expect(await page(tunnel.spec.kind, portOf(tunnel))).toBe('page of /a');
      }
    });

    it.each<[string, TunnelSpec, Partial<TunnelTrouble>]>([
      ['a tunnel without a target', { ...spec('local'), target: null }, { code: 'bad-tunnel' }],
      ['a proxy with a target', { ...spec('local'), kind: 'dynamic' }, { code: 'bad-tunnel' }],
      [
        'another address than loopback, unless it is meant',
        { ...spec('local'), listen: { kind: 'tcp', host: '0.0.0.0', port: 0 } },
        { code: 'listen-not-loopback', field: 'listen' },
      ],
      [
        'an address that this computer hasn’t',
        { ...spec('local'), listen: { kind: 'tcp', host: '192.0.2.7', port: 0 }, public: true },
        { code: 'no-such-address', field: 'listen' },
      ],
      ...carrier.refuses,
    ])('refuse %s by name', async (_, wanted, error) => {
      expect(await refusal(() => begin(tunnelsOf(), wanted))).toMatchObject(error);
    });

    it('are no more than a host may have', async () => {
      const tunnels = tunnelsOf();
      for (let n = 0; n < MOST; n++) tunnels.add(leading('dynamic'));
      const more = (): Tunnel => tunnels.add(leading('dynamic'));
      expect(more).toThrow(`at most ${MOST} tunnels`);
      expect(more).toThrow(expect.objectContaining({ code: 'too-many-tunnels' }) as Error);
      await tunnels.remove(tunnels.tunnels[0]!);
      expect(more).not.toThrow();
    });

    it('come back by themselves after a cut, at the same places; who was removed does not', async () => {
      const tunnels = tunnelsOf();
      const all = await started(tunnels, [
        ...KINDS.map((kind) => leading(kind)),
        ...KINDS.map(byName),
      ]);
      const ports = all.map(portOf);
      const [back, removed] = [all.slice(0, ALL), all.slice(ALL)];
      await tunnels.remove(removed[0]!);
      const before = told.get(removed[0]!)!.statuses.length;
      const cuts = [...back, ...removed.slice(1)].map((tunnel) => reaches(tunnel, 'waiting'));
      way.cut('rst');
      for (const cut of cuts) expect(await cut).toMatchObject(carrier.away);
      await Promise.all(removed.slice(1).map((tunnel) => tunnels.remove(tunnel)));
      await Promise.all(back.map((tunnel) => reaches(tunnel, 'running')));
      expect(back.map(portOf)).toEqual(ports.slice(0, ALL));
      for (const {
        spec: { kind },
        status,
      } of back) {
        expect(status.error).toBeNull();
        expect(await page(kind, portOf({ status }))).toBe('page of /a');
      }
      await nobodyListens(ports.slice(ALL));
      expect(told.get(removed[0]!)!.statuses).toHaveLength(before);
      for (const tunnel of removed) expect(told.get(tunnel)!.states.at(-1)).toBe('stopped');
      expect(tunnels.tunnels).toEqual(back);
    });

    it.each([0, 10, 1000])(
      'one that is removed %i turns after its start leaves nothing',
      async (n) => {
        const tunnels = tunnelsOf();
        const ports = await Promise.all(KINDS.map(() => freePort()));
        const all = KINDS.map((kind, at) => begin(tunnels, leading(kind, ports[at])));
        for (let turn = 0; turn < n; turn++) await new Promise((go) => setImmediate(go));
        await Promise.all(all.map((tunnel) => tunnels.remove(tunnel)));
        const before = all.map((tunnel) => told.get(tunnel)!.statuses.length);
        expect(tunnels.tunnels).toEqual([]);
        await nobodyListens(ports);
        await expect.poll(() => way.connections.size).toBe(0);
        expect(all.map((tunnel) => told.get(tunnel)!.statuses.length)).toEqual(before);
      },
    );

    it('are all closed together, and with them the way to the host', async () => {
      const tunnels = tunnelsOf();
      const all = await started(
        tunnels,
        KINDS.map((kind) => leading(kind)),
      );
      const ports = all.map(portOf);
      const begun = begin(tunnels, leading('local'));
      await tunnels.close();
      expect(tunnels.tunnels).toEqual([]);
      await nobodyListens(ports);
      for (const { status } of [...all, begun]) {
        expect(status).toMatchObject({ state: 'stopped', listening: null, error: null });
      }
      await expect.poll(() => way.connections.size).toBe(0);
    });

    it('fail at once where the host can’t be reached, unless they are patient', async () => {
      const port = await freePort();
      const [hasty, patient] = [tunnelsOf(port), tunnelsOf(port, true)];
      const tunnel = begin(hasty, leading('local'));
      const waiting = KINDS.map((kind) => add(patient, leading(kind)));
      for (const one of waiting) one.start(true);
      const { error } = await reaches(tunnel, 'failed');
      expect(error).toMatchObject({ code: 'unreachable-host', at: 7 });
      for (const { status } of waiting) expect(status.state).toBe('starting');
      const late = await FaultProxy.open({ port: carrier.port() }, undefined, port);
      tunnel.start();
      for (const one of [tunnel, ...waiting]) {
        expect(await reaches(one, 'running')).toMatchObject({ error: null });
        expect(await page(one.spec.kind, portOf(one))).toBe('page of /a');
      }
      await Promise.all([hasty.close(), patient.close()]);
      await late.close();
    });
  });
}

/** A local tunnel to nowhere in particular. */
function spec(kind: 'local'): TunnelSpec {
  return { kind, listen: loopback(0), target: loopback(80) };
}

function reaches(tunnel: Tunnel, wanted: TunnelStatus['state']): Promise<TunnelStatus> {
  return until(tunnel, ({ state }) => state === wanted);
}

function portOf({ status }: Pick<Tunnel, 'status'>): number {
  return status.listening?.kind === 'tcp' ? status.listening.port : NaN;
}

/** By the throw of `add`, or by what the tunnel came to. */
async function refusal(begin: () => Tunnel): Promise<TunnelTrouble | TunnelError | null> {
  try {
    return (await reaches(begin(), 'failed')).error;
  } catch (error) {
    if (error instanceof TunnelError) return error;
    throw error;
  }
}

/** Whether somebody listens there. */
async function answers(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return false;
  } catch {
    return true;
  } finally {
    server.close();
  }
}

/** At places for each of `KINDS`: here at once; there, a server may have to hear of it first. */
async function nobodyListens(ports: number[]): Promise<void> {
  const there = KINDS.indexOf('remote');
  const here = ports.filter((_, n) => n !== there);
  expect(await Promise.all(here.map(answers))).toEqual(here.map(() => false));
  await expect.poll(() => answers(ports[there]!)).toBe(false);
}

/** Another program's port. */
async function occupy(): Promise<{ port: number; close: () => Promise<void> }> {
  const server: Server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return { port, close: () => new Promise((done) => server.close(() => done())) };
}
