// Three nodes of one relay as processes, each with a proxy of its own before a real NATS, and what goes
// wrong with them.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { FaultProxy } from '../faultProxy.ts';
import { NatsServer } from '../natsServer.ts';
import { freePort } from '../webServer.ts';
import { startRelay, type RelayProgram } from './program.ts';

/** TCP's CLOSE_WAIT, as /proc/net/tcp has it. */
const CLOSE_WAIT = '08';

export class FleetNode {
  readonly url: string;
  readonly port: number;
  readonly proxy: FaultProxy;
  readonly #args: readonly string[];
  #program: RelayProgram | undefined;

  constructor(port: number, proxy: FaultProxy, args: readonly string[]) {
    this.port = port;
    this.url = `ws://127.0.0.1:${port}`;
    this.proxy = proxy;
    this.#args = args;
  }

  /** Resolves when it takes agents. */
  async start(): Promise<void> {
    const where = ['--listen', `127.0.0.1:${this.port}`, '--advertise', this.url];
    const nats = ['--nats', `nats://127.0.0.1:${this.proxy.port}`];
    this.#program = await startRelay([...where, ...nats, ...this.#args]);
    await this.ready();
  }

  /** Resolves when it is ready, and so has NATS. */
  async ready(): Promise<void> {
    const { metrics } = this.#program!;
    while (!(await isOk(metrics.replace('/metrics', '/readyz')))) await shortly();
  }

  /** It dies without a word. */
  async kill(): Promise<void> {
    this.#program?.child.kill('SIGKILL');
    await this.#program?.exited;
  }

  /** It is told to go, and goes. @throws where it reported a mistake of its own */
  async stop(): Promise<void> {
    await this.#program?.stop();
  }

  /** Sockets that the process holds. */
  sockets(): number {
    const folder = `/proc/${this.#program!.pid}/fd`;
    return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length;
  }

  /** A number of its metrics. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(this.#program!.metrics)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.split(' ')[1]);
  }
}

export class Fleet {
  readonly nodes: readonly FleetNode[];
  readonly nats: NatsServer;

  static async start(size: number, args: readonly string[] = []): Promise<Fleet> {
    const nats = await NatsServer.start();
    const nodes: FleetNode[] = [];
    for (let at = 0; at < size; at++) {
      const proxy = await FaultProxy.open({ port: nats.port });
      nodes.push(new FleetNode(await freePort(), proxy, args));
    }
    await Promise.all(nodes.map((node) => node.start()));
    return new Fleet(nats, nodes);
  }

  private constructor(nats: NatsServer, nodes: readonly FleetNode[]) {
    this.nats = nats;
    this.nodes = nodes;
  }

  get urls(): string[] {
    return this.nodes.map(({ url }) => url);
  }

  /** Ends whatever is left. */
  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
    await Promise.all(this.nodes.map(({ proxy }) => proxy.close()));
    await this.nats.close();
  }

  /** Connections of the nodes whose other side has ended, and that nobody has closed. */
  halfClosed(): number {
    const ports = new Set(this.nodes.map(({ port }) => port.toString(16).toUpperCase()));
    const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
    const rows = lines.map((line) => line.trim().split(/\s+/));
    return rows.filter(
      ([, local = '', , state]) => state === CLOSE_WAIT && ports.has(local.split(':')[1] ?? ''),
    ).length;
  }
}

function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith('socket:');
  } catch {
    return false; // closed while we looked
  }
}

async function isOk(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** For what can only be looked at again and again. */
export function shortly(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
