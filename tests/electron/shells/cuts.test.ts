// A stream in both directions at once through a link that is cut over and over, in every way,
// by seed: not one byte is lost, none comes twice. With BOWLINE_CUTS=1000 BOWLINE_SEEDS=20
// BOWLINE_CUT_BYTES=50000000 as the product promises it; less of each by default.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import type { Shell } from '../../../electron/shell.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { Cutter, LINE_BYTES, LineCheck } from '../../support/cutter.ts';
import { fastClock } from '../../support/fastClock.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { agentHost } from './hosts.ts';

const CUTS = Number(process.env.BOWLINE_CUTS ?? 40);
const SEEDS = Number(process.env.BOWLINE_SEEDS ?? 3);
const OUTPUT_BYTES = Number(process.env.BOWLINE_CUT_BYTES ?? 4_000_000);
const LINES = Math.floor(OUTPUT_BYTES / LINE_BYTES);
const INPUT_BYTES = Math.floor(OUTPUT_BYTES / 10);
/** A silent drop is found by the heartbeat, which the client keeps this much faster. */
const clock = fastClock(20);

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

function shellThrough(proxy: FaultProxy): Shell {
  const link = parsePairingLink(agent.link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: proxy.port, tls: false };
  const pairingLink = formatPairingLink({ ...link, address });
  const connections = new AgentConnections(clock, 'test');
  return agentShells(connections, clock)(agentHost({ pairingLink }), null);
}

async function type(shell: Shell, input: Uint8Array): Promise<void> {
  for (let at = 0; at < input.byteLength; at += 1_000) {
    await shell.write(input.subarray(at, at + 1_000));
  }
}

async function run(random: Random, seed: number): Promise<void> {
  const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  proxy.down.fragment = () => random.between(1, 40_000);
  const shell = shellThrough(proxy);
  const file = path.join(folder, `input-${seed}`);
  const input = random.bytes(INPUT_BYTES);
  const script =
    `stty raw -echo; echo re''ady; seq -f %09.0f 1 ${LINES} & ` +
    `head -c ${INPUT_BYTES} > ${file}; wait; echo done; exit 5`;
  const cutter = new Cutter(CUTS, OUTPUT_BYTES);
  shell.start({ cols: 200, rows: 24 });
  await shell.write(Buffer.from(`exec sh -c '${script.replaceAll("'", `'\\''`)}'\r`));
  const check = new LineCheck(LINES);
  let typing: Promise<void> | undefined;
  for await (const bytes of shell.output) {
    if (!(bytes instanceof Uint8Array)) {
      if (bytes.type === 'size') continue; // said at each beginning
      throw new Error(`a gap: ${JSON.stringify(bytes)}`);
    }
    check.add(bytes);
    shell.parsed(bytes.byteLength);
    if (!check.begun || typing) continue;
    typing = type(shell, input);
    void cutter.run(proxy, random);
  }
  await typing;
  expect(check.lines).toBe(LINES);
  expect(sha(readFileSync(file))).toBe(sha(input));
  await shell.close();
  expect(shell.state).toMatchObject({ state: 'closed', exitCode: 5 });
  expect(cutter.cuts).toBe(CUTS);
  await proxy.close();
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

it(
  `nothing is lost or doubled through ${CUTS} cuts, on ${SEEDS} seeds`,
  { timeout: SEEDS * 300_000 },
  () => eachSeed(SEEDS, run),
);
