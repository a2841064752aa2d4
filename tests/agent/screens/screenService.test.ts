// The worker thread itself, and what becomes of screens when it fails.
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer, Order } from '../../../agent/screens/orders.ts';
import { ScreenService, type ScreenOwner } from '../../../agent/screens/screenService.ts';
import { ShellScreen } from '../../../agent/screens/shellScreen.ts';
import { SizeLog } from '../../../agent/shells/sizeLog.ts';
import { ByteLog } from '../../../core/replay/byteLog.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';

const SIZE = { cols: 20, rows: 4 };
const KIB = 1024;

describe('the screen worker', () => {
  const service = new ScreenService();
  afterEach(() => service.close());

  /** What the next screen of a shell says, or that it is lost. */
  function owner(): ScreenOwner & { next: Promise<string> } {
    const { promise, resolve } = withResolvers<string>();
    return {
      next: promise,
      onAnswer: (answer) => {
        if (answer.kind === 'painted') resolve(Buffer.from(answer.bytes).toString());
      },
      onLost: () => resolve('lost'),
    };
  }

  function show(shell: number, text: string): void {
    service.order({ kind: 'resize', shell, size: SIZE });
    service.order({ kind: 'feed', shell, bytes: new TextEncoder().encode(text) });
    service.order({ kind: 'paint', shell, maxBytes: 10_000 });
  }

  it('has a terminal for each shell', async () => {
    const owners = [owner(), owner()];
    const shells = owners.map((one) => service.enter(one));
    shells.forEach((shell) => show(shell, `shell ${shell}`));
    for (const [index, one] of owners.entries()) {
      expect(await one.next).toContain(`shell ${shells[index]}`);
    }
  });

  it('starts anew when it has failed, and tells everybody', async () => {
    const [first, second] = [owner(), owner()];
    const shell = service.enter(first);
    service.enter(second);
    service.order({ kind: 'resize', shell, size: null as never });
    expect(await Promise.all([first.next, second.next])).toEqual(['lost', 'lost']);
    const third = owner();
    show(service.enter(third), 'back');
    expect(await third.next).toContain('back');
  });

  it('paints with less scrollback, or nothing, when it must be short', async () => {
    const shells = [400, 5].map((maxBytes) => {
      const one = owner();
      const shell = service.enter(one);
      const text = Array.from({ length: 100 }, (_, line) => `line ${line}\r\n`).join('');
      service.order({ kind: 'resize', shell, size: SIZE });
      service.order({ kind: 'feed', shell, bytes: new TextEncoder().encode(text) });
      service.order({ kind: 'paint', shell, maxBytes });
      return one.next;
    });
    const [short, none] = await Promise.all(shells);
    expect(short).toMatch(/line 98\r\nline 99/);
    expect(Buffer.byteLength(short!)).toBeLessThanOrEqual(400);
    expect(none).toBe('');
  });
});

describe("a shell's screen", () => {
  let orders: Order[] = [];
  const log = () => new ByteLog();
  const service = {
    enter: () => 1,
    leave: () => undefined,
    order: (order: Order) => void orders.push(order),
  } as unknown as ScreenService;

  function make(bytes: ByteLog, sizes = new SizeLog(SIZE)): ShellScreen {
    orders = [];
    return new ShellScreen({ service, log: bytes, sizes, onProgress: () => undefined });
  }

  const told = (): string[] =>
    orders.map((order) => {
      if (order.kind === 'feed') return `feed ${Buffer.from(order.bytes).toString()}`;
      return order.kind === 'resize' ? `${order.size.cols}x${order.size.rows}` : order.kind;
    });

  const painted = (text = ''): Answer => ({
    kind: 'painted',
    shell: 1,
    size: SIZE,
    bytes: Buffer.from(text),
  });

  it('costs nothing while the log holds everything', () => {
    const bytes = log();
    bytes.append(Buffer.from('hello'));
    const screen = make(bytes);
    screen.follow(0);
    expect(orders).toEqual([]);
  });

  it('follows what is about to be forgotten, at the sizes of the time', async () => {
    const [bytes, sizes] = [log(), new SizeLog(SIZE)];
    bytes.append(Buffer.from('0123456789'));
    sizes.change(3, { cols: 30, rows: 5 });
    sizes.change(7, { cols: 40, rows: 6 });
    const screen = make(bytes, sizes);
    screen.follow(5);
    screen.follow(5);
    expect(told()).toEqual(['20x4', 'feed 012', '30x5', 'feed 34']);
    orders = [];
    const taken = screen.take(8);
    expect(told()).toEqual(['feed 56', '40x6', 'feed 7', 'paint']);
    screen.onAnswer(painted('screen'));
    expect([taken.offset, (await taken.screen).offset]).toEqual([8, 8]);
  });

  it('is painted once for all who ask for the same', async () => {
    const bytes = log();
    bytes.append(Buffer.from('hello'));
    const screen = make(bytes);
    const [one, two] = [screen.take(5), screen.take(5)];
    expect(told().filter((order) => order === 'paint')).toHaveLength(1);
    expect(screen.needed).toBe(5);
    screen.onAnswer(painted());
    expect(await one.screen).toBe(await two.screen);
    expect(screen.needed).toBe(Infinity);
  });

  it('is busy while the worker has more than half a MiB before it', () => {
    const bytes = log();
    bytes.append(new Uint8Array(600 * KIB));
    const screen = make(bytes);
    screen.follow(600 * KIB);
    expect(screen.busy).toBe(true);
    screen.onAnswer({ kind: 'fed', shell: 1, bytes: 256 * KIB });
    expect(screen.busy).toBe(false);
  });

  it('is made of what the log still holds when the worker has failed', async () => {
    const bytes = log();
    bytes.append(Buffer.from('gone\nline\nrest'));
    const screen = make(bytes);
    screen.follow(3);
    bytes.dropBefore(3);
    const { screen: taken } = screen.take(14);
    orders = [];
    screen.onLost();
    expect(told()).toEqual(['20x4', 'feed line\nrest', 'paint']);
    screen.onAnswer(painted('line'));
    expect((await taken).offset).toBe(14);
  });

  it('is empty when the worker fails on it again and again', async () => {
    const bytes = log();
    bytes.append(Buffer.from('poison'));
    const screen = make(bytes);
    const { screen: taken } = screen.take(6);
    for (let times = 0; times < 3; times++) screen.onLost();
    expect(await taken).toMatchObject({ offset: 6, ...SIZE, bytes: new Uint8Array(0) });
    expect(screen.busy).toBe(false);
    orders = [];
    expect((await screen.take(6).screen).bytes).toHaveLength(0);
    screen.follow(6);
    expect(orders).toEqual([]);
  });
});
