import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { seeded } from '../support/random.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const SIZE = 20_000_000;
/** 300 at every release; a few each time. */
const RUNS = Number(process.env.BOWLINE_LAST_BYTE_RUNS ?? 6);

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
});

it(
  `a program that exits right after printing 20 MB loses no byte (${RUNS} runs)`,
  async () => {
    const file = path.join(temporaryDirectory(), 'blob');
    // No line feed, which the terminal would turn into two bytes.
    const random = seeded(42);
    const line = Buffer.from(random.bytes(4096)).toString('base64');
    writeFileSync(file, line.repeat(Math.ceil(SIZE / line.length)).slice(0, SIZE));
    const expected = createHash('sha256');
    for await (const chunk of createReadStream(file)) expected.update(chunk as Buffer);
    const digest = expected.digest('hex');
    for (let run = 0; run < RUNS; run++) {
      const shell = AgentShell.open(client, { command: ['head', '-c', String(SIZE), file] });
      const sum = createHash('sha256');
      shell.onChunk = (chunk) => sum.update(chunk);
      await shell.drained;
      expect(shell.bytes).toBe(SIZE);
      expect(sum.digest('hex')).toBe(digest);
    }
  },
  300_000 + RUNS * 5_000,
);
