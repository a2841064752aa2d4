/// <reference types="svelte" />
// What the connection panel asks while it is open, and that it asks nothing else.
import { beforeEach, expect, it } from 'vitest';
import type { Bridge, LagReport } from '../../electron/ipc/contract.ts';
import { Details } from '../../renderer/state/details.svelte.ts';

let asked: string[];
let answer: (shellId: string) => Promise<Partial<LagReport>>;
let ticks: Set<() => void>;
let details: Details;

beforeEach(() => {
  asked = [];
  ticks = new Set();
  answer = () => Promise.resolve({ at: 1_000, bytesIn: 0, bytesOut: 0 });
  const call = (name: string, shellId: string) => {
    asked.push(`${name} ${shellId}`);
    return answer(shellId);
  };
  details = new Details({ call } as unknown as Bridge, (action) => {
    ticks.add(action);
    return () => ticks.delete(action);
  });
});

const answered = () => new Promise((resolve) => setImmediate(resolve));

async function tick(report: Partial<LagReport>): Promise<void> {
  answer = () => Promise.resolve(report);
  for (const action of ticks) action();
  await answered();
}

it('it asks nothing until it watches, then at once and at each tick', async () => {
  details.toggle();
  expect([details.open, asked]).toEqual([true, []]);
  const stop = details.watch('s1');
  await answered();
  expect(details.report?.at).toBe(1_000);
  await tick({ at: 2_000, bytesIn: 0, bytesOut: 0 });
  expect(asked).toEqual(['shells:lag s1', 'shells:lag s1']);
  stop();
  expect(ticks.size).toBe(0);
});

it('two reports make a rate, and a new connection begins anew', async () => {
  details.watch('s1');
  await answered();
  expect(details.rates).toBeNull();
  await tick({ at: 3_000, bytesIn: 4_000, bytesOut: 10 });
  expect(details.rates).toEqual({ in: 2_000, out: 5 });
  await tick({ at: 4_000, bytesIn: 100, bytesOut: 0 });
  expect(details.rates).toBeNull();
});

it('an answer that comes too late changes nothing', async () => {
  let late: (report: Partial<LagReport>) => void = () => undefined;
  answer = () => new Promise((resolve) => (late = resolve));
  details.watch('s1')();
  late({ at: 5 });
  await answered();
  expect(details.report).toBeNull();
});

it('a shell that is gone leaves the last report standing', async () => {
  details.watch('s1');
  await answered();
  answer = () => Promise.reject(new Error('This shell has been closed meanwhile.'));
  for (const action of ticks) action();
  await answered();
  expect(details.report?.at).toBe(1_000);
});

it('another shell’s figures are not shown as this one’s', async () => {
  details.watch('s1')();
  await answered();
  answer = () => new Promise(() => undefined);
  details.watch('s2');
  expect([details.report, details.rates]).toEqual([null, null]);
});
