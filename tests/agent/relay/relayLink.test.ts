// An agent's connection to its relay, by a clock of the test's own: when it is dialled again, that it
// moves, and that a silence ends it.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RelayLink, type RelayLinkOptions } from '../../../agent/relay/relayLink.ts';
import { loadOrMakeRelayKeys } from '../../../agent/relay/relayKeys.ts';
import { parseRelay } from '../../../agent/relay/relayUrl.ts';
import { FakeRelay } from '../../support/fakeRelay.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let relay: FakeRelay;
let clock: ManualClock;
let link: RelayLink;
let connected: number;
let losses: [code: string, againInMs: number][];
let heard: Set<() => void>;

beforeEach(async () => {
  relay = await FakeRelay.start();
  clock = new ManualClock();
  [connected, losses, heard] = [0, [], new Set()];
});
afterEach(async () => {
  link.close();
  await relay.stop();
});

function begin(options: Partial<RelayLinkOptions> = {}): void {
  const directory = temporaryDirectory();
  const told = (): void => {
    for (const one of [...heard]) one();
  };
  link = new RelayLink({
    ...{ relay: parseRelay(relay.url), directory, keys: loadOrMakeRelayKeys(directory) },
    ...{ ticket: undefined, clock, today: () => 5, random: () => 0.5 },
    admit: (stream) => stream.destroy(),
    onConnected: () => {
      connected++;
      told();
    },
    onLost: (error, againInMs) => {
      losses.push([(error as { code?: string }).code ?? '', againInMs]);
      told();
    },
    onMissed: () => undefined,
    ...options,
  });
  link.start();
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise<void>((resolve) => heard.add(resolve));
}

it('is dialled again after a time that doubles and that chance picks, later where the relay says so', async () => {
  relay.refuse = { door: 'agent', code: 'enrolment' };
  begin();
  for (let attempts = 1; attempts <= 4; attempts++) {
    await until(() => losses.length === attempts);
    clock.advance(losses.at(-1)![1]);
  }
  expect(losses.slice(0, 4)).toEqual([
    ['enrolment', 500],
    ['enrolment', 1_000],
    ['enrolment', 2_000],
    ['enrolment', 4_000],
  ]);
  relay.refuse = { door: 'agent', code: 'limit', retryMs: 20_000 };
  await until(() => losses.length === 5);
  clock.advance(losses.at(-1)![1]);
  await until(() => losses.length === 6);
  expect(losses.at(-1)).toEqual(['limit', 20_000 + 16_000]);
  relay.refuse = undefined;
  clock.advance(36_000);
  await until(() => connected === 1);
});

it('begins anew with short waits once it has stood for a while', async () => {
  relay.refuse = { door: 'agent', code: 'registry' };
  begin();
  await until(() => losses.length === 1);
  clock.advance(500);
  await until(() => losses.length === 2);
  relay.refuse = undefined;
  clock.advance(1_000);
  await until(() => connected === 1);
  await relay.until(({ agents }) => agents.length === 1);
  clock.standStill(10_000);
  relay.cut('control');
  await until(() => losses.length === 3);
  expect(losses.at(-1)).toEqual(['broken', 500]);
});

it('gives its ticket and a later epoch each time, and moves before the old one is closed', async () => {
  await relay.stop();
  relay = await FakeRelay.start({ heartbeatMs: 3_600_000 }); // no silence is one
  begin({ ticket: 'given-out' });
  await until(() => connected === 1);
  relay.move(8_000);
  const moved = until(() => connected === 2);
  const timer = setInterval(() => clock.advance(500), 5);
  await moved.finally(() => clearInterval(timer));
  expect(losses).toEqual([]);
  expect(relay.proofs.map(({ ticket, epoch }) => [ticket, epoch])).toEqual([
    ['given-out', 5],
    ['given-out', 6],
  ]);
});

it('is given up after a silence of three heartbeats', async () => {
  begin();
  await until(() => connected === 1);
  clock.advance(3_000); // by this clock the relay, which beats by another one, said nothing
  await until(() => losses.length === 1);
  expect(losses[0]).toEqual(['broken', 500]);
});
