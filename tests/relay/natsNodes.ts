// Nodes on a real NATS, as the contract has them, and their operator, who writes with a client of NATS.
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Kvm, type KV } from '@nats-io/kv';
import { keyOf } from '../../relay/registry/nats/keys.ts';
import { NatsRegistry, type NatsOptions } from '../../relay/registry/nats/natsRegistry.ts';
import type { Policy } from '../../relay/registry/policy.ts';
import type { Nodes } from './registryContract.ts';

/** A node that is ready. */
export async function natsNode(
  url: string,
  options: Partial<NatsOptions> = {},
): Promise<NatsRegistry> {
  const node = new NatsRegistry({ servers: [url], ...options });
  await node.whenReady();
  return node;
}

/** Writes bans and tickets as an operator would. */
export class Operator {
  readonly #connection: NatsConnection;
  readonly kv: KV;

  static async at(url: string, bucket: string): Promise<Operator> {
    const connection = await connect({ servers: url });
    return new Operator(connection, await new Kvm(connection).open(bucket));
  }

  private constructor(connection: NatsConnection, kv: KV) {
    this.#connection = connection;
    this.kv = kv;
  }

  async apply({ bans = [], tickets = {}, demandTickets = false }: Partial<Policy>): Promise<void> {
    const wanted = new Map(bans.map((entry) => [keyOf.ban(entry), 'a test']));
    for (const [hash, allowance] of Object.entries(tickets))
      wanted.set(keyOf.ticket(hash), JSON.stringify(allowance));
    if (demandTickets) wanted.set(keyOf.demandTickets, '1');
    for (const key of await this.#there()) if (!wanted.has(key)) await this.kv.delete(key);
    for (const [key, value] of wanted) await this.kv.put(key, value);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #there(): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of await this.kv.keys()) keys.push(key);
    return keys.filter((key) => /^(ban|ticket|demand-tickets)\b/.test(key));
  }
}

/** For the contract, with an operator; `other` may be `one`. */
export async function nodesOf(
  url: string,
  prefix: string,
  one: NatsRegistry,
  other: NatsRegistry,
): Promise<Nodes> {
  const operator = await Operator.at(url, prefix);
  return {
    ...{ one, other },
    async apply(policy) {
      await operator.apply(policy);
      await Promise.all([one.current(), other.current()]);
    },
    async close() {
      await Promise.all([one.close(), other.close(), operator.close()]);
    },
  };
}
