// However an attachment ends, the terminal is as it was before: all that it tells of its modes is
// compared, of a headless terminal and of a real xterm, after a program that changes them all.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import {
  HeadlessTerminal,
  RealXterm,
  whyNoXterm,
  type AskedTerminal,
} from '../../support/askedTerminal.ts';
import { AttachedTerminal, linkThrough } from '../../support/attached.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { needs } from '../../support/needs.ts';
import { removeFolder } from '../../support/removeFolder.ts';

const SIZE = { cols: 80, rows: 24 };
const ESC = '\x1b';

/** What programs do to a terminal, and worse. */
const ALL_CHANGED = [
  `${ESC}]0;changed${ESC}\\${ESC}[22;0t${ESC}]2;twice\x07`,
  `${ESC}[?1;5;6;9;12;45;66;67;69;1007;1034;1036;1039;1042h`,
  `${ESC}[?1000;1002;1003;1004;1005;1006;1015;1016;2004h`,
  `${ESC}[?7;8;25l${ESC}[4;20h${ESC}[12l${ESC}=`,
  `${ESC}[5 q${ESC}[1;3;4;31;44m${ESC}[1"q${ESC}]8;;http://example.org${ESC}\\`,
  `${ESC}(0${ESC})0${ESC}*A\x0e${ESC} G`,
  `${ESC}[5;10r${ESC}[3g${ESC}[4G${ESC}H`,
  `${ESC}]4;1;#123456;9;#654321${ESC}\\${ESC}]10;#111111;#222222${ESC}\\${ESC}]12;#333333\x07`,
  `${ESC}[>4;2m${ESC}[>1;3m${ESC}[>2;1m${ESC}[>1u${ESC}[=5u`,
  `\xc2\x9b?2026h`,
].join('');

const SCREENS: Record<string, string> = {
  'on the usual screen': ALL_CHANGED,
  'on the alternate screen': `${ESC}[?1049h${ALL_CHANGED}`,
  'on the older alternate screen': `${ESC}[?47h${ALL_CHANGED}${ESC}[?1048h`,
  'after a reset': `${ALL_CHANGED}${ESC}c${ESC}[?1049h${ESC}[?1003;2004h${ESC}[?25l`,
  'in the middle of a sequence': `${ALL_CHANGED}READY${ESC}]2;half`,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bowline-out-'));
});
afterAll(() => {
  removeFolder(folder);
});

interface Setting {
  attached: AttachedTerminal<AskedTerminal>;
  proxy: FaultProxy;
  agent: TestAgent;
}

/** A way out, and the exit code it has. */
interface Way {
  args?: string[];
  leave: (setting: Setting) => void | Promise<void>;
  code: number;
}

const WAYS: Record<string, Way> = {
  'the end of the program': { leave: ({ attached }) => attached.type('\r'), code: 3 },
  '~.': { leave: ({ attached }) => attached.type('~.'), code: 0 },
  '~. without a connection': {
    async leave({ attached, proxy }) {
      await proxy.close();
      attached.type('~.');
    },
    code: 0,
  },
  SIGTERM: { leave: ({ attached }) => attached.pty.kill('SIGTERM'), code: 128 + 15 },
  SIGHUP: { leave: ({ attached }) => attached.pty.kill('SIGHUP'), code: 128 + 1 },
  'SIGINT twice into a silent link': {
    leave({ attached, proxy }) {
      proxy.stall();
      attached.pty.kill('SIGINT');
      attached.pty.kill('SIGINT');
    },
    code: 128 + 2,
  },
  'a cut with --no-reconnect': {
    args: ['--no-reconnect'],
    leave: ({ proxy }) => proxy.cut('rst'),
    code: 255,
  },
  'kill -9 of the agent, and another one in its place': {
    async leave({ agent }) {
      const { port } = new URL(agent.url);
      const ended = new Promise((resolve) => agent.child.once('exit', resolve));
      agent.child.kill('SIGKILL');
      await ended;
      const args = ['--listen', `127.0.0.1:${port}`];
      const next = await startAgent({ args, stateDir: agent.stateDir });
      onTestFinished(async () => void (await next.stop()));
    },
    code: 255,
  },
  'the agent’s own end': { leave: async ({ agent }) => void (await agent.stop()), code: 255 },
};

async function comeAndGo(terminal: AskedTerminal, changes: string, way: Way): Promise<void> {
  const stateDir = mkdtempSync(path.join(folder, 'state-'));
  const agent = await startAgent({ stateDir });
  onTestFinished(() => void agent.child.kill('SIGKILL')); // where it didn't get to its end
  const file = path.join(stateDir, 'changes');
  writeFileSync(file, Buffer.from(changes, 'latin1'));
  const proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  const before = await terminal.modes();
  const command = ['sh', '-c', `cat ${file}; echo READY; read line; exit 3`];
  const link = linkThrough(agent, proxy);
  const attached = new AttachedTerminal(
    terminal,
    [...(way.args ?? []), link, '--', ...command],
    SIZE,
  );
  await attached.sees(/READY/);
  await way.leave({ attached, proxy, agent });
  expect(await attached.exited).toEqual({ code: way.code, signal: null });
  expect(await terminal.modes()).toBe(before);
  await proxy.close();
  if (agent.child.exitCode === null && !agent.child.killed) await agent.stop();
}

describe('a headless terminal is as before', () => {
  const both = Object.keys(SCREENS).slice(0, 2);
  const cases = [
    ...Object.keys(WAYS).flatMap((way) => both.map((screen) => [way, screen] as const)),
    ...Object.keys(SCREENS)
      .slice(2)
      .map((screen) => ['~.', screen] as const),
  ];
  it.each(cases)('after %s, left %s', async (way, screen) => {
    const terminal = new HeadlessTerminal(SIZE);
    await comeAndGo(terminal, SCREENS[screen]!, WAYS[way]!);
    await terminal.close();
  });
});

describe('a real xterm', () => {
  it('is as before after each way out, on each screen', { timeout: 600_000 }, async (test) => {
    needs(whyNoXterm(), test);
    const terminal = await RealXterm.open(SIZE);
    onTestFinished(() => terminal.close());
    for (const way of Object.values(WAYS)) {
      await comeAndGo(terminal, SCREENS['on the alternate screen']!, way);
    }
    for (const changes of Object.values(SCREENS)) {
      await comeAndGo(terminal, changes, WAYS['~.']!);
    }
  });

  it('has other modes while the program runs', async (test) => {
    needs(whyNoXterm(), test);
    const terminal = await RealXterm.open(SIZE);
    onTestFinished(() => terminal.close());
    const before = await terminal.modes();
    // Without controls of eight bits, in which it would answer.
    terminal.feed(Buffer.from(ALL_CHANGED.replace(`${ESC} G`, ''), 'latin1'));
    const changed = await terminal.modes();
    const lines = new Set(before.split('\n'));
    // As many as are changed above, so that the comparison is known to see them.
    expect(changed.split('\n').filter((line) => !lines.has(line)).length).toBeGreaterThan(35);
  });
});
