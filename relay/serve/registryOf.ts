// Which registry a relay has, by what its operator says: one of its own, or the one that many nodes have
// together.
import { readFileSync } from 'node:fs';
import { InProcessRegistry } from '../registry/inProcess.ts';
import { PREFIX } from '../registry/nats/messages.ts';
import { NatsRegistry, type RegistryEvent } from '../registry/nats/natsRegistry.ts';
import type { Registry } from '../registry/registry.ts';
import type { RelayLog } from '../metrics/relayLog.ts';
import { RelayError } from '../relayError.ts';
import { readPolicyFile } from './files.ts';

export interface RegistryWishes {
  /** `nats://HOST:PORT` of one server of NATS or more; undefined for a relay of one node. */
  nats?: readonly string[];
  /** Path of a `.creds` file. */
  natsCreds?: string;
  /** Path of the certificate of who signed NATS' own. */
  natsCa?: string;
  /** Names subjects and bucket. */
  natsPrefix?: string;
  /** Path of the operator's lists, for a relay of one node. */
  policy?: string;
  /** `wss://…` under which agents reach this node. */
  advertise?: string;
  log: RelayLog;
}

export interface ChosenRegistry {
  registry: Registry;
  /** Reads the operator's lists again. @throws RelayError; what was read before stays then */
  reload(): void;
}

/** @throws RelayError */
export function registryOf(wishes: RegistryWishes): ChosenRegistry {
  return wishes.nats ? ofMany(wishes.nats, wishes) : ofOne(wishes.policy);
}

function ofOne(path: string | undefined): ChosenRegistry {
  const registry = new InProcessRegistry({
    policy: path === undefined ? {} : readPolicyFile(path),
  });
  return {
    registry,
    reload: () => {
      if (path !== undefined) registry.apply(readPolicyFile(path));
    },
  };
}

function ofMany(servers: readonly string[], wishes: RegistryWishes): ChosenRegistry {
  checkServers(servers);
  const { natsPrefix: prefix = 'relay', natsCreds, natsCa, log } = wishes;
  if (!PREFIX.test(prefix)) throw badPrefix(prefix);
  if (wishes.policy !== undefined) throw policyOfMany();
  if (wishes.advertise === undefined) throw notAddressed();
  const registry = new NatsRegistry({
    ...{ servers, prefix, on: (event: RegistryEvent) => tell(log, event) },
    ...(natsCreds !== undefined && { credentials: read(natsCreds) }),
    ...(natsCa !== undefined && { ca: read(natsCa) }),
  });
  return { registry, reload: () => undefined };
}

function checkServers(servers: readonly string[]): void {
  const bad = servers.find(
    (text) => !/^(nats|tls):\/\/[^/?#]+\/?$/.test(text) || !URL.canParse(text),
  );
  if (bad === undefined) return;
  // It may hold a password.
  const hint = 'Write it so: --nats nats://HOST:4222, or tls://HOST:4222.';
  throw new RelayError('BAD_NATS', 'That is no address of a NATS server.', hint);
}

function badPrefix(prefix: string): RelayError {
  const text = `"${prefix}" can't stand in the name of a subject.`;
  return new RelayError('BAD_PREFIX', text, 'Use letters, digits and hyphens, 32 at most.');
}

function policyOfMany(): RelayError {
  return new RelayError(
    'POLICY_OF_MANY',
    'With --nats, bans and tickets are in the bucket that all nodes read, not in a file of one.',
    'Leave out --policy; docs/RELAY.md says how to write to the bucket.',
  );
}

// An agent that is sent to the balancer comes out at any node, and the client waits at this one.
function notAddressed(): RelayError {
  return new RelayError(
    'NODE_WITHOUT_ADDRESS',
    'Agents meet clients at this very node, so they have to reach it by an address of its own.',
    'Give --advertise wss://NODE, a name below the relay’s own: wss://node1.relay.example.',
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const text = `The file ${path} can't be read: ${(error as Error).message}.`;
    throw new RelayError('NATS_UNREADABLE', text, '', { cause: error });
  }
}

function tell(log: RelayLog, about: RegistryEvent): void {
  log.sparing(about.event, { ...about }, textOf(about));
}

function textOf(about: RegistryEvent): string {
  switch (about.event) {
    case 'nats-lost':
      return 'NATS is lost: agents stay, and nobody new is let in.';
    case 'nats-back':
      return 'NATS is reached.';
    case 'nats-unreachable':
      return `NATS can't be reached: ${about.why}`;
    case 'bucket-unreadable':
      return `The bucket can't be read, so nobody is let in: ${about.why}`;
    case 'odd-key':
      return `A key says nothing: ${about.key}`;
  }
}
