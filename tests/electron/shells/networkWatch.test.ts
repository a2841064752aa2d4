// Whether a network came back, told from the addresses of this computer, while somebody waits.
import type { NetworkInterfaceInfo } from 'node:os';
import { beforeEach, expect, it } from 'vitest';
import { NetworkWatch } from '../../../electron/shells/networkWatch.ts';
import { ManualClock } from '../../support/manualClock.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo =>
  ({ address: text, internal }) as NetworkInterfaceInfo;
const LOOPBACK = address('127.0.0.1', true);

let clock: ManualClock;
let present: NetworkInterfaceInfo[];
let wanted: boolean;
let told: number;
let watch: NetworkWatch;

beforeEach(() => {
  clock = new ManualClock();
  [present, wanted, told] = [[LOOPBACK, address('10.0.0.7')], true, 0];
  watch = new NetworkWatch({
    interfaces: () => ({ any: present }),
    clock,
    wanted: () => wanted,
    onNetwork: () => told++,
  });
  watch.begin();
});

it('is told when it is there again, and not when it goes', () => {
  present = [LOOPBACK];
  clock.advance(10_000);
  expect(told).toBe(0);
  present = [LOOPBACK, address('10.0.0.7')];
  clock.advance(10_000);
  expect(told).toBe(1);
});

it('is told when it is another one', () => {
  present = [LOOPBACK, address('192.168.1.20')];
  clock.advance(10_000);
  expect(told).toBe(1);
});

it('nobody looks once nobody waits any more, until somebody does', () => {
  wanted = false;
  clock.advance(10_000);
  expect(clock.waiting).toBe(0);
  wanted = true;
  present = [LOOPBACK, address('172.16.0.2')];
  watch.begin();
  clock.advance(10_000);
  expect(told).toBe(0); // it was there already when somebody began to wait
  expect(clock.waiting).toBe(1);
});

it('beginning twice looks once', () => {
  watch.begin();
  expect(clock.waiting).toBe(1);
});
