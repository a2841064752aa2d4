// A connection that comes back: what becomes of each attempt and of each connection, on a clock
// and on connections that do as the test says. `redial.test.ts` has it with real ones.
import { describe, expect, it } from 'vitest';
import { failure, ConnectionRig, type MemoryClient } from '../../support/connectionRig.ts';
import { settle } from '../../support/manualClock.ts';
import { says } from '../../support/says.ts';
import { say } from '../../../words/said.ts';

/** Attempts that nobody has given up. */
const wanted = ({ dials }: ConnectionRig): number =>
  dials.filter((dial) => !dial.signal.aborted).length;

describe('the first connection', () => {
  it('is dialled once, and stands when the agent has answered', async () => {
    const rig = new ConnectionRig();
    expect(rig.dials).toHaveLength(1);
    expect(rig.connection.status).toEqual({
      ...{ state: 'connecting', attempt: 1, nextTryAt: null, failure: null, shutDown: false },
      ...{ roundTripMs: null, usualMs: null, lag: null, silentMs: 0, silenceMs: 0 },
    });
    rig.last.onDialed();
    expect(rig.connection.status.state).toBe('authenticating');
    const client = await rig.last.succeed();
    expect(rig.connection.status).toMatchObject({
      state: 'online',
      failure: null,
      nextTryAt: null,
    });
    expect([rig.connection.client, rig.clients]).toEqual([client, [client]]);
    expect(client.closed).toBe(0);
  });

  it('that fails says why, and is tried again only when somebody asks', async () => {
    const rig = new ConnectionRig();
    const why = failure();
    await rig.last.fail(why);
    expect(rig.connection.status).toMatchObject({ state: 'failed', failure: why, attempt: 0 });
    rig.connection.wake();
    rig.clock.advance(60_000);
    expect([rig.dials.length, rig.clock.waiting]).toEqual([1, 0]);
    rig.connection.reconnectNow();
    expect([rig.dials.length, rig.connection.status.state]).toEqual([2, 'connecting']);
  });

  it('fails in words for what nobody foresaw', async () => {
    const rig = new ConnectionRig();
    await rig.last.fail(new Error('odd'));
    expect(rig.connection.status.failure?.message).toContain('odd');
  });

  it.each(['patient from the beginning', 'made patient'])('is waited for where %s', async (how) => {
    const rig = new ConnectionRig({ patient: how !== 'made patient' });
    if (how === 'made patient') rig.connection.bePatient();
    await rig.last.fail(failure('unknown-host'));
    expect(rig.connection.status).toMatchObject({ state: 'reconnecting', nextTryAt: 250 });
    rig.clock.advance(250);
    expect(rig.dials).toHaveLength(2);
  });
});

describe('a connection that is lost', () => {
  it('is dialled at once, and every half second while nothing answers', async () => {
    const rig = new ConnectionRig();
    const why = failure('lost');
    await rig.cut(why);
    expect(rig.connection.status).toMatchObject({
      state: 'reconnecting',
      failure: why,
      attempt: 1,
    });
    expect(rig.connection.client).toBeUndefined();
    for (const dials of [2, 3, 4]) {
      expect(rig.dials).toHaveLength(dials);
      rig.clock.advance(499);
      expect(rig.dials).toHaveLength(dials);
      rig.clock.advance(1);
    }
  });

  it('is dialled less and less often where somebody says no, and at once after that', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    for (const wait of [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      await rig.last.fail(failure());
      expect(rig.connection.status.nextTryAt! - rig.clock.now()).toBe(wait);
      rig.clock.advance(wait);
    }
    const before = rig.dials.length;
    rig.connection.reconnectNow();
    expect(rig.dials).toHaveLength(before + 1);
    expect(rig.connection.status.nextTryAt! - rig.clock.now()).toBe(500);
  });

  it('forgets who said no before it stood again', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    for (let times = 0; times < 4; times++) {
      await rig.last.fail(failure());
      rig.clock.advance(rig.connection.status.nextTryAt! - rig.clock.now());
    }
    const client = await rig.last.succeed();
    client.lose(failure('lost'));
    await settle();
    expect(rig.connection.status.nextTryAt! - rig.clock.now()).toBe(500);
    await rig.last.fail(failure());
    expect(rig.connection.status.nextTryAt! - rig.clock.now()).toBe(250);
  });

  it('is dialled by eight at once, of which the oldest is given up for a ninth', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    rig.clock.advance(7 * 500);
    expect(wanted(rig) - 1).toBe(8); // the first of all was answered
    rig.clock.advance(500);
    expect(wanted(rig) - 1).toBe(8);
    expect(rig.dials[1]!.signal.aborted).toBe(true);
    const { failure: before } = rig.connection.status;
    await rig.dials[1]!.fail(failure('cancelled'));
    expect(rig.connection.status.failure).toBe(before);
  });

  it('stands again, and nothing is left of the other attempts', async () => {
    const rig = new ConnectionRig();
    const first = await rig.cut();
    rig.clock.advance(500);
    const [, slower, faster] = rig.dials;
    const client = await faster!.succeed();
    expect(rig.connection.status).toMatchObject({ state: 'online', failure: null });
    expect([rig.connection.client, rig.clients]).toEqual([client, [first, client]]);
    expect(slower!.signal.aborted).toBe(true);
    const late = await slower!.succeed();
    expect([late.closed, client.closed, rig.clients.length]).toEqual([1, 0, 2]);
    expect(rig.connection.client).toBe(client);
  });

  it('learns nothing new of an attempt without any answer', async () => {
    const rig = new ConnectionRig();
    const why = failure('lost');
    await rig.cut(why);
    const { nextTryAt } = rig.connection.status;
    await rig.last.fail(failure('timeout'));
    expect(rig.connection.status).toMatchObject({ failure: why, nextTryAt });
  });

  it('counts who takes the connection and says nothing as one who says no, once', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    const mute = rig.last;
    mute.onConnected!();
    rig.clock.advance(500);
    expect(rig.connection.status.nextTryAt! - rig.clock.now()).toBe(250);
    const { nextTryAt } = rig.connection.status;
    const why = failure('timeout');
    await mute.fail(why);
    expect(rig.connection.status).toMatchObject({ failure: why, nextTryAt });
  });

  it('is given up for the agent’s own proved word alone', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    await rig.last.fail(failure('wrong-token'));
    expect(rig.connection.status.state).toBe('reconnecting');
    rig.clock.advance(250);
    await rig.last.fail(failure('wrong-token').asProven());
    expect(rig.connection.status.state).toBe('failed');
    expect([wanted(rig) <= rig.dials.length, rig.clock.waiting]).toEqual([true, 0]);
  });

  it('is not dialled where the agent ended it for good', async () => {
    const rig = new ConnectionRig();
    await rig.cut(failure('replaced').asProven());
    expect([rig.connection.status.state, rig.dials.length, rig.clock.waiting]).toEqual([
      'failed',
      1,
      0,
    ]);
  });

  it('remembers that the agent was shut down until it is there again', async () => {
    const rig = new ConnectionRig();
    await rig.cut(failure('shut-down'));
    await rig.last.fail(failure());
    expect(rig.connection.status).toMatchObject({ shutDown: true, failure: { kind: 'refused' } });
    rig.clock.advance(250);
    await rig.last.succeed();
    expect(rig.connection.status.shutDown).toBe(false);
  });
});

describe('whoever listens', () => {
  it('hears nothing where nothing has changed', async () => {
    const rig = new ConnectionRig();
    await rig.last.fail(failure());
    const before = rig.changes;
    rig.connection.wake();
    rig.connection.stopTrying();
    expect(rig.changes).toBe(before);
  });

  it('hears of each attempt, also where the state stays', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    for (const change of [() => rig.clock.advance(500), () => rig.connection.reconnectNow()]) {
      const { changes } = rig;
      const { attempt } = rig.connection.status;
      change();
      expect([rig.changes > changes, rig.connection.status.attempt]).toEqual([true, attempt + 1]);
    }
    const { changes } = rig;
    await rig.last.fail(failure());
    expect(rig.changes).toBeGreaterThan(changes);
  });

  it('hears of each round trip, and of each second of a silence', async () => {
    const rig = new ConnectionRig();
    const client = await rig.online();
    let { changes } = rig;
    rig.last.onRoundTrip(40);
    expect(rig.changes).toBeGreaterThan(changes);
    client.silentMs = 6_000;
    rig.connection.look();
    for (let second = 7; second < 10; second++) {
      ({ changes } = rig);
      client.silentMs = second * 1_000;
      rig.clock.advance(1_000);
      expect([rig.changes > changes, rig.connection.status.silenceMs]).toEqual([
        true,
        second * 1_000,
      ]);
    }
  });

  it('hears of a late answer to an attempt that was counted, and nothing is planned anew', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    const mute = rig.last;
    mute.onConnected!();
    rig.clock.advance(500);
    const [{ changes }, { nextTryAt }] = [rig, rig.connection.status];
    await mute.fail(failure('timeout'));
    expect([rig.changes > changes, rig.connection.status.nextTryAt]).toEqual([true, nextTryAt]);
  });
});

describe('a wake-up', () => {
  it.each([
    ['is asked, and given up when it doesn’t answer', false, say('no-answer-after-waking')],
    ['that answers stays', true, undefined],
  ])('a connection that stands %s', async (_what, heard, givenUp) => {
    const rig = new ConnectionRig();
    const client = await rig.online();
    rig.connection.wake();
    expect(client.probes).toBe(1);
    client.heard = heard;
    rig.clock.advance(1_499);
    expect(client.givenUp).toBeUndefined();
    rig.clock.advance(1);
    expect(client.givenUp).toEqual(givenUp);
  });

  it.each(['closed', 'lost'])('leaves no timer for a connection that is %s since', async (how) => {
    const rig = new ConnectionRig();
    const client = await rig.online();
    rig.connection.wake();
    if (how === 'lost') client.lose(failure('replaced').asProven());
    else void rig.connection.close();
    await settle();
    expect(rig.clock.waiting).toBe(0);
  });

  it('dials at once where there is none', async () => {
    const rig = new ConnectionRig();
    await rig.cut();
    await rig.last.fail(failure());
    rig.connection.wake();
    expect(rig.dials).toHaveLength(3);
  });
});

describe('a connection that lags', () => {
  async function lagging(): Promise<{ rig: ConnectionRig; client: MemoryClient }> {
    const rig = new ConnectionRig();
    const client = await rig.online();
    client.silentMs = 6_000;
    rig.connection.look();
    expect(rig.connection.status).toMatchObject({
      state: 'lagging',
      lag: 'silence',
      silentMs: 6_000,
    });
    return { rig, client };
  }

  it('is online again when it is well', async () => {
    const { rig, client } = await lagging();
    client.silentMs = 0;
    rig.clock.advance(10_000);
    expect(rig.connection.status).toMatchObject({ state: 'online', lag: null });
  });

  it('is left for a new one where somebody asks, and its end is no second loss', async () => {
    const { rig, client } = await lagging();
    rig.connection.reconnectNow();
    await settle();
    expect([client.closed, rig.dials.length, rig.connection.status.failure]).toEqual([1, 2, null]);
    const next = await rig.last.succeed();
    client.go();
    await settle();
    expect([rig.connection.status.state, rig.connection.client]).toEqual(['online', next]);
  });
});

describe('the end', () => {
  it('ends the connection, and resolves when its socket is gone', async () => {
    const rig = new ConnectionRig();
    const client = await rig.online();
    let over = false;
    const closing = rig.connection.close().then(() => (over = true));
    await settle();
    expect([client.closed, over, rig.connection.status.state]).toEqual([1, false, 'closed']);
    client.go();
    await closing;
    expect([rig.clock.waiting, rig.connection.status.state]).toEqual([0, 'closed']);
  });

  it('waits for the socket of a connection that was lost, too', async () => {
    const rig = new ConnectionRig();
    const client = await rig.cut();
    let over = false;
    const closing = rig.connection.close().then(() => (over = true));
    await settle();
    expect([over, wanted(rig) - 1, rig.clock.waiting]).toEqual([false, 0, 0]);
    client.go();
    await closing;
  });

  it('closes what comes to stand afterwards', async () => {
    const rig = new ConnectionRig();
    await rig.connection.close();
    const late = await rig.last.succeed();
    expect([late.closed, rig.clients.length, rig.connection.client]).toEqual([1, 0, undefined]);
  });

  it('leaves no timer where a listener closes the connection as it comes to stand', async () => {
    const rig = new ConnectionRig();
    rig.connection.subscribe({
      onChange: () => undefined,
      onClient: () => void rig.connection.close(),
    });
    const client = await rig.online();
    expect([client.closed, rig.clock.waiting]).toEqual([1, 0]);
  });

  it('of trying is told as such, but where there is a better reason', async () => {
    const rig = new ConnectionRig();
    rig.connection.stopTrying();
    expect(rig.connection.status).toMatchObject({
      state: 'failed',
      failure: {
        kind: 'cancelled',
        said: says('You stopped trying.'),
        advice: says('Reconnect to try again.'),
      },
    });
    expect(rig.last.signal.aborted).toBe(true);
    const other = new ConnectionRig();
    await other.cut(failure('unreachable'));
    other.connection.stopTrying();
    expect(other.connection.status).toMatchObject({
      state: 'failed',
      failure: { kind: 'unreachable' },
    });
    expect(other.clock.waiting).toBe(0);
  });

  it('is told to nobody who doesn’t listen any more', async () => {
    const rig = new ConnectionRig();
    let told = 0;
    rig.connection.subscribe({ onChange: () => told++, onClient: () => told++ })();
    await rig.online();
    expect([told, rig.changes > 0]).toEqual([0, true]);
  });
});
