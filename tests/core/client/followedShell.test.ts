// One shell over connections that come and go: when it is opened, when it is taken up again, and
// what whoever follows it is told.
import { beforeEach, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import { FollowedShell } from '../../../core/client/followedShell.ts';
import type { RemoteShell } from '../../../core/client/remoteShell.ts';
import { newCursor, type ShellCursor } from '../../../core/client/shellCursor.ts';
import type { RemoteShellEvents } from '../../../core/client/shellEvents.ts';
import type { AllBodies } from '../../../core/wire/messages.ts';

const SIZE = { cols: 80, rows: 24 };
const PROGRAM = { command: ['sh'], cwd: '/tmp', env: { A: 'b' } };

/** A connection, and what is asked of it. */
class Connection {
  readonly asked: unknown[] = [];
  readonly resizes: unknown[] = [];
  events!: RemoteShellEvents;
  session: string | null = null;
  inputs = 0;
  detaches = 0;
  readonly remote = {
    resize: (cols: number, rows: number) => this.resizes.push({ cols, rows }),
    inputReady: () => this.inputs++,
    detach: () => this.detaches++,
  } as unknown as RemoteShell;

  open(cursor: ShellCursor, options: object, events: RemoteShellEvents): RemoteShell {
    return this.#ask(['open', cursor, options], events);
  }

  attach(cursor: ShellCursor, options: object, events: RemoteShellEvents): RemoteShell {
    return this.#ask(['attach', cursor, options], events);
  }

  #ask(what: unknown[], events: RemoteShellEvents): RemoteShell {
    this.asked.push(what);
    this.events = events;
    return this.remote;
  }

  /** The agent has answered. */
  answer(size = SIZE): void {
    this.events.onOpened({ ...size, title: 'sh' } as unknown as AllBodies['opened']);
  }
}

let told: unknown[];
let mayType: boolean;
let name: string;

beforeEach(() => {
  [told, mayType, name] = [[], true, 'Ann'];
});

function follow(cursor = newCursor()): FollowedShell {
  return new FollowedShell({
    ...{ cursor, program: PROGRAM, window: 1_000 },
    ...{ memberName: () => name, mayType: () => mayType },
    events: {
      onOpened: (opened, remote, client) => told.push(['opened', opened.cols, remote, client]),
      onCut: () => told.push('cut'),
      onEnd: (end) => told.push(end),
      onAcknowledged: () => told.push('acknowledged'),
      onLagged: (from, to) => told.push(['lagged', from, to]),
    },
  });
}

function take(shell: FollowedShell, connection = new Connection()): Connection {
  shell.take(connection as unknown as AgentClient);
  return connection;
}

describe('a shell', () => {
  it('is opened on the first connection, with its program, size and who comes', () => {
    const shell = follow();
    shell.resize({ cols: 100, rows: 30 });
    expect([shell.remote, shell.isOpen]).toEqual([undefined, false]);
    const connection = take(shell);
    const options = { ...PROGRAM, cols: 100, rows: 30, window: 1_000, name: 'Ann' };
    expect(connection.asked).toEqual([['open', shell.cursor, options]]);
    expect([shell.remote, shell.isOpen, shell.cursor.running]).toEqual([
      ...[connection.remote, false, false],
    ]);
  });

  it('is 80 columns and 24 rows before anybody says how large it is', () => {
    expect(take(follow()).asked[0]).toMatchObject(['open', {}, SIZE]);
  });

  it('is there when the agent has answered, which is told with the connection', () => {
    const shell = follow();
    shell.cursor.endTold = true;
    const connection = take(shell);
    connection.answer();
    expect(told).toEqual([['opened', 80, connection.remote, connection]]);
    expect([shell.isOpen, shell.cursor.running, shell.cursor.endTold]).toEqual([true, true, false]);
  });

  it.each([
    ['it has run', { running: true }],
    ['some of it has come', { output: 0 }],
  ])('is taken up again where %s, and not started', (_what, known) => {
    const shell = follow(Object.assign(newCursor(), known));
    const connection = take(shell);
    const view = { ...SIZE, window: 1_000, name: 'Ann' };
    expect(connection.asked).toEqual([['attach', shell.cursor, view]]);
  });

  it('whose opening was never answered is opened again under its name', () => {
    const shell = follow();
    const { session } = shell.cursor;
    take(shell).events.onEnd({ kind: 'lost' });
    name = 'Bob';
    expect(take(shell).asked).toMatchObject([['open', { session }, { name: 'Bob' }]]);
  });

  it('that a guest joins is the one that the agent says', () => {
    const shell = follow(newCursor(''));
    const connection = new Connection();
    connection.session = 'ab'.repeat(16);
    take(shell, connection);
    expect(shell.cursor.session).toBe('ab'.repeat(16));
  });

  it('is unseen while it runs and nothing of it has come', () => {
    const shell = follow();
    expect(shell.isUnseen).toBe(false);
    take(shell).answer();
    expect(shell.isUnseen).toBe(true);
    shell.cursor.output = 0;
    expect(shell.isUnseen).toBe(false);
  });
});

describe('its size', () => {
  it('goes to the agent while the shell is there, and whoever follows it may type', () => {
    const shell = follow();
    const connection = take(shell);
    shell.resize({ cols: 90, rows: 24 });
    expect(connection.resizes).toEqual([]);
    connection.answer({ cols: 90, rows: 24 });
    expect(connection.resizes).toEqual([]);
    shell.resize({ cols: 91, rows: 25 });
    mayType = false;
    shell.resize({ cols: 92, rows: 26 });
    expect(connection.resizes).toEqual([{ cols: 91, rows: 25 }]);
  });

  it.each([
    { cols: 81, rows: 24 },
    { cols: 80, rows: 25 },
  ])('is said again where the agent has another one (%j)', (other) => {
    const connection = take(follow());
    connection.answer(other);
    expect(connection.resizes).toEqual([SIZE]);
  });

  it('is not said over a connection that is gone, and is asked for on the next', () => {
    const shell = follow();
    const first = take(shell);
    first.answer();
    first.events.onEnd({ kind: 'lost' });
    shell.resize({ cols: 70, rows: 20 });
    expect(first.resizes).toEqual([]);
    expect(take(shell).asked).toMatchObject([['attach', {}, { cols: 70, rows: 20 }]]);
  });
});

describe('the end', () => {
  it('of a connection is a cut, and no end of the shell', () => {
    const shell = follow();
    const first = take(shell);
    first.answer();
    told = [];
    first.events.onEnd({ kind: 'lost' });
    expect([told, shell.isOpen]).toEqual([['cut'], false]);
    take(shell);
    expect(shell.isOpen).toBe(false);
  });

  it.each([
    { kind: 'exited' as const, code: 3, signal: null },
    { kind: 'detached' as const, reason: 'requested' as const },
    { kind: 'reset' as const, code: 'no-such-session', message: 'Gone.' },
  ])('of the shell is told as it is: %j', (end) => {
    const shell = follow();
    const connection = take(shell);
    connection.answer();
    told = [];
    connection.events.onEnd(end);
    expect([told, shell.isOpen]).toEqual([[end], false]);
  });
});

it('typing, leaving and news go between the connection and whoever follows', () => {
  const shell = follow();
  shell.inputReady();
  shell.detach(); // nobody is there to be told
  const connection = take(shell);
  shell.inputReady();
  shell.detach();
  expect([connection.inputs, connection.detaches]).toEqual([1, 1]);
  connection.events.onAcknowledged();
  connection.events.onLagged(3, 7);
  expect(told).toEqual(['acknowledged', ['lagged', 3, 7]]);
});
