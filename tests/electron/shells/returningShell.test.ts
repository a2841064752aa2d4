// A shell that comes back by itself, on a clock of the test's: when it tries, how long it waits,
// what ends that, and that it leaves no timer behind.
import { beforeEach, describe, expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import type { ShellState } from '../../../electron/shell.ts';
import { ReturningShell, type KeptProgram } from '../../../electron/shells/returningShell.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { ScriptedShell } from '../../support/scriptedShell.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';
import { told } from '../../support/told.ts';

const SIZE = { cols: 90, rows: 20 };

let clock: ManualClock;
let made: { shell: ScriptedShell; unattended: boolean }[];
let afterwards: 'again' | 'ask' | 'never';

beforeEach(() => {
  clock = new ManualClock();
  made = [];
  afterwards = 'again';
});

function idle(kept?: KeptProgram): ReturningShell {
  return new ReturningShell({
    clock,
    random: () => 0,
    attempt: (unattended) => {
      const attempt = new ScriptedShell();
      made.push({ shell: attempt, unattended });
      return { shell: attempt, afterwards: () => afterwards };
    },
    ...(kept && { kept }),
  });
}

function start(kept?: KeptProgram): ReturningShell {
  const shell = idle(kept);
  shell.start(SIZE);
  return shell;
}

const last = (): ScriptedShell => made.at(-1)!.shell;
const fails = (message = 'Lost.', more: Partial<ShellState> = {}): void =>
  last().becomes('failed', { message: told(message), ...more });

/** One whose connection stood and was lost. */
function away(kept?: KeptProgram): ReturningShell {
  const shell = start(kept);
  last().becomes('online', { message: told('Connected.'), kept: kept !== undefined });
  fails();
  return shell;
}

describe('waiting', () => {
  it('is longer after each refusal in a row, up to a bound', () => {
    const shell = away();
    const waits: (number | null)[] = [];
    for (let n = 0; n < 7; n++) {
      waits.push(shell.state.nextTryInMs);
      clock.advance(shell.state.nextTryInMs!);
      fails('Refused.');
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(shell.state).toMatchObject({
      state: 'reconnecting',
      message: says('Refused.'),
      attempt: 8,
    });
  });

  it('begins anew when somebody asks for it now, and the old wait is over', () => {
    const shell = away();
    for (let n = 0; n < 4; n++) {
      clock.advance(shell.state.nextTryInMs!);
      fails('Refused.');
    }
    expect(shell.state.nextTryInMs).toBe(4_000);
    const before = made.length;
    shell.reconnectNow();
    expect([made.length, shell.state.nextTryInMs, clock.waiting]).toEqual([before + 1, 0, 0]);
    fails('Refused.');
    expect([shell.state.nextTryInMs, clock.waiting]).toEqual([250, 1]);
  });

  it('begins anew after a connection that stood', async () => {
    const shell = away();
    for (let n = 0; n < 3; n++) {
      clock.advance(shell.state.nextTryInMs!);
      fails();
    }
    clock.advance(shell.state.nextTryInMs!);
    last().becomes('online', { message: told('Connected.') });
    expect(shell.state).toMatchObject({ state: 'online', attempt: null, nextTryInMs: null });
    fails('Lost again.');
    expect(shell.state).toMatchObject({
      nextTryInMs: 250,
      attempt: 1,
      message: says('Lost again.'),
    });
    await shell.close();
  });

  it('is for connections that stood, and not asked for where none is lost', async () => {
    const shell = start();
    shell.reconnectNow();
    shell.stopTrying();
    expect(made).toHaveLength(1);
    fails('No such host.');
    await settle();
    expect(shell.state).toMatchObject({ state: 'failed', message: says('No such host.') });
    expect(clock.waiting).toBe(0);
  });
});

describe('an attempt that asks in the pane', () => {
  it('shows its question, takes the answer, and stands; or ends where nobody wants it', async () => {
    const shell = new ReturningShell({
      ...{ clock, random: () => 0 },
      attempt: (unattended) => {
        const attempt = new ScriptedShell();
        made.push({ shell: attempt, unattended });
        return { shell: attempt, afterwards: () => afterwards, asks: true };
      },
    });
    shell.start(SIZE);
    last().becomes('online');
    fails();
    clock.advance(250);
    last().becomes('authenticating', { message: told('Asked.') });
    expect(shell.state).toMatchObject({ state: 'authenticating', message: says('Asked.') });
    await last().prints('Password:');
    const question = (async () => {
      for await (const shown of shell.output)
        if (shown instanceof Uint8Array) return Buffer.from(shown).toString();
      return '';
    })();
    expect(await question).toBe('Password:');
    await shell.write(Buffer.from('an answer'));
    expect(last().typed).toBe('an answer');
    last().becomes('connecting');
    expect(shell.state).toMatchObject({ state: 'reconnecting', nextTryInMs: 0 });
    last().becomes('online');
    expect(shell.state).toMatchObject({ state: 'online', nextTryInMs: null });
    fails();
    clock.advance(250);
    last().becomes('authenticating');
    afterwards = 'ask';
    fails();
    await settle();
    expect(shell.state).toMatchObject({ state: 'failed', message: { code: 'login-needs-answer' } });
    expect(clock.waiting).toBe(0);
  });
});

describe('an attempt', () => {
  it('is unattended but for the first, of the latest size, and closes the one before it', () => {
    const shell = away();
    shell.resize({ cols: 100, rows: 30 });
    clock.advance(250);
    expect(made.map(({ unattended }) => unattended)).toEqual([false, true]);
    expect(made[0]!.shell.sizes[0]).toEqual({ cols: 90, rows: 20 });
    expect(shell.state).toMatchObject({ attempt: 1, nextTryInMs: 0 });
    expect(last().sizes).toEqual([{ cols: 100, rows: 30 }]);
    shell.reconnectNow();
    expect(made).toHaveLength(3);
    expect(made[1]!.shell.closed).toBe(true);
  });

  it('is told of a new size for as long as it is there', async () => {
    const shell = idle();
    shell.resize({ cols: 100, rows: 30 });
    shell.start(SIZE);
    shell.resize({ cols: 70, rows: 10 });
    expect(last().sizes).toEqual([SIZE, { cols: 70, rows: 10 }]);
    await shell.close();
    shell.resize(SIZE);
    expect(last().sizes).toHaveLength(2);
  });

  it.each(['ask', 'never'] as const)('after which “%s” is the last', async (what) => {
    const shell = away();
    clock.advance(250);
    afterwards = what;
    fails('Permission denied.', { canReconnect: true });
    await settle();
    const message = what === 'ask' ? /needs your answer/ : /^Permission denied.$/;
    expect(shell.state).toMatchObject({ state: 'failed', message: says(message) });
    expect(clock.waiting).toBe(0);
  });

  it('that asks something is given up, and somebody is told', async () => {
    const shell = away();
    clock.advance(250);
    last().becomes('authenticating');
    await settle();
    expect(inWords(shell.state.message)).toMatch(/needs your answer/);
    expect([last().closed, clock.waiting]).toEqual([true, 0]);
  });

  it('that was abandoned has nothing more to say', () => {
    const shell = away();
    clock.advance(250);
    const old = last();
    shell.reconnectNow();
    old.becomes('online', { message: told('Too late.') });
    expect(shell.state).toMatchObject({ state: 'reconnecting', message: says('Lost.') });
  });
});

it('advice goes with what it was about', () => {
  const shell = away();
  clock.advance(250);
  fails('The port is closed.', { hint: told('Start the server.') });
  expect(inWords(shell.state.hint)).toMatch(/^Start the server. It will be a new shell/);
  clock.advance(500);
  last().becomes('online');
  fails();
  expect(inWords(shell.state.hint)).toMatch(/^It will be a new shell/);
});

describe('while it is away', () => {
  it('what is typed goes nowhere, and nothing is in front', async () => {
    const shell = start();
    last().becomes('online');
    await shell.write(Buffer.from('a'));
    expect(await shell.foreground()).toBe('vim');
    fails();
    await shell.write(Buffer.from('b'));
    expect(await shell.foreground()).toBe('');
    expect(last().typed).toBe('a');
  });

  it('what is typed waits before that until the program has it, or the connection is lost', async () => {
    const shell = start();
    last().becomes('online');
    const [taken, lost] = [withResolvers<void>(), withResolvers<void>()];
    const done: string[] = [];
    for (const [name, { promise }] of Object.entries({ taken, lost })) {
      last().write = () => promise;
      void shell.write(Buffer.from('a')).then(() => done.push(name));
    }
    await settle();
    expect(done).toEqual([]);
    taken.resolve();
    await settle();
    expect(done).toEqual(['taken']);
    fails();
    lost.reject(new Error('the shell has ended')); // that one; it comes back
    await settle();
    expect(done).toEqual(['taken', 'lost']);
  });

  it('its output goes on where it was, with a mark and a word that it is a new shell', async () => {
    const shell = start();
    last().becomes('online');
    await last().prints('old');
    fails();
    clock.advance(250);
    last().becomes('online');
    await last().prints('new');
    const shown: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      const item = await shell.output.receive();
      shown.push(item instanceof Uint8Array ? Buffer.from(item).toString() : item);
    }
    const text = expect.stringContaining('This is a new shell');
    expect(shown).toEqual(['old', { type: 'fresh' }, { type: 'note', text }, 'new']);
  });

  it('says so, and what that means, where it is kept and where it isn’t', () => {
    expect(inWords(away().state.hint)).toBe(
      'It will be a new shell. What you type until then is not kept.',
    );
    const kept = away({ session: 'one', end: () => Promise.resolve() });
    expect(inWords(kept.state.hint)).toMatch(/^The shell keeps running there/);
    expect(kept.session).toBe('one');
  });
});

describe('its end', () => {
  it('leaves no timer and no connection, whoever wants it', async () => {
    const ends: ((shell: ReturningShell) => unknown)[] = [
      (shell) => shell.close(),
      (shell) => shell.stopTrying(),
      (shell) => shell.detach!(),
    ];
    for (const end of ends) {
      const shell = away({ session: 'one', end: () => Promise.resolve() });
      expect(clock.waiting).toBe(1);
      await end(shell);
      await settle();
      expect(clock.waiting).toBe(0);
      expect(shell.state).toMatchObject({ attempt: null, nextTryInMs: null });
      expect(last().closed).toBe(true);
      const before = made.length;
      shell.reconnectNow();
      shell.start(SIZE);
      clock.advance(60_000);
      expect(made).toHaveLength(before);
      await expect(shell.write(Buffer.from('x'))).rejects.toThrow('the shell has ended');
    }
  });

  it('by stopping says why, and that it can be connected again', async () => {
    const [bare, kept] = [away(), away({ session: 'one', end: () => Promise.resolve() })];
    for (const shell of [bare, kept]) shell.stopTrying();
    await settle();
    const state = { state: 'failed', message: says('Lost.'), canReconnect: true };
    expect(bare.state).toMatchObject({
      ...state,
      kept: false,
      hint: says(/new shell/),
    });
    expect(kept.state).toMatchObject({
      ...state,
      kept: true,
      hint: says(/go on/),
    });
  });

  it('by closing ends what is kept on its host, once, and by detaching doesn’t', async () => {
    let ended = 0;
    const kept = { session: 'one', end: () => Promise.resolve(void ended++) };
    const closed = away(kept);
    await closed.close();
    await closed.close();
    expect([ended, closed.state.message]).toEqual([1, says('Closed.')]);
    const detached = away(kept);
    await detached.detach!();
    expect([ended, detached.state.state]).toEqual([1, 'closed']);
    expect(inWords(detached.state.message)).toBe('Detached. The shell keeps running there.');
    await detached.close();
    expect(ended).toBe(1); // it has been let go of
    expect(away().detach).toBeUndefined();
  });

  it('waits for the connection’s own', async () => {
    for (const how of ['close', 'detach'] as const) {
      const shell = start({ session: 'one', end: () => Promise.resolve() });
      let letGo = (): void => undefined;
      last().becomes('online');
      last().mayClose = new Promise((resolve) => (letGo = resolve));
      let over = false;
      const closing = shell[how]!().then(() => (over = true));
      await settle();
      expect([last().closed, over, shell.state.state]).toEqual([true, false, 'online']);
      letGo();
      await closing;
      const message = says(how === 'close' ? /^Closed/ : /^Detached/);
      expect(shell.state).toMatchObject({ state: 'closed', message });
    }
  });

  it('is told once, whoever comes second', async () => {
    const shell = away();
    shell.stopTrying();
    await shell.close();
    expect(shell.state).toMatchObject({ state: 'failed', message: says('Lost.') });
  });

  it.each([
    [{ session: 'one', end: () => Promise.resolve() }, true],
    [undefined, false],
  ])('by the program’s own word keeps only what is to be kept', async (kept, is) => {
    const shell = start(kept);
    last().becomes('online', { kept: true });
    last().becomes('closed', { message: told('Detached there.'), kept: true });
    await settle();
    expect(shell.state).toMatchObject({ state: 'closed', kept: is });
  });

  it('of a program comes after the last byte it printed', async () => {
    const shell = start();
    last().becomes('online');
    await last().prints('last words');
    last().becomes('closed', { message: told('Ended.'), exitCode: 7 });
    await settle();
    expect(shell.state.state).toBe('closed');
    expect(Buffer.from((await shell.output.receive()) as Uint8Array).toString()).toBe('last words');
    expect(await shell.output.receive()).toBeUndefined();
    expect(shell.state).toMatchObject({ state: 'closed', exitCode: 7 });
  });
});

it('that nothing keeps it, though it was asked for, is said once', async () => {
  const shell = start({ session: 'one', end: () => Promise.resolve() });
  last().becomes('online', {
    message: told('Connected.'),
    hint: told('There is no tmux.'),
    kept: false,
  });
  last().becomes('online', {
    message: told('Connected!'),
    hint: told('There is no tmux.'),
    kept: false,
  });
  await settle();
  expect(await shell.output.receive()).toEqual({
    type: 'note',
    text: 'Connected. There is no tmux.',
  });
  expect(shell.output.held).toBe(0);
});
