// A guest that stops taking output while others go on: what it missed is counted exactly, and
// when it goes on it sees, cell by cell, what those see who missed nothing.
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeTerminal } from '../../agent/screens/headlessTerminal.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect, inviteTo, join } from '../support/agentShell.ts';
import { seeded, type Random } from '../support/random.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { dump, feed } from '../support/terminalDump.ts';

const MIB = 1024 * 1024;
const SIZE = { cols: 80, rows: 24 };
/** Lines compared above the screen: those that a screen brings along. */
const SCROLLBACK = 900;
const BYTES = Number(process.env.BOWLINE_LAG_MIB ?? 14) * MIB;

let agent: TestAgent;
let owner: AgentClient;

beforeAll(async () => {
  // Megabytes are drawn in this process, too, which answers nobody meanwhile.
  agent = await startAgent({ args: ['--heartbeat', '60000'] });
  owner = await connect(agent.link);
});
afterAll(async () => {
  await owner.close();
  await agent.stop();
});

const KINDS: Record<string, (n: number, random: Random) => string> = {
  plain: (n) => `line ${n} of a flood\r\n`,
  'coloured and wide': (n, random) =>
    `\x1b[3${n % 8}m行 ${n}\x1b[1;48;5;${random.int(256)}m${'端末🚀'.repeat(random.int(9))}\x1b[m\r\n`,
  'full of movement': (n, random) =>
    `\x1b[${random.between(1, 24)};${random.between(1, 80)}H${n}\x1b[K${n % 40 ? '' : '\x1b[24;1H\n'}`,
};

/** A file of output. */
function write(kind: string): { file: string; bytes: number } {
  const file = path.join(temporaryDirectory(), 'output');
  const random = seeded(BYTES);
  writeFileSync(file, '');
  let bytes = 0;
  for (let n = 0; bytes < BYTES;) {
    let chunk = '';
    while (chunk.length < 256 * 1024) chunk += KINDS[kind]!(n++, random);
    appendFileSync(file, chunk);
    bytes += Buffer.byteLength(chunk);
  }
  return { file, bytes };
}

describe('a guest that stopped reading and goes on', () => {
  it.each(Object.keys(KINDS))(
    'is told how much it missed, and sees what the others see (%s)',
    async (kind) => {
      const { file, bytes } = write(kind);
      const script = `stty raw -echo; printf go; read x; cat ${file}; exec cat`;
      const shell = AgentShell.open(owner, { command: ['sh', '-c', script], ...SIZE });
      const { session } = shell.cursor;
      onTestFinished(async () => {
        await owner.request('kill', { session, signal: 'SIGKILL' });
      });
      await shell.sees(/go/);
      const [whole, rest] = [makeTerminal(SIZE), makeTerminal(SIZE)];
      feed(whole, 'go');
      shell.onChunk = (chunk) => feed(whole, chunk);
      const guest = await join(await inviteTo(owner, agent.link, { session, role: 'viewer' }));
      onTestFinished(() => guest.close());
      const seen = AgentShell.attach(guest, newCursor(session), { ...SIZE, read: false });
      await seen.opened;
      shell.type('\n');
      const end = 2 + bytes;
      await shell.until(() => shell.bytes === end, 'the owner to see all of it');
      const had = seen.shell.received;
      expect(seen.lags).toEqual([]);
      seen.onChunk = (chunk) => feed(rest, chunk);
      void seen.read();
      await seen.until(
        () => seen.shell.consumed === end && seen.shell.output.held === 0,
        'the end',
      );
      // Once, from where it was, to a place from which all the rest came.
      expect(seen.lags).toEqual([{ from: had, to: expect.any(Number) as number }]);
      expect(seen.lags[0]!.to).toBeLessThanOrEqual(end);
      expect(seen.lags[0]!.to - had).toBeGreaterThan(bytes - 9 * MIB);
      expect(shell.lags).toEqual([]);
      shell.type('last words');
      for (const one of [shell, seen]) await one.sees(/last words/);
      expect(dump(rest, SCROLLBACK)).toEqual(dump(whole, SCROLLBACK));
    },
  );
});
