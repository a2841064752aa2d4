// attach with pipes, through a link that is cut over and over in every way, by seed: what goes in
// and what comes out is the same as without, to the byte. With BOWLINE_CUTS=1000 as the product
// promises it; fewer by default, with the 20 MB each way that belong to it.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { linkThrough, PipedAttach } from '../../support/attached.ts';
import { Cutter, LINE_BYTES, LineCheck } from '../../support/cutter.ts';
import { FaultProxy, type Cut } from '../../support/faultProxy.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const CUTS = Number(process.env.BOWLINE_CUTS ?? 50);
const SEEDS = Number(process.env.BOWLINE_SEEDS ?? 1);
const BYTES = Number(process.env.BOWLINE_CUT_BYTES ?? 20_000_000);
const LINES = Math.floor(BYTES / LINE_BYTES);

/** In another process no clock can be made to run faster: a silent link costs 8 s until it is noticed. */
const WAYS: Cut[] = [...Array<Cut>(12).fill('fin'), ...Array<Cut>(12).fill('rst'), 'drop'];

let agent: TestAgent;
let folder: string;
beforeAll(async () => {
  agent = await startAgent();
  folder = mkdtempSync(path.join(tmpdir(), 'bowline-cuts-'));
});
afterAll(async () => {
  await agent.stop();
  removeFolder(folder);
});

async function run(random: Random, seed: number): Promise<void> {
  const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  proxy.down.fragment = () => random.between(1, 40_000);
  const file = path.join(folder, `input-${seed}`);
  const input = random.bytes(BYTES);
  const script =
    `stty raw -echo; echo ready; seq -f %09.0f 1 ${LINES} & ` +
    `head -c ${BYTES} > ${file}; wait; echo done; exit 5`;
  const attach = new PipedAttach([linkThrough(agent, proxy), '--', 'sh', '-c', script]);
  const check = new LineCheck(LINES);
  const cutter = new Cutter(CUTS, BYTES, WAYS);
  let begun = false;
  for await (const bytes of attach.child.stdout as AsyncIterable<Buffer>) {
    check.add(bytes);
    if (!check.begun || begun) continue;
    begun = true;
    attach.child.stdin.end(input);
    void cutter.run(proxy, random);
  }
  expect(await attach.exited).toBe(5);
  expect(check.lines).toBe(LINES);
  expect(sha(readFileSync(file))).toBe(sha(input));
  expect(cutter.cuts).toBe(CUTS);
  await proxy.close();
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

it(
  `attach loses and doubles nothing through ${CUTS} cuts, on ${SEEDS} seeds`,
  { timeout: SEEDS * 900_000 },
  () => eachSeed(SEEDS, run),
);
