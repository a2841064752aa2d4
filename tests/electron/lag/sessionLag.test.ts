// Lag in the middle of the line, where a window's port meets a shell: a window that stops
// parsing, a program that doesn't read, and what the window is told of both.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ShellStatus } from '../../../electron/ipc/contract.ts';
import { defaultThresholds } from '../../../electron/lag/thresholds.ts';
import type { Shell } from '../../../electron/shell.ts';
import { ShellManager } from '../../../electron/shells/shellManager.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { MemoryPort } from '../../support/memoryPort.ts';
import { MemoryShell } from '../../support/memoryShell.ts';
import { localHost } from '../shells/hosts.ts';

const SIZE = { cols: 80, rows: 24 };
let clock: ManualClock;
let statuses: ShellStatus[];
let ports: MemoryPort[];
let thresholds: ReturnType<typeof defaultThresholds>;
let manager: ShellManager;
let nextShell: () => Shell;

beforeEach(() => {
  clock = new ManualClock();
  [statuses, ports] = [[], []];
  thresholds = defaultThresholds();
  nextShell = () => new MemoryShell();
  const factory = (): Shell => nextShell();
  manager = new ShellManager({
    findHost: () => localHost(),
    factories: { local: factory, ssh: factory, agent: factory },
    installer: factory,
    openPort: () => {
      ports.push(new MemoryPort());
      return ports.at(-1)!;
    },
    clock,
    thresholds: () => thresholds,
    onStatus: (status) => statuses.push(status),
    onChange: () => undefined,
  });
});
afterEach(() => manager.closeAll());

function open(): { id: string; port: MemoryPort } {
  const { shellId } = manager.open('local', SIZE);
  return { id: shellId, port: ports.at(-1)! };
}

const last = (): ShellStatus => statuses.at(-1)!;

/** Types a line that is answered, and waits for the answer. */
async function answered(port: MemoryPort): Promise<void> {
  port.type('echo $((6*7))\r');
  while (!port.text.includes('42\r\n')) await clock.pass(1);
}

it('a window that doesn’t parse is told as slow, and no longer once it does', async () => {
  const { port } = open();
  await clock.pass(1_000);
  port.parses = false;
  await answered(port);
  await clock.pass(3_000);
  expect(last()).toMatchObject({ state: 'lagging', lag: { cause: 'drawing' } });
  expect(last().message).toMatch(/^Bowline itself is slow/);
  port.send({ type: 'parsed', bytes: port.outputBytes });
  await clock.pass(2_000);
  expect(last()).toMatchObject({ state: 'online', lag: null, message: 'Running in memory.' });
});

it('a window that crashed is not waited for by the next one', async () => {
  const { id, port } = open();
  await clock.pass(1_000);
  port.parses = false;
  await answered(port);
  await clock.pass(3_000);
  expect(last().state).toBe('lagging');
  port.vanish();
  manager.attach(id, SIZE);
  await clock.pass(2_000);
  expect(last().state).toBe('online');
});

it('a program that doesn’t read is told with what it hasn’t taken', async () => {
  nextShell = () => new DeafShell();
  const { port } = open();
  await clock.pass(1_000);
  port.type('x'.repeat(100));
  port.type('y'.repeat(50));
  await clock.pass(3_000);
  // The shell holds the first piece in its hands.
  expect(last()).toMatchObject({ state: 'lagging', lag: { cause: 'input', value: 50 } });
});

it('other thresholds hold for shells that are open', async () => {
  const { port } = open();
  await clock.pass(1_000);
  port.parses = false;
  await answered(port);
  await clock.pass(300);
  thresholds = { ...thresholds, echoMs: 20 };
  manager.judgeLagAnew();
  await clock.pass(1_000);
  expect(last().lag?.cause).toBe('drawing');
});

it('a report tells what went to and fro, and that of a closed shell can’t be had', async () => {
  const { id, port } = open();
  await answered(port);
  await clock.pass(5_000);
  expect(manager.lag(id)).toMatchObject({
    ...{ link: null, backlog: 0, bytesOut: 14, reconnects: 0, connectedForMs: clock.now() },
  });
  expect(manager.lag(id).bytesIn).toBeGreaterThanOrEqual(14 + 4);
  await manager.close(id);
  expect(() => manager.lag(id)).toThrow('This shell has been closed meanwhile.');
});

it('twenty shells with nothing to do wait for no timer and tell nothing', async () => {
  for (let n = 0; n < 20; n++) await answered(open().port);
  await clock.pass(200_000);
  const told = statuses.length;
  expect(clock.waiting).toBe(0);
  await clock.pass(600_000);
  expect(statuses.length).toBe(told);
});

/** Its program never reads. */
class DeafShell extends MemoryShell {
  override write(): Promise<void> {
    return new Promise(() => undefined);
  }
}
