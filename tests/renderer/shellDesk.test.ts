// A shell's answer, statuses and port reach its pane in whatever order they arrive.
import { describe, expect, it } from 'vitest';
import type { Bridge, ShellStatus } from '../../electron/ipc/contract.ts';
import {
  ShellDesk,
  UNCLAIMED_LIMIT,
  type MessageSource,
  type OpenRequest,
} from '../../renderer/state/shells.ts';
import { told } from '../support/told.ts';
import { inWords } from '../../words/said.ts';

function status(shellId: string, message: string): ShellStatus {
  return {
    shellId,
    hostId: 'h',
    state: 'connecting',
    message: told(message),
    hint: null,
    exitCode: null,
    signal: null,
    rttMs: null,
    lag: null,
    echoMs: null,
    backlog: 0,
    pendingInput: 0,
    canReconnect: false,
    kept: false,
    attempt: null,
    nextTryInMs: null,
    skippedBytes: 0,
  };
}

const REQUEST: OpenRequest = {
  ...{ id: 's1', hostId: 'h', origin: { how: 'open' } },
  ...{ cols: 80, rows: 24 },
};

/** A main process that answers when told to, and a window that can be sent messages. */
function makeDesk() {
  let answer: (status: ShellStatus) => void = () => {};
  let statusEvent: (status: ShellStatus) => void = () => {};
  let onMessage: (event: unknown) => void = () => {};
  const calls: unknown[][] = [];
  const bridge = {
    call: async (...args: unknown[]) => {
      calls.push(args);
      return args[0] === 'shells:open' ? new Promise((resolve) => (answer = resolve)) : undefined;
    },
    on: (_: string, listener: typeof statusEvent) => ((statusEvent = listener), () => {}),
  } as unknown as Bridge;
  const source = {
    addEventListener: (_: string, listener: typeof onMessage) => (onMessage = listener),
  } as unknown as MessageSource;
  const desk = new ShellDesk(bridge, source);
  const seen: string[] = [];
  const ports: unknown[] = [];
  const watcher = {
    status: ({ message }: ShellStatus) => void seen.push(inWords(message)),
    port: (port: unknown) => void ports.push(port),
  };
  const send = (shellId: string, port: object, from: unknown = source) =>
    onMessage({ source: from, data: { type: 'bowline:port', shellId }, ports: [port] });
  return {
    desk,
    calls,
    seen,
    ports,
    watcher,
    send,
    answer: (s: ShellStatus) => answer(s),
    event: (s: ShellStatus) => statusEvent(s),
  };
}

describe('opening a shell', () => {
  it('takes a port that comes before the answer', async () => {
    const { desk, ports, watcher, send, answer } = makeDesk();
    const opened = desk.open(REQUEST, watcher);
    const port = { close: () => {} };
    send('s1', port);
    answer(status('s1', 'answer'));
    await opened;
    expect(ports).toEqual([port]);
  });

  it('takes a port that comes after the answer', async () => {
    const { desk, ports, watcher, send, answer } = makeDesk();
    const opened = desk.open(REQUEST, watcher);
    answer(status('s1', 'answer'));
    await opened;
    const port = { close: () => {} };
    send('s1', port);
    expect(ports).toEqual([port]);
  });

  it('prefers a status that overtook the answer, for it is newer', async () => {
    const { desk, seen, watcher, event, answer } = makeDesk();
    const opened = desk.open(REQUEST, watcher);
    event(status('s1', 'online'));
    answer(status('s1', 'connecting'));
    await opened;
    event(status('s1', 'closed'));
    expect(seen).toEqual(['online', 'closed']);
  });

  it('takes nothing for its own that came for an earlier shell of the same pane', async () => {
    const { desk, seen, ports, watcher, send, event, answer } = makeDesk();
    event(status('s1', 'closed'));
    let closed = 0;
    send('s1', { close: () => (closed += 1) });
    const opened = desk.open({ ...REQUEST, id: 's1' }, watcher);
    answer(status('s1', 'connecting'));
    await opened;
    expect({ seen, ports, closed }).toEqual({ seen: ['connecting'], ports: [], closed: 1 });
  });

  it('listens to no window but its own', async () => {
    const { desk, ports, watcher, send, answer } = makeDesk();
    const opened = desk.open(REQUEST, watcher);
    send('s1', { close: () => {} }, 'another window');
    answer(status('s1', 'answer'));
    await opened;
    expect(ports).toEqual([]);
  });

  it.each([
    [{ how: 'running', session: 'abc' }, ['shells:openRunning', 's1', 'h', 'abc', 80, 24]],
    [{ how: 'attach' }, ['shells:attach', 's1', 80, 24]],
    [{ how: 'install-agent' }, ['hosts:installAgent', 's1', 'h', 80, 24]],
  ] as const)('asks for what the pane is for: %o', async (origin, call) => {
    const { desk, calls, watcher } = makeDesk();
    await desk.open({ ...REQUEST, origin }, watcher).catch(() => undefined);
    expect(calls).toEqual([call]);
  });

  it('hears nothing more of a shell that was closed', async () => {
    const { desk, calls, seen, watcher, event, answer } = makeDesk();
    const opened = desk.open(REQUEST, watcher);
    answer(status('s1', 'answer'));
    await opened;
    await desk.close('s1');
    event(status('s1', 'closed'));
    expect(seen).toEqual(['answer']);
    expect(calls.at(-1)).toEqual(['shells:close', 's1']);
  });

  it('keeps a bounded number of ports nobody asked for, and closes the oldest', () => {
    const { send } = makeDesk();
    let closed = 0;
    for (let i = 0; i < UNCLAIMED_LIMIT + 3; i++) send(`s${i}`, { close: () => (closed += 1) });
    expect(closed).toBe(3);
  });
});
