// What a node tells of itself to Prometheus: its counts, read when somebody asks, and what prom-client
// knows of a Node process.
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Counts } from '../counts.ts';

type Number = 'agents' | 'waiting' | 'splices' | 'halfOpen' | 'connections' | 'atDoor' | 'mostHeld';
type Sum = 'accepted' | 'proved' | 'summoned' | 'spliced' | 'messages' | 'pauses' | 'unanswered';

const GAUGES: Record<Number, [name: string, help: string]> = {
  agents: ['agents', 'Control connections whose id is proved'],
  waiting: ['clients_waiting', 'Clients that wait for their agent'],
  splices: ['splices', 'Clients and agents joined'],
  halfOpen: ['half_open', 'Connections that have not shown yet who they are'],
  connections: ['connections', 'TCP connections'],
  atDoor: ['connections_at_door', 'TCP connections that wait to be taken'],
  mostHeld: ['held_bytes_max', 'The most that ever waited for one socket'],
};

const COUNTERS: Record<Sum, [name: string, help: string]> = {
  accepted: ['accepted_total', 'Connections taken'],
  proved: ['proved_total', 'Agents that proved their id'],
  summoned: ['summoned_total', 'Clients that an agent was told of'],
  spliced: ['spliced_total', 'Splices begun'],
  messages: ['messages_total', 'Messages passed on'],
  pauses: ['pauses_total', 'How often an end was not read because the other one had too much'],
  unanswered: ['pings_unanswered_total', 'Pings of peers that read nothing'],
};

const PREFIX = 'bowline_relay_';

export class Metrics {
  readonly #registry = new Registry();

  constructor(counts: Counts) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    for (const [key, [name, help]] of Object.entries(GAUGES)) {
      const read = (): number => counts[key as Number];
      new Gauge({ name: PREFIX + name, help, registers, collect: gaugeOf(read) });
    }
    for (const [key, [name, help]] of Object.entries(COUNTERS)) {
      const read = (): number => counts[key as Sum];
      new Counter({ name: PREFIX + name, help, registers, collect: counterOf(read) });
    }
    this.#addBytes(counts);
    this.#addReasons('refused_total', 'Turned away or cut, by code or limit', counts.refused);
    this.#addReasons('ended_total', 'Splices ended, by code', counts.ended);
  }

  /** In Prometheus' own text format, `contentType`. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #addBytes(counts: Counts): void {
    new Counter({
      name: `${PREFIX}bytes_total`,
      help: 'Bytes passed on',
      labelNames: ['to'],
      registers: [this.#registry],
      collect() {
        this.reset();
        this.inc({ to: 'agents' }, counts.toAgents);
        this.inc({ to: 'clients' }, counts.toClients);
      },
    });
  }

  #addReasons(name: string, help: string, reasons: ReadonlyMap<string, number>): void {
    new Counter({
      ...{ name: PREFIX + name, help, labelNames: ['code'], registers: [this.#registry] },
      collect() {
        this.reset();
        for (const [code, count] of reasons) this.inc({ code }, count);
      },
    });
  }
}

function gaugeOf(read: () => number): (this: Gauge) => void {
  return function collect() {
    this.set(read());
  };
}

function counterOf(read: () => number): (this: Counter) => void {
  return function collect() {
    this.reset();
    this.inc(read());
  };
}
