// A shell on an agent whose link is the test's own: what it says while there is no connection, what
// becomes of what is typed then, and that nothing of it is left behind.
import { describe, expect, it } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import type { LinkListener, LinkStatus } from '../../../core/client/agentConnection.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import type { ConnectionHold } from '../../../electron/agents/agentConnections.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { Shell } from '../../../electron/shell.ts';
import { type AgentShell, keptShells } from '../../../electron/shells/agentShell.ts';
import type { Answerer, DialogueListener } from '../../../electron/ssh/dialogue.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { told } from '../../support/told.ts';
import { says } from '../../support/says.ts';
import { inWords } from '../../../words/said.ts';
import { agentHost } from './hosts.ts';

const SIZE = { cols: 80, rows: 24 };
const SESSION = 'a'.repeat(32);

/** A link without an agent: is in whatever state the test says. */
class Link {
  status: LinkStatus = {
    ...{ state: 'connecting', attempt: 1, nextTryAt: null, failure: null, shutDown: false },
    ...{ roundTripMs: null, usualMs: null, lag: null, silentMs: 0, silenceMs: 0 },
  };
  client = undefined;
  readonly listeners = new Set<LinkListener>();
  readonly asked: string[] = [];

  subscribe(listener: LinkListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  reconnectNow(): void {
    this.asked.push('now');
  }
  stopTrying(): void {
    this.asked.push('stop');
  }
  becomes(change: Partial<LinkStatus>): void {
    Object.assign(this.status, change);
    for (const { onChange } of [...this.listeners]) onChange();
  }
}

interface How {
  as?: 'owner' | 'guest';
  host?: Partial<StoredHost>;
  previous?: Shell;
  session?: string;
  /** Where ssh asks, if it lies between. */
  seat?: Partial<Answerer>;
}

function setUp({ as, host = {}, previous, session, seat }: How = {}) {
  const [clock, link] = [new ManualClock(), new Link()];
  const holds: { runs: boolean; released: number }[] = [];
  let heard: DialogueListener | undefined;
  const left: string[] = [];
  const acquire = (_host: StoredHost, runs: boolean): ConnectionHold => {
    const hold = { runs, released: 0 };
    holds.push(hold);
    const beAsked = (listener: DialogueListener): Answerer => {
      heard = listener;
      return {
        news: undefined,
        question: '',
        heldUp: null,
        answer: (bytes) => bytes,
        leave: () => left.push('seat'),
        ...seat,
      };
    };
    const release = (): Promise<void> => Promise.resolve(void hold.released++);
    return { connection: link, release, ...(seat && { beAsked }) } as unknown as ConnectionHold;
  };
  const make = keptShells(acquire, clock, undefined, as);
  const shell = make(agentHost(host), previous ?? null, session) as AgentShell;
  return { clock, link, holds, shell, left, hear: () => heard! };
}

describe('before there is a connection', () => {
  it('it takes one share, once, and says how the link stands', () => {
    const { shell, link, holds } = setUp();
    shell.start(SIZE);
    shell.start(SIZE);
    expect([holds, link.listeners.size]).toEqual([[{ runs: false, released: 0 }], 1]);
    expect(shell.state).toMatchObject({
      state: 'connecting',
      message: says('Connecting…'),
      kept: false,
    });
    link.becomes({ state: 'authenticating' });
    expect(shell.state.state).toBe('authenticating');
    link.becomes({ state: 'online', roundTripMs: 20 }); // the shell isn't there yet
    expect(shell.state.state).toBe('authenticating');
  });

  it('it is asked for at the size that it has by then, with 4 MiB of output under way at most', () => {
    const { shell, link } = setUp();
    shell.start(SIZE);
    shell.resize({ cols: 100, rows: 30 });
    const asked: object[] = [];
    const remote = { inputReady: () => undefined };
    const client = { open: (_cursor: unknown, view: object) => (asked.push(view), remote) };
    for (const { onClient } of link.listeners) onClient(client as unknown as AgentClient);
    const program = { command: [], cwd: '', env: {} };
    expect(asked).toMatchObject([{ cols: 100, rows: 30, window: 4 * 1024 * 1024, ...program }]);
  });

  it('what is typed waits for it, and is told after a moment', async () => {
    const { shell, clock } = setUp();
    shell.start(SIZE);
    await shell.write(Buffer.from('abc'));
    expect([shell.cursor.input.size, shell.state.pendingInput]).toEqual([3, 0]);
    clock.advance(150);
    expect(shell.state.pendingInput).toBe(3);
    shell.cursor.input.takeUp(3); // the agent has it
    clock.advance(10_000);
    expect([shell.state.pendingInput, clock.waiting]).toEqual([0, 0]);
    await shell.write(Buffer.from('d'));
    clock.advance(150);
    await shell.close();
    expect(clock.waiting).toBe(0);
    await expect(shell.write(Buffer.from('x'))).rejects.toThrow('the shell has ended');
  });

  it('what is typed is bounded, and waits for room until it ends', async () => {
    const { shell } = setUp();
    shell.start(SIZE);
    const piece = new Uint8Array(512 * 1024);
    await shell.write(piece);
    await shell.write(piece);
    let over = false;
    const more = shell.write(piece).finally(() => (over = true));
    more.catch(() => undefined);
    await settle();
    expect([over, shell.cursor.input.size]).toEqual([false, 2 * piece.byteLength]);
    await shell.close();
    await expect(more).rejects.toThrow('the shell has ended');
  });

  it('whoever may only watch types nothing', async () => {
    const { shell, clock } = setUp({ as: 'guest', host: { role: 'viewer' }, session: SESSION });
    shell.start(SIZE);
    await shell.write(Buffer.from('abc'));
    expect([shell.cursor.input.size, clock.waiting]).toEqual([0, 0]);
    const editor = setUp({ as: 'guest', host: { role: 'editor' }, session: SESSION }).shell;
    editor.start(SIZE);
    await editor.write(Buffer.from('abc'));
    expect(editor.cursor.input.size).toBe(3);
  });

  it('nothing runs in front, as far as anybody knows', async () => {
    const { shell } = setUp();
    expect(await shell.foreground()).toBe('');
    shell.start(SIZE);
    expect(await shell.foreground()).toBe('');
  });
});

describe('a shell that is known to run', () => {
  it('is kept, and worth waiting for', () => {
    const { shell, holds } = setUp({ session: SESSION });
    expect([shell.session, shell.state.kept]).toEqual([SESSION, true]);
    shell.start(SIZE);
    expect(holds).toMatchObject([{ runs: true }]);
    const fresh = setUp().shell;
    expect([fresh.session, fresh.state.kept]).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      false,
    ]);
    expect(setUp({ as: 'guest' }).shell.session).toBeUndefined();
    expect(setUp({ as: 'guest', session: SESSION }).shell.session).toBe(SESSION);
  });

  it('isn’t any more once it is told that it ended, or its agent says so', () => {
    const { shell } = setUp({ session: SESSION });
    shell.tellEnd();
    expect([shell.endTold, shell.state.kept]).toEqual([true, false]);
    const other = setUp({ session: SESSION });
    other.shell.start(SIZE);
    other.link.becomes({ state: 'reconnecting', shutDown: true });
    expect([other.shell.endTold, other.shell.state.kept]).toEqual([true, false]);
    expect(inWords(other.shell.state.hint)).toMatch(/^The shell has ended with it/);
    other.link.becomes({ shutDown: false }); // it has been told for good
    expect(inWords(other.shell.state.hint)).toMatch(/^The shell has ended with it/);
  });
});

describe('while the link is away', () => {
  it('says why, and when it tries again, and is hurried or stopped by whoever asks', () => {
    const { shell, link, clock } = setUp({ session: SESSION });
    shell.start(SIZE);
    const failure = new ConnectFailure('refused', told('Nobody listens there.'), null);
    link.becomes({ state: 'reconnecting', attempt: 3, nextTryAt: clock.now() + 700, failure });
    expect(shell.state).toMatchObject({
      ...{
        state: 'reconnecting',
        message: says('Nobody listens there.'),
        attempt: 3,
        nextTryInMs: 700,
      },
      hint: says(/^The shell keeps running there\./),
    });
    shell.reconnectNow();
    shell.stopTrying();
    expect(link.asked).toEqual(['now', 'stop']);
    link.becomes({ state: 'connecting' });
    expect(shell.state).toMatchObject({ attempt: null, nextTryInMs: null });
  });

  it('promises nothing for typing to whoever may only watch', () => {
    const hint = (role: 'viewer' | 'editor', failure: ConnectFailure | null): string => {
      const { shell, link } = setUp({ as: 'guest', host: { role }, session: SESSION });
      shell.start(SIZE);
      link.becomes({ state: 'reconnecting', failure });
      return inWords(shell.state.hint);
    };
    expect(hint('editor', null)).toContain('What you type now is sent');
    expect(hint('viewer', null)).not.toContain('What you type');
    const passing = new ConnectFailure('refused', told('Nobody listens there.'), told('Start it.'));
    expect(hint('viewer', passing)).not.toContain('What you type');
  });
});

describe('its end', () => {
  it('comes with the link’s, in its words, and gives its share back', async () => {
    const { shell, link, holds, clock } = setUp({ session: SESSION });
    shell.start(SIZE);
    await shell.write(Buffer.from('abc'));
    const failure = new ConnectFailure('wrong-token', told('Wrong.'), told('Pair again.'));
    link.becomes({ state: 'failed', failure });
    await settle();
    expect(shell.state).toMatchObject({
      ...{
        state: 'failed',
        message: says('Wrong.'),
        hint: says('Pair again.'),
        canReconnect: true,
        kept: true,
      },
    });
    expect([holds[0]!.released, link.listeners.size, clock.waiting]).toEqual([1, 0, 0]);
    expect([shell.output.closed, shell.gone]).toEqual([true, false]);
    link.becomes({ state: 'online' });
    shell.start(SIZE);
    expect([shell.state.state, holds.length]).toEqual(['failed', 1]);
  });

  it('by closing and by detaching is told once, whoever comes second', async () => {
    const closed = setUp();
    closed.shell.start(SIZE);
    await closed.shell.close();
    await closed.shell.detach();
    expect(closed.shell.state).toMatchObject({ state: 'closed', message: says('Closed.') });
    expect([closed.holds[0]!.released, closed.link.listeners.size]).toEqual([1, 0]);
    const kept = setUp({ session: SESSION });
    kept.shell.start(SIZE);
    await kept.shell.detach();
    expect(inWords(kept.shell.state.message)).toBe('Detached. The shell keeps running there.');
    const unknown = setUp();
    await unknown.shell.detach();
    expect([unknown.shell.state.message, unknown.holds]).toEqual([says('Detached.'), []]);
  });
});

describe('a tab in which another shell was before', () => {
  it('goes on with the same one while that lives, and what the window still has to parse', () => {
    const before = setUp({ session: SESSION }).shell;
    const { shell } = setUp({ previous: before });
    expect(shell.cursor).toBe(before.cursor);
    expect([shell.company, shell.session]).toEqual([before.company, SESSION]);
    const other = setUp({ session: 'b'.repeat(32) }).shell;
    expect(other.cursor).not.toBe(before.cursor);
  });
});

describe('where ssh lies between', () => {
  it('its questions are shown, its words stand in the tab, and it is answered first', async () => {
    const answers: string[] = [];
    const seat = {
      news: { state: 'authenticating', message: says('Waiting for your answer.') } as const,
      answer: (bytes: Uint8Array) =>
        answers.push(Buffer.from(bytes).toString()) < 2 ? new Uint8Array() : bytes,
    };
    const { shell, hear, left } = setUp({ seat });
    shell.start(SIZE);
    hear().onText(Buffer.from('Password: '));
    hear().onChange();
    const shown = (await shell.output.receive()) as Uint8Array;
    expect(Buffer.from(shown).toString()).toBe('Password: ');
    expect(shell.state).toMatchObject(seat.news);
    await shell.write(Buffer.from('secret'));
    expect([answers, shell.cursor.input.size]).toEqual([['secret'], 0]);
    await shell.write(Buffer.from('ls'));
    expect(shell.cursor.input.size).toBe(2);
    await shell.close();
    expect(left).toEqual(['seat']);
  });
});
