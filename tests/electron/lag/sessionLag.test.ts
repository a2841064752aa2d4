// Lag in the middle of the line, where a window's port meets a shell: a window that stops
// parsing, a program that doesn't read, and what the window is told of both.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultThresholds } from '../../../electron/lag/thresholds.ts';
import { ManualClock } from '../../support/manualClock.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import { MemoryShell } from '../../support/memoryShell.ts';
import { ShellDesk } from '../../support/shellDesk.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

const SIZE = { cols: 80, rows: 24 };
let clock: ManualClock;
let thresholds: ReturnType<typeof defaultThresholds>;
let desk: ShellDesk;

beforeEach(() => {
  clock = new ManualClock();
  thresholds = defaultThresholds();
  desk = new ShellDesk({ clock, thresholds: () => thresholds });
});
afterEach(() => desk.manager.closeAll());

/** Types a line that is answered, and waits for the answer. */
async function answered(port: MemoryPort): Promise<void> {
  port.type('echo $((6*7))\r');
  while (!port.text.includes('42\r\n')) await clock.pass(1);
}

it('a window that doesn’t parse is told as slow, and no longer once it does', async () => {
  const { port } = desk.open();
  await clock.pass(1_000);
  port.parses = false;
  await answered(port);
  await clock.pass(3_000);
  expect(desk.last).toMatchObject({ state: 'lagging', lag: { cause: 'drawing' } });
  expect(inWords(desk.last.message)).toMatch(/^Bowline itself is slow/);
  port.send({ type: 'parsed', bytes: port.outputBytes });
  await clock.pass(2_000);
  expect(desk.last).toMatchObject({
    state: 'online',
    lag: null,
    message: says('Running in memory.'),
  });
});

it('a window that crashed is not waited for by the next one', async () => {
  const { id, port } = desk.open();
  await clock.pass(1_000);
  port.parses = false;
  await answered(port);
  await clock.pass(3_000);
  expect(desk.last.state).toBe('lagging');
  port.vanish();
  desk.manager.attach(id, SIZE, desk.window);
  await clock.pass(2_000);
  expect(desk.last.state).toBe('online');
});

it('a program that doesn’t read is told with what it hasn’t taken', async () => {
  desk.nextShell = () => new DeafShell();
  const { port } = desk.open();
  await clock.pass(1_000);
  port.type('x'.repeat(100));
  port.type('y'.repeat(50));
  await clock.pass(3_000);
  // The shell holds the first piece in its hands.
  expect(desk.last).toMatchObject({ state: 'lagging', lag: { cause: 'input', value: 50 } });
});

it('other thresholds hold for shells that are open', async () => {
  const { port } = desk.open();
  await clock.pass(1_000);
  port.parses = false;
  await answered(port);
  await clock.pass(300);
  thresholds = { ...thresholds, echoMs: 20 };
  desk.manager.judgeLagAnew();
  await clock.pass(1_000);
  expect(desk.last.lag?.cause).toBe('drawing');
});

it('a report tells what went to and fro, and that of a closed shell can’t be had', async () => {
  const { id, port } = desk.open();
  await answered(port);
  await clock.pass(5_000);
  expect(desk.manager.lag(id)).toMatchObject({
    ...{ link: null, backlog: 0, bytesOut: 14, reconnects: 0, connectedForMs: clock.now() },
  });
  expect(desk.manager.lag(id).bytesIn).toBeGreaterThanOrEqual(14 + 4);
  await desk.manager.close(id);
  expect(() => desk.manager.lag(id)).toThrow('This shell has been closed meanwhile.');
});

it('twenty shells with nothing to do wait for no timer and tell nothing', async () => {
  for (let n = 0; n < 20; n++) await answered(desk.open().port);
  await clock.pass(200_000);
  const told = desk.statuses.length;
  expect(clock.waiting).toBe(0);
  await clock.pass(600_000);
  expect(desk.statuses.length).toBe(told);
});

/** Its program never reads. */
class DeafShell extends MemoryShell {
  override write(): Promise<void> {
    return new Promise(() => undefined);
  }
}
