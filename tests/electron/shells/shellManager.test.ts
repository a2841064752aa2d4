// The middle of the line: ports on one side, shells on the other, and whatever a window may
// send. Shells are those in memory; the way of the bytes is the real one.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { HostCompany } from '../../../electron/agents/hostCompany.ts';
import { INPUT_MESSAGE_BYTES, SHELL_LIMIT } from '../../../electron/limits.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { OUTPUT_WINDOW_BYTES } from '../../../electron/shells/creditGate.ts';
import { INPUT_QUEUE_BYTES } from '../../../electron/shells/shellSession.ts';
import type { MemoryPort } from '../../support/memoryPort.ts';
import { KeptMemoryShell, MemoryShell } from '../../support/memoryShell.ts';
import { ScriptedShell } from '../../support/scriptedShell.ts';
import { told } from '../../support/told.ts';
import { ShellDesk } from '../../support/shellDesk.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { localHost } from './hosts.ts';

const SIZE = { cols: 80, rows: 24 };
/** So much a window that parses nothing is sent at least: half of its smallest. */
const LEAST_BYTES = 8 * 1024;
let desk: ShellDesk;

beforeEach(() => {
  desk = new ShellDesk();
});
afterEach(() => desk.manager.closeAll());

describe('an open shell', () => {
  it('carries keys up and output down', async () => {
    const { port, id } = desk.open();
    expect(desk.manager.list()).toMatchObject([{ shellId: id, hostId: 'local', state: 'online' }]);
    port.type('echo $((6*7))\r');
    await port.until(() => port.text.includes('42\r\n'));
  });

  it('follows the size of the window', async () => {
    const { port } = desk.open();
    port.send({ type: 'resize', cols: 120, rows: 40 });
    port.type('stty size\r');
    await port.until(() => port.text.includes('40 120\r\n'));
  });

  it('says that the output has ended before it says how', async () => {
    const { port } = desk.open();
    port.type('exit 7\r');
    await port.until(() => port.posted.at(-1)?.type === 'end');
    await expect.poll(() => desk.last).toMatchObject({ state: 'closed', exitCode: 7 });
  });

  it('posts bytes of its own, never a view of a buffer that holds other things', async () => {
    const { port } = desk.open();
    port.type('echo $((6*7))\r');
    await port.until(() => port.text.includes('42'));
    for (const message of port.posted) {
      if (message.type === 'output') {
        expect(message.bytes.buffer.byteLength).toBe(message.bytes.byteLength);
      }
    }
  });

  it('stops when the window no longer parses, and goes on when it does', async () => {
    const shell = new MemoryShell();
    desk.nextShell = () => shell;
    const { port } = desk.open();
    port.parses = false;
    port.type('exec head -c 3000000 /dev/zero\r');
    await port.until(() => port.outputBytes >= LEAST_BYTES);
    await shell.atRest();
    expect(shell.printed).toBeLessThanOrEqual(OUTPUT_WINDOW_BYTES);
    port.parses = true;
    port.send({ type: 'parsed', bytes: port.outputBytes });
    await port.until(() => port.posted.at(-1)?.type === 'end');
    expect(port.outputBytes).toBeGreaterThanOrEqual(3_000_000);
  });

  it('has credit for each byte that the window has parsed, and for nothing else', async () => {
    const credit: number[] = [];
    const shell = Object.assign(new ScriptedShell(), {
      parsed: (bytes: number) => credit.push(bytes),
    });
    desk.nextShell = () => shell;
    const { port } = desk.open();
    port.parses = false;
    await shell.prints('ab');
    await port.until(() => port.text === 'ab');
    for (const bytes of [0, 1, 5, 1]) port.send({ type: 'parsed', bytes });
    expect(credit).toEqual([1, 1]);
  });

  it('is forgotten once it is closed, and closing again is fine', async () => {
    const { id, port } = desk.open();
    await desk.manager.close(id);
    await desk.manager.close(id);
    expect(port.closed).toBe(true);
    expect(desk.manager.list()).toEqual([]);
    await expect(desk.manager.busy(id)).rejects.toThrow('This shell has been closed meanwhile.');
  });
});

describe('what a window may send', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a string', 'input'],
    ['an unknown type', { type: 'signal', name: 'SIGKILL' }],
    ['text for bytes', { type: 'input', bytes: 'ls' }],
    ['a size of zero', { type: 'resize', cols: 0, rows: 24 }],
    ['a size with a fraction', { type: 'resize', cols: 80.5, rows: 24 }],
    ['a size beyond any terminal', { type: 'resize', cols: 80, rows: 70_000 }],
    ['credit below nothing', { type: 'parsed', bytes: -1 }],
    ['credit without end', { type: 'parsed', bytes: Infinity }],
  ])('%s is refused, and the shell goes on', async (_, data) => {
    const { port } = desk.open();
    port.sendAnything(data);
    expect(port.notes).toEqual([expect.stringContaining('doesn’t understand')]);
    port.type('stty size\r');
    await port.until(() => port.text.includes('24 80\r\n'));
  });

  it('more than a message’s worth of input is refused as a whole', () => {
    const { port } = desk.open();
    port.send({ type: 'input', bytes: new Uint8Array(INPUT_MESSAGE_BYTES + 1) });
    expect(port.notes).toEqual([expect.stringContaining('too much to type at once')]);
  });

  it('input that nobody reads is bounded, shown as pending, and refused beyond that', async () => {
    desk.nextShell = () => new DeafShell();
    const { port } = desk.open();
    const piece = new Uint8Array(INPUT_MESSAGE_BYTES / 4).fill(120);
    const pieces = INPUT_QUEUE_BYTES / piece.byteLength;
    for (let n = 0; n < pieces + 3; n++) port.send({ type: 'input', bytes: piece });
    expect(port.notes).toEqual([expect.stringContaining('not reading its input')]);
    expect(desk.last.pendingInput).toBe(INPUT_QUEUE_BYTES);
  });

  it('a claim to have parsed more than there was buys nothing', async () => {
    const shell = new MemoryShell();
    desk.nextShell = () => shell;
    const { port } = desk.open();
    port.parses = false;
    port.send({ type: 'parsed', bytes: 1_000_000_000 });
    port.type('exec head -c 3000000 /dev/zero\r');
    await port.until(() => port.outputBytes >= LEAST_BYTES);
    await shell.atRest();
    expect(shell.printed).toBeLessThanOrEqual(OUTPUT_WINDOW_BYTES);
  });
});

describe('connecting again', () => {
  async function ended() {
    const shell = desk.open();
    shell.port.type('exit 1\r');
    await shell.port.until(() => shell.port.posted.at(-1)?.type === 'end');
    await expect.poll(() => desk.last).toMatchObject({ state: 'closed' });
    return shell;
  }

  it('happens in the same tab, on the same port, behind a marked line', async () => {
    const { id, port } = await ended();
    await desk.manager.reconnect(id);
    expect(desk.last).toMatchObject({ shellId: id, state: 'online' });
    const marks = port.posted.filter(({ type }) => type === 'fresh' || type === 'note');
    const note = { type: 'note', text: 'A new connection begins here.' };
    expect(marks).toEqual([{ type: 'fresh' }, note]);
    expect(desk.made[1]!.previous).toBeInstanceOf(MemoryShell);
    port.type('echo $((6*7))\r');
    await port.until(() => port.text.includes('42\r\n'));
  });

  it('uses the host as it is saved now', async () => {
    const { id } = await ended();
    desk.hosts.set('local', localHost({ name: 'Renamed' }));
    await desk.manager.reconnect(id);
    desk.hosts.clear();
    expect(desk.made.map(({ host }) => host.name)).toEqual(['This computer', 'Renamed']);
  });

  it('asked twice, connects once', async () => {
    const { id, port } = await ended();
    await Promise.all([desk.manager.reconnect(id), desk.manager.reconnect(id)]);
    expect(desk.made).toHaveLength(2);
    expect(port.notes).toHaveLength(1);
  });

  it('does nothing to a shell that runs', async () => {
    const { id } = desk.open();
    await desk.manager.reconnect(id);
    expect(desk.made).toHaveLength(1);
  });

  it('does nothing to a shell that can’t be had again', async () => {
    const shell = new ScriptedShell();
    desk.nextShell = () => shell;
    const { id } = desk.open();
    shell.becomes('failed', { message: told('It is gone.'), canReconnect: false });
    await desk.manager.reconnect(id);
    expect([desk.made.length, shell.closed]).toEqual([1, false]);
  });

  it('puts nothing away where the same program goes on', async () => {
    desk.nextShell = () => new KeptMemoryShell('0'.repeat(32));
    const { id, port } = await ended();
    await desk.manager.reconnect(id);
    expect(port.posted.map(({ type }) => type)).not.toContain('fresh');
  });

  it('by itself is hurried, woken and stopped by whoever asks for it', async () => {
    const shell = new AwayShell();
    desk.nextShell = () => shell;
    const { id } = desk.open();
    await desk.manager.reconnect(id);
    desk.manager.wake();
    desk.manager.stopTrying(id);
    expect(shell.asked).toEqual(['now', 'now', 'stop']);
    expect(desk.made).toHaveLength(1);
  });
});

describe('a shell that can live on', () => {
  it('is left running when its tab is detached', async () => {
    const shell = new KeptMemoryShell();
    desk.nextShell = () => shell;
    const { id, port } = desk.open();
    expect(desk.manager.shows('local', shell.session)).toBe(true);
    expect(desk.manager.shows('another', shell.session)).toBe(false);
    expect(desk.manager.shows('local', 'another')).toBe(false);
    await desk.manager.detach(id);
    expect([shell.detached, port.closed, desk.manager.list()]).toEqual([true, true, []]);
    expect(desk.manager.shows('local', shell.session)).toBe(false);
  });

  it('is not among the programs that would be lost', async () => {
    desk.nextShell = () => new BusyKeptShell();
    desk.open();
    expect(await desk.manager.busyPrograms()).toEqual([]);
  });

  it('is the only one that can be detached', async () => {
    const { id } = desk.open();
    await expect(desk.manager.detach(id)).rejects.toThrow('can’t run on once it is closed');
    expect(desk.manager.list()).toHaveLength(1);
  });
});

describe('a window that crashed', () => {
  it('leaves its shells running; the next one sees the latest output, then what follows', async () => {
    const { id, port } = desk.open();
    port.type('echo $((6*7))\r');
    await port.until(() => port.text.includes('42\r\n'));
    port.vanish();
    desk.manager.attach(id, { cols: 100, rows: 30 }, desk.window);
    const next = desk.ports.at(-1)!;
    expect(next.text).toContain('42\r\n');
    // What the last window had was answered there.
    const [first, second] = next.posted;
    expect(first).toEqual({
      type: 'replayed',
      bytes: (second as { bytes: Uint8Array }).bytes.length,
    });
    next.type('stty size\r');
    await next.until(() => next.text.includes('30 100\r\n'));
  });

  it('stops a flood until another one parses it, and loses none of what is left', async () => {
    const { id, port } = desk.open();
    port.parses = false;
    port.type('exec head -c 3000000 /dev/zero\r');
    await port.until(() => port.outputBytes >= LEAST_BYTES);
    port.vanish();
    desk.manager.attach(id, SIZE, desk.window);
    const next = desk.ports.at(-1)!;
    const repeated = next.outputBytes;
    expect(repeated).toBeGreaterThanOrEqual(LEAST_BYTES);
    await next.until(() => next.posted.at(-1)?.type === 'end');
    expect(port.outputBytes + next.outputBytes - repeated).toBeGreaterThanOrEqual(3_000_000);
  });

  it('can’t speak through its old port any more', async () => {
    const { id, port } = desk.open();
    desk.manager.attach(id, SIZE, desk.window);
    port.type('exit 1\r');
    desk.ports.at(-1)!.type('echo $((6*7))\r');
    await desk.ports.at(-1)!.until(() => desk.ports.at(-1)!.text.includes('42'));
    expect(desk.manager.list()[0]!.state).toBe('online');
  });

  it('finds a shell that ended meanwhile as ended', async () => {
    const { id, port } = desk.open();
    port.type('exit 5\r');
    await port.until(() => port.posted.at(-1)?.type === 'end');
    await expect.poll(() => desk.last).toMatchObject({ state: 'closed' });
    expect(desk.manager.attach(id, SIZE, desk.window)).toMatchObject({
      state: 'closed',
      exitCode: 5,
    });
    expect(desk.ports.at(-1)!.posted.at(-1)).toEqual({ type: 'end' });
  });
});

it('a host that was deleted can’t be opened, and says so', () => {
  expect(() => desk.manager.open('a', 'gone', SIZE, desk.window)).toThrow(
    'This host has been deleted meanwhile.',
  );
});

it('an id is that of one shell, until that is closed', async () => {
  const { id } = desk.open();
  const again = () => desk.manager.open(id, 'local', SIZE, desk.window);
  expect(again).toThrow('That is open already.');
  const closing = desk.manager.close(id);
  expect(again()).toMatchObject({ shellId: id, state: 'online' });
  await closing;
  expect(desk.manager.list()).toHaveLength(1);
});

it('a kept shell’s id can be used again while it is being left', async () => {
  const shell = new KeptMemoryShell();
  desk.nextShell = () => shell;
  const { id } = desk.open();
  const record = desk.manager.record(id)!;
  const leaving = desk.manager.detach(id);
  desk.nextShell = () => new KeptMemoryShell(shell.session);
  desk.manager.restore(record, 'pane');
  await leaving;
  expect(desk.manager.list()).toMatchObject([{ shellId: id, state: 'online' }]);
});

it.each(['close', 'detach'] as const)(
  'one that is gone by %s tells nothing of its end: by then its id may be another’s',
  async (way) => {
    const end = withResolvers<void>();
    const first = Object.assign(new ScriptedShell(), { mayClose: end.promise });
    desk.nextShell = () => Object.assign(first, { detach: () => first.close() });
    const { id } = desk.open();
    const gone = desk.manager[way](id);
    desk.nextShell = () => new MemoryShell();
    desk.manager.restore({ shellId: id, hostId: 'local', session: undefined, size: SIZE }, 'pane');
    desk.manager.attach(id, SIZE, desk.window);
    const before = desk.statuses.length;
    end.resolve();
    await gone;
    expect(first.state.state).toBe('closed');
    expect(desk.statuses.slice(before)).toEqual([]);
  },
);

describe('a shell in the place of one that was closed', () => {
  const closed = 'The earlier shell ended when it was closed. This is a new one.';
  const record = { shellId: 'a', hostId: 'local', size: SIZE };

  async function shownAfter(session: string | undefined, ended = false): Promise<MemoryPort> {
    desk.manager.restore({ ...record, session, ended }, 'pane');
    desk.manager.attach('a', SIZE, desk.window);
    await new Promise(setImmediate);
    return desk.window.port;
  }

  it('says so where it is a new one, and nothing where it is the same', async () => {
    expect((await shownAfter(undefined)).notes).toEqual([closed]);
    await desk.manager.close('a');
    desk.nextShell = () => new KeptMemoryShell('s');
    expect((await shownAfter('s')).notes).toEqual([]);
  });

  it('follows what an agent still shows of the one that was ended', async () => {
    const ended = new ScriptedShell();
    const made = [Object.assign(ended, { session: 's' }), new KeptMemoryShell()];
    desk.nextShell = () => made.shift()!;
    const port = await shownAfter('s', true);
    expect(port.notes).toEqual([]);
    ended.becomes('closed', { canReconnect: true });
    await port.until(() => port.notes.length > 0);
    expect(port.notes).toEqual([closed]);
    expect(desk.manager.list()).toMatchObject([{ state: 'online' }]);
    expect(made).toEqual([]);
  });

  it('doesn’t follow one that lives on, was typed into, or is closed', async () => {
    const live = new ScriptedShell();
    const made = [Object.assign(live, { session: 's' })];
    desk.nextShell = () => made.shift()!;
    const port = await shownAfter('s', true);
    port.type('exit');
    live.becomes('closed', { canReconnect: true });
    await new Promise(setImmediate);
    expect(desk.manager.list()).toMatchObject([{ state: 'closed' }]);
    await desk.manager.close('a');
    made.push(Object.assign(new ScriptedShell(), { session: 's' }));
    await shownAfter('s', true);
    await desk.manager.close('a');
    expect(desk.manager.list()).toEqual([]);
  });
});

it('names the programs that would be lost', async () => {
  desk.nextShell = () => new BusyShell();
  const { id } = desk.open();
  desk.nextShell = () => new MemoryShell();
  desk.open();
  expect(await desk.manager.busy(id)).toEqual({ busy: true, program: 'vim' });
  expect(await desk.manager.busyPrograms()).toEqual(['vim']);
  expect(await desk.manager.busyPrograms(['another', id])).toEqual(['vim']);
  expect(await desk.manager.busyPrograms(['another'])).toEqual([]);
});

describe('others at a shell', () => {
  /** A company, and how many hear of it. */
  function watched() {
    const company = new HostCompany('owner');
    const subscribe = company.subscribe.bind(company);
    const heard = { by: 0 };
    company.subscribe = (listener) => {
      heard.by++;
      const end = subscribe(listener);
      return () => {
        heard.by--;
        end();
      };
    };
    return { company, heard };
  }

  it('are heard of while a tab is on it, and no longer', async () => {
    const [first, next] = [watched(), watched()];
    const shell = Object.assign(new ScriptedShell(), { company: first.company });
    desk.nextShell = () => shell;
    const { id } = desk.open();
    expect([first.heard.by, desk.manager.place(id).company]).toEqual([1, first.company]);
    shell.becomes('failed', { canReconnect: true });
    desk.nextShell = () => Object.assign(new KeptMemoryShell(), { company: next.company });
    await desk.manager.reconnect(id);
    expect([first.heard.by, next.heard.by]).toEqual([0, 1]);
    await desk.manager.detach(id);
    expect(next.heard.by).toBe(0);
    const { id: other } = desk.open();
    expect(next.heard.by).toBe(1);
    await desk.manager.close(other);
    expect(next.heard.by).toBe(0);
  });
});

describe('what is kept for the next run', () => {
  const told = () =>
    desk.manager.list().flatMap(({ shellId }) => desk.manager.record(shellId) ?? []);

  it('is each shell with its size, until it is closed', async () => {
    const shell = new KeptMemoryShell();
    desk.nextShell = () => shell;
    const { id, port } = desk.open();
    const record = { shellId: id, hostId: 'local', session: shell.session };
    expect(told()).toEqual([{ ...record, size: SIZE }]);
    port.send({ type: 'resize', cols: 100, rows: 30 });
    expect(told()).toEqual([{ ...record, size: { cols: 100, rows: 30 } }]);
    expect(desk.manager.place(id)).toMatchObject({ session: shell.session, company: undefined });
    shell.tellEnd();
    expect(told()).toMatchObject([{ endTold: true }]);
    expect([
      desk.manager.shows('local', shell.session),
      desk.manager.shows('x', shell.session),
    ]).toEqual([true, false]);
    await desk.manager.close(id);
    expect([told(), desk.manager.shows('local', shell.session)]).toEqual([[], false]);
    expect(() => desk.manager.place(id)).toThrow('closed meanwhile');
  });

  it('is left running where it can be when all is left, and ended where not', async () => {
    const [kept, plain] = [new KeptMemoryShell(), new MemoryShell()];
    for (const shell of [kept, plain]) {
      desk.nextShell = () => shell;
      desk.open();
    }
    await desk.manager.leaveAll();
    expect([kept.detached, plain.state.state, desk.manager.list()]).toEqual([true, 'closed', []]);
  });
});

it('a shell that waits for its connection is woken, and told to stop, once there is reason to', async () => {
  const asked: string[] = [];
  const shell = Object.assign(new ScriptedShell(), {
    ...{ ownsConnection: true, reconnectNow: () => asked.push('now') },
    stopTrying: () => asked.push('stop'),
  });
  desk.nextShell = () => shell;
  const { id } = desk.open();
  shell.becomes('online');
  desk.manager.wake();
  expect(asked).toEqual([]);
  shell.becomes('reconnecting');
  desk.manager.wake();
  await desk.manager.reconnect(id);
  desk.manager.stopTrying(id);
  expect(asked).toEqual(['now', 'now', 'stop']);
  shell.becomes('reconnecting', { kept: true });
  desk.manager.wake();
  shell.ownsConnection = false; // which others share, and is woken by itself
  desk.manager.wake();
  expect(asked).toHaveLength(4);
});

it('there is an end to how many shells can be open', () => {
  for (let n = 0; n < SHELL_LIMIT; n++) desk.open();
  expect(() => desk.open()).toThrow(`More than ${SHELL_LIMIT} shells can’t be open at once.`);
});

/** Its program never reads. */
class DeafShell extends MemoryShell {
  override write(): Promise<void> {
    return new Promise(() => undefined);
  }
}

class BusyKeptShell extends KeptMemoryShell {
  override foreground(): Promise<string> {
    return Promise.resolve('vim');
  }
}

/** Its connection is gone; it keeps what it is asked. */
class AwayShell extends MemoryShell {
  readonly asked: string[] = [];

  override get state(): ShellState {
    return { ...super.state, state: 'reconnecting' };
  }

  reconnectNow(): void {
    this.asked.push('now');
  }

  stopTrying(): void {
    this.asked.push('stop');
  }
}

class BusyShell extends MemoryShell {
  override foreground(): Promise<string> {
    return Promise.resolve('vim');
  }
}

describe('a shell at an address that was typed', () => {
  const TYPED = 'ssh:address=web&user=me';
  const host = (id: string, change: object = {}) => ({
    ...{ id, ...sshDraft({ address: 'web', user: 'me', port: '' }), ...change },
  });
  beforeEach(() => {
    desk.hosts.set(TYPED, host(TYPED)).set('saved', host('saved', { jumpHost: 'bastion' }));
    desk.manager.open('s', TYPED, SIZE, desk.window);
  });

  it('is the host’s that it was saved as, goes on, and is connected again as that', async () => {
    desk.manager.belong('s', 'saved');
    expect(desk.last).toMatchObject({ shellId: 's', hostId: 'saved', state: 'online' });
    expect(desk.manager.record('s')).toMatchObject({ hostId: 'saved' });
    desk.window.port.type('echo $((6*7))\r');
    await desk.window.port.until(() => desk.window.port.text.includes('42'));
    desk.window.port.type('exit 0\r');
    await expect.poll(() => desk.last.state).toBe('closed');
    await desk.manager.reconnect('s');
    expect(desk.made.map(({ host: { id, jumpHost } }) => [id, jumpHost])).toEqual([
      [TYPED, ''],
      ['saved', 'bastion'],
    ]);
  });

  it.each([
    ['there is no such host', 'gone'],
    ['that is another place', 'elsewhere'],
    ['that is of another kind', 'local'],
  ])('stays what it is where %s', (_, id) => {
    desk.hosts.set('elsewhere', host('elsewhere', { address: 'other' }));
    expect(() => desk.manager.belong('s', id)).toThrow();
    expect(desk.manager.record('s')).toMatchObject({ hostId: TYPED });
  });

  it('alone can become another host’s', () => {
    desk.hosts.set('twin', host('twin'));
    desk.manager.open('mine', 'saved', SIZE, desk.window);
    expect(() => desk.manager.belong('mine', 'twin')).toThrow();
  });
});
