// Text from a real agent to a terminal of the window through a link that is cut at any byte: not
// one character is lost, and none is shown in two halves.
import xterm from '@xterm/headless';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatPairingLink, parsePairingLink } from '../../../core/link/pairingLink.ts';
import { AgentConnections } from '../../../electron/agents/agentConnections.ts';
import type { Shell } from '../../../electron/shell.ts';
import { agentShells } from '../../../electron/shells/agentShell.ts';
import { ShellLink, type Screen } from '../../../renderer/terminal/link.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { fastClock } from '../../support/fastClock.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { randomBytes, randomText } from '../../support/randomText.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { dump } from '../../support/terminalDump.ts';
import { agentHost } from './hosts.ts';

const SIZE = { cols: 60, rows: 20 };
const SEEDS = 3;
const CUTS = 20;
const LINES = 6_000;
/** Until the next cut, at most: a part of what there is, so that all of them come in time. */
const CUT_BYTES = 6_000;
const clock = fastClock(20);

let agent: TestAgent;
beforeAll(async () => {
  agent = await startAgent();
});
afterAll(async () => {
  await agent.stop();
});

function shellThrough(proxy: FaultProxy): Shell {
  const link = parsePairingLink(agent.link);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: proxy.port, tls: false };
  const pairingLink = formatPairingLink({ ...link, address });
  return agentShells(new AgentConnections(clock, 'test'), clock)(agentHost({ pairingLink }), null);
}

/** Lines of text of every length, here and there with bytes that are none. */
function output(random: Random): Buffer {
  const line = (): Uint8Array =>
    random.once(10) ? randomBytes(random, 40) : Buffer.from(randomText(random, 30));
  const lines = Array.from({ length: LINES }, () => [line(), Buffer.from('\r\n')]);
  return Buffer.concat(lines.flat());
}

function makeTerminal() {
  return new xterm.Terminal({ ...SIZE, scrollback: 400, allowProposedApi: true, logLevel: 'off' });
}

/** A terminal of the window, joined to a shell until that ends. */
async function show(shell: Shell): Promise<ReturnType<typeof makeTerminal>> {
  const terminal = makeTerminal();
  const { buffer, rows, parser } = terminal;
  const write = terminal.write.bind(terminal);
  const link = new ShellLink({ write, buffer, rows, parser } as unknown as Screen);
  for await (const item of shell.output) {
    if (!(item instanceof Uint8Array)) {
      link.receive(item);
      continue;
    }
    link.receive({ type: 'output', bytes: item });
    await new Promise<void>((resolve) => terminal.write('', resolve));
    shell.parsed(item.byteLength);
  }
  await new Promise<void>((resolve) => terminal.write('', resolve));
  return terminal;
}

it('shows the same text through cuts as without', { timeout: 300_000 }, () =>
  eachSeed(SEEDS, async (random) => {
    const bytes = output(random);
    const file = path.join(temporaryDirectory(), 'text');
    writeFileSync(file, bytes);
    const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
    proxy.down.fragment = () => random.between(1, 2_000);
    const shell = shellThrough(proxy);
    shell.start(SIZE);
    // Begun by a reset, so that no prompt is left above.
    const script = `stty raw -echo; printf "\\\\033c"; cat ${file}`;
    await shell.write(Buffer.from(`exec sh -c '${script}'\r`));
    let cuts = 0;
    void (async () => {
      for (; cuts < CUTS; cuts++)
        await proxy.down.cutAfter(random.between(1, CUT_BYTES), random.pick(['fin', 'rst']));
    })();
    const terminal = await show(shell);
    expect(cuts).toBe(CUTS);
    const whole = makeTerminal();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    await new Promise<void>((resolve) => whole.write(text, resolve));
    expect(dump(terminal, 400)).toEqual(dump(whole, 400));
    await shell.close();
    await proxy.close();
  }),
);
