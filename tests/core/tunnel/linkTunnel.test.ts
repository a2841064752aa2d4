// A remote tunnel that runs again, and whose port the agent has not given free yet.
import { expect, it } from 'vitest';
import { LinkTunnel } from '../../../core/tunnel/linkTunnel.ts';
import type { RemoteListenerEvents } from '../../../core/tunnel/remoteListener.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';
import type { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { loopback } from '../../support/tunnels.ts';
import { told } from '../../support/told.ts';

const IN_USE = new TunnelError('port-in-use', told('in use'));

interface Rig {
  tunnel: LinkTunnel;
  asked: RemoteListenerEvents[];
  /** Whoever hears of the link. */
  watchers: Set<() => void>;
  link: { condition: string; trouble: TunnelError | undefined };
}

/** A tunnel, and what an agent that always answers is asked for. */
function tunnelOf(clock: ManualClock, giveBack = (): Promise<void> => Promise.resolve()): Rig {
  const asked: RemoteListenerEvents[] = [];
  const watchers = new Set<() => void>();
  const link = {
    condition: 'online',
    trouble: undefined as TunnelError | undefined,
    watch: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    listen: (_name: string, _at: unknown, events: RemoteListenerEvents) => {
      asked.push(events);
      return { close: () => undefined };
    },
  };
  const tunnel = new LinkTunnel(
    { kind: 'remote', listen: loopback(9000), target: loopback(80) },
    {
      clock,
      today: () => 0,
      hold: () => ({ value: link as unknown as TunnelLink, release: giveBack }),
    },
  );
  return { tunnel, asked, watchers, link };
}

it('a patient start asks for its port again, until it has it', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  for (const ms of [1_000, 2_000, 4_000, 8_000]) {
    const before = asked.length;
    asked.at(-1)!.onRefused(IN_USE);
    expect(tunnel.status).toMatchObject({ state: 'starting', error: null });
    clock.advance(ms - 1);
    expect(asked).toHaveLength(before);
    clock.advance(1);
    expect(asked).toHaveLength(before + 1);
  }
  asked.at(-1)!.onListening(loopback(9000));
  expect(tunnel.status.state).toBe('running');
  expect(clock.waiting).toBe(0);
});

it('fails at once over a link that can carry none, and lets it go', async () => {
  let given = 0;
  const { tunnel, watchers, link } = tunnelOf(new ManualClock(), async () => void given++);
  link.trouble = new TunnelError('tunnels-unknown', told('an old agent'));
  tunnel.start();
  expect(tunnel.status).toMatchObject({ state: 'failed', error: { code: 'tunnels-unknown' } });
  await settle();
  expect([given, watchers.size]).toEqual([1, 0]);
});

it('gives up after a while', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  const since = clock.now();
  while (tunnel.status.state === 'starting' && asked.length < 100) {
    asked.at(-1)!.onRefused(IN_USE);
    clock.advance(10_000);
  }
  expect(tunnel.status).toMatchObject({ state: 'failed', error: { code: 'port-in-use' } });
  expect(clock.now() - since).toBeGreaterThanOrEqual(70_000);
  expect(clock.now() - since).toBeLessThanOrEqual(90_000);
});

it('any other start, and any other refusal, fails at once', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start();
  await settle();
  asked.at(-1)!.onRefused(IN_USE);
  expect(tunnel.status.state).toBe('failed');
  tunnel.start(true);
  await settle();
  asked.at(-1)!.onRefused(new TunnelError('port-forbidden', told('no')));
  expect(tunnel.status.state).toBe('failed');
  expect(clock.waiting).toBe(0);
});

it('a stop ends the wait', async () => {
  const clock = new ManualClock();
  const { tunnel, asked } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  asked.at(-1)!.onRefused(IN_USE);
  await tunnel.stop();
  expect(clock.waiting).toBe(0);
  expect(tunnel.status.state).toBe('stopped');
});

it('a start waits until the run before it is over', async () => {
  const over = withResolvers<void>();
  const { tunnel, asked } = tunnelOf(new ManualClock(), () => over.promise);
  tunnel.start();
  await settle();
  void tunnel.stop();
  tunnel.start();
  await settle();
  expect(asked).toHaveLength(1);
  over.resolve();
  await settle();
  expect(asked).toHaveLength(2);
});

it('counts each run anew, but for who is still there', async () => {
  const { tunnel, asked } = tunnelOf(new ManualClock());
  tunnel.start();
  await settle();
  const [left, stays] = [asked[0]!.onStream(), asked[0]!.onStream()];
  left.onBytes?.('sent', 10);
  left.onEnd({ kind: 'done' });
  stays.onBytes?.('received', 7);
  expect(tunnel.status).toMatchObject({ open: 1, total: 2 });
  expect(tunnel.status.up! + tunnel.status.down!).toBe(17);
  await tunnel.stop();
  tunnel.start();
  await settle();
  expect(tunnel.status).toMatchObject({ open: 1, total: 0, up: 0, down: 0 });
});

it('tells whoever listens of each change, and of nothing when they don’t any more', async () => {
  const { tunnel, asked, watchers, link } = tunnelOf(new ManualClock());
  const seen: string[] = [];
  const stop = tunnel.subscribe(() => {
    const { state, open, error } = tunnel.status;
    seen.push([state, open, error?.code ?? ''].join(' ').trim());
  });
  tunnel.start();
  tunnel.start(); // it is started
  await settle();
  const last = (change: () => void): string[] => (seen.splice(0), change(), seen);
  expect(last(() => asked[0]!.onListening(loopback(9000)))).toEqual(['running 0']);
  let stream!: ReturnType<RemoteListenerEvents['onStream']>;
  expect(last(() => (stream = asked[0]!.onStream()))).toEqual(['running 1']);
  const refused = {
    kind: 'reset',
    by: 'here',
    code: 'target-refused',
    said: told('No.'),
  } as const;
  expect(last(() => stream.onEnd(refused))).toEqual(['running 0', 'running 0 target-refused']);
  link.condition = 'cut';
  expect(last(() => watchers.forEach((watcher) => watcher()))).toEqual([
    'waiting 0 target-refused',
  ]);
  link.condition = 'online';
  asked[0]!.onListening(loopback(9000));
  expect(last(() => asked[0]!.onRefused(IN_USE))).toEqual(['failed 0 port-in-use']);
  seen.splice(0);
  await tunnel.stop();
  expect(seen).toEqual(['stopped 0']);
  expect(last(() => tunnel.start())).toContain('starting 0');
  stop();
  expect(last(() => void tunnel.stop())).toEqual([]);
});

it('hears nothing of the link any more when it is stopped', async () => {
  const { tunnel, watchers } = tunnelOf(new ManualClock());
  tunnel.start();
  expect(watchers.size).toBe(1);
  await tunnel.stop();
  expect(watchers.size).toBe(0);
});

it('listens nowhere while the link is cut, and where the agent says when it is back', async () => {
  const { tunnel, asked, watchers, link } = tunnelOf(new ManualClock());
  tunnel.start();
  await settle();
  asked[0]!.onListening(loopback(9000));
  link.condition = 'cut';
  for (const watcher of watchers) watcher();
  expect(tunnel.status).toMatchObject({ state: 'waiting', listening: null });
  link.condition = 'online';
  for (const watcher of watchers) watcher();
  expect(tunnel.status.state).toBe('starting');
  asked[0]!.onListening(loopback(9001));
  expect(tunnel.status).toMatchObject({ state: 'running', listening: { port: 9001 } });
});

it('is as patient after a cut, a long while after it ran', async () => {
  const clock = new ManualClock();
  const { tunnel, asked, link, watchers } = tunnelOf(clock);
  tunnel.start(true);
  await settle();
  asked.at(-1)!.onRefused(IN_USE);
  clock.advance(1_000);
  asked.at(-1)!.onListening(loopback(9000));
  clock.advance(3_600_000);
  for (link.condition of ['cut', 'online']) for (const watcher of watchers) watcher();
  asked.at(-1)!.onRefused(IN_USE);
  expect(tunnel.status.state).toBe('starting');
  clock.advance(1_000);
  expect(asked).toHaveLength(3);
});
