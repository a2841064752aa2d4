// The keys of an agent for relays: made once, gone on from, and what a disk does to them.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import {
  hasNewKey,
  loadOrMakeRelayKeys,
  loadRelayKeys,
  nextConnection,
  rotateRelayKey,
} from '../../../agent/relay/relayKeys.ts';
import { relayBackoffMs } from '../../../agent/relay/backoff.ts';
import { isProved, prove } from '../../../core/relay/agentProof.ts';
import { MAX_KEYS, type Challenge } from '../../../core/relay/messages.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const CHALLENGE: Challenge = {
  type: 'challenge',
  relay: 'relay.example',
  node: '',
  nonce: 'A'.repeat(43),
};

let folder: string;
beforeEach(() => {
  folder = temporaryDirectory();
  chmodSync(folder, 0o700);
});

it('are made once, and prove the id they stand for', () => {
  const keys = loadOrMakeRelayKeys(folder);
  expect(loadOrMakeRelayKeys(folder).id).toBe(keys.id);
  expect(isProved(CHALLENGE, prove(CHALLENGE, keys, keys.current))).toBe(true);
});

it('go on to a next one, which the one before vouches for; the id stays', () => {
  const first = loadOrMakeRelayKeys(folder);
  const next = rotateRelayKey(folder);
  expect([next.id, next.keys.length, hasNewKey(folder, first)]).toEqual([first.id, 2, true]);
  expect(isProved(CHALLENGE, prove(CHALLENGE, next, next.current))).toBe(true);
  // The old key vouches for the new chain no more.
  expect(isProved(CHALLENGE, prove(CHALLENGE, next, first.current))).toBe(false);
  for (let keys = 2; keys < MAX_KEYS; keys++) rotateRelayKey(folder);
  expect(() => rotateRelayKey(folder)).toThrow(/takes no longer chain/);
});

it('count each connection, also where the clock was set back or the file is gone', () => {
  const keys = loadOrMakeRelayKeys(folder);
  const first = nextConnection(folder, keys, 1_000);
  expect(first.epoch).toBe(1_000);
  expect(loadRelayKeys(folder)!.epoch).toBe(1_000);
  expect(nextConnection(folder, first, 5).epoch).toBe(1_001);
  rmSync(path.join(folder, 'relay.json'));
  const again = nextConnection(folder, first, 5);
  expect([again.id, again.epoch]).toEqual([keys.id, 1_001]);
  expect(loadRelayKeys(folder)!.id).toBe(keys.id);
});

it('that are damaged are said to be, and nothing is made in their place', () => {
  loadOrMakeRelayKeys(folder);
  const file = path.join(folder, 'relay.json');
  const whole = readFileSync(file, 'utf8');
  for (const text of ['', '{}', whole.replace(/"secret": "..../, '"secret": "AAAA')]) {
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => loadOrMakeRelayKeys(folder)).toThrow(/doesn't hold the agent's key/);
  }
  expect(() => rotateRelayKey(temporaryDirectory())).toThrow(/no key for relays yet/);
});

it('and all that is waited is by chance, up to a minute, and longer where the relay says so', () => {
  expect([1, 2, 3, 9, 99].map((failures) => relayBackoffMs(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 60_000, 60_000,
  ]);
  expect(relayBackoffMs(5, 0)).toBe(0);
  expect(relayBackoffMs(1, 0.5, 30_000)).toBe(30_500);
});
