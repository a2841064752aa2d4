import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect, WINDOW_BYTES } from '../support/agentShell.ts';

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
});
afterAll(() => agent.stop());
beforeEach(async () => {
  client = await connect(agent.link);
});
afterEach(() => client.close());

const SHELL = ['/bin/sh'];
const POLL = { interval: 50 };

/** Bytes a shell has printed so far. */
async function produced(session: string): Promise<number> {
  const { shells } = (await client.request('list')) as {
    shells: { session: string; outputBytes: number }[];
  };
  return shells.find((shell) => shell.session === session)?.outputBytes ?? 0;
}

describe('a shell on an agent', () => {
  it('runs a command, prints its output and ends with its exit code', async () => {
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo $((6*7)); exit 7'] });
    await shell.drained;
    expect(shell.text).toBe('42\r\n');
    expect(await shell.end).toEqual({ kind: 'exited', code: 7, signal: null });
  });

  it('tells the signal that ended it', async () => {
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'kill -KILL $$'] });
    expect(await shell.end).toEqual({ kind: 'exited', code: null, signal: 'SIGKILL' });
  });

  it('is the login shell where nothing else is asked for, in the home folder', async () => {
    const shell = AgentShell.open(client, { env: { MARK: 'mark', LC_ALL: 'C' } });
    shell.type('echo "$MARK:$TERM:$PWD:"\r');
    await shell.sees(new RegExp(`mark:xterm-256color:${realpathSync(homedir())}:`));
    shell.type('exit 5\r');
    expect(await shell.end).toEqual({ kind: 'exited', code: 5, signal: null });
  });

  it('has the size it was opened with, and each later one', async () => {
    const shell = AgentShell.open(client, { command: SHELL, cols: 101, rows: 31 });
    shell.type('stty size\r');
    await shell.sees(/31 101/);
    shell.shell.resize(90, 20);
    shell.type('stty size\r');
    await shell.sees(/20 90/);
    shell.type('exit\r');
    await shell.end;
  });

  it('answers Ctrl-C while it floods', async () => {
    const shell = AgentShell.open(client, { command: SHELL });
    shell.type('PS1=READY; while :; do echo flood; done\r');
    await shell.until(() => shell.bytes > 1_000_000, 'a flood');
    shell.type('\x03');
    await shell.typed();
    // From here on only what was printed before the terminal took the key: a window of it at
    // most, what the agent had read, and what the system holds. How long the key took to get
    // there is the machine's affair, and the interrupt benchmark's.
    const before = shell.bytes;
    await shell.sees(/READY$/);
    expect(shell.bytes - before).toBeLessThan(2 * WINDOW_BYTES);
    shell.type('exit\r');
    await shell.end;
  });

  it('takes the end of piped input for Ctrl-D', async () => {
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'cat; exit 3'] });
    shell.type('half a line');
    shell.cursor.input.eof = true;
    shell.shell.inputReady();
    expect(await shell.end).toEqual({ kind: 'exited', code: 3, signal: null });
    await shell.drained;
    expect(shell.text).toBe('half a linehalf a line');
  });

  it.each([
    ['a program that is not there', { command: ['no-such-program'] }, /no-such-program was not/],
    ['a file that is no program', { command: ['/etc/passwd'] }, /\/etc\/passwd was not found/],
    ['a folder that is not there', { cwd: '/no/such/folder' }, /\/no\/such\/folder doesn't exist/],
    ['a NUL in an argument', { command: ['echo', 'a\0b'] }, /Argument 1 .* contains a NUL/],
    ['a NUL in the folder', { cwd: '/tmp\0/x' }, /directory contains a NUL/],
    ['a broken variable', { env: { 'A=B': 'c' } }, /can't be set/],
  ])('is refused with words for %s', async (_what, options, message) => {
    const shell = AgentShell.open(client, options);
    expect(await shell.end).toMatchObject({ kind: 'reset', code: 'cannot-start' });
    expect(await shell.end).toHaveProperty('message', expect.stringMatching(message));
  });
});

describe('a shell that nobody is attached to', () => {
  it('goes on, and shows the next client every byte once, from where it was', async () => {
    const shell = AgentShell.open(client, { command: SHELL });
    shell.type('PS1=; stty -echo; echo be"gun"\r');
    await shell.sees(/begun\r\n/);
    shell.type('for i in $(seq 20000); do echo line $i; done; echo all-"done"\r');
    await shell.sees(/line 100\r\n/);
    shell.shell.detach();
    expect(await shell.end).toEqual({ kind: 'detached', reason: 'requested' });
    await shell.drained;
    await client.close();

    client = await connect(agent.link);
    const again = AgentShell.attach(client, shell.cursor);
    await again.sees(/all-done/);
    expect(again.lags).toEqual([]);
    const lines = [...(shell.text + again.text).matchAll(/line (\d+)\r\n/g)].map((m) => +m[1]!);
    expect(lines).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
    again.type('exit 4\r');
    expect(await again.end).toEqual({ kind: 'exited', code: 4, signal: null });
  });

  it('gives its end and its exit code to whoever comes late', async () => {
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo last words; exit 9'] });
    await shell.end;
    const late = AgentShell.attach(client, newCursor(shell.cursor.session));
    await late.drained;
    expect(late.text).toBe('last words\r\n');
    expect(await late.end).toEqual({ kind: 'exited', code: 9, signal: null });
  });

  it('is found again by an OPEN whose answer was lost', async () => {
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo once; cat'] });
    await shell.sees(/once/);
    const repeated = newCursor(shell.cursor.session);
    const view = { cols: 80, rows: 24, window: 65_536, command: ['cat'], cwd: '', env: {} };
    let output = -1;
    client.open(repeated, view, {
      onOpened: (body) => (output = body.output),
      onAcknowledged: () => undefined,
      onLagged: () => undefined,
      onEnd: () => undefined,
    });
    const { shells } = (await client.request('list')) as { shells: { session: string }[] };
    expect(output).toBe(0);
    expect(shells.filter(({ session }) => session === shell.cursor.session)).toHaveLength(1);
    await client.request('kill', { session: shell.cursor.session });
    await shell.end;
  });

  it('is not paused, and says how much of its output was lost', async () => {
    const script =
      'echo be"gun"; read x; head -c 6000000 /dev/zero | tr "\\0" "\\n"; echo END; cat';
    const shell = AgentShell.open(client, { command: ['sh', '-c', script] });
    await shell.sees(/begun/);
    shell.type('\r');
    await shell.typed();
    shell.shell.detach();
    await shell.drained;
    // Each line feed becomes two bytes, so 12 MB go by, of which 8 MiB are kept.
    const printed = 'begun\r\n\r\n'.length + 12_000_000 + 'END\r\n'.length;
    await expect.poll(() => produced(shell.cursor.session), POLL).toBe(printed);
    const again = AgentShell.attach(client, shell.cursor);
    await again.sees(/END/);
    const [lag] = again.lags;
    expect(again.lags).toHaveLength(1);
    expect(lag!.to).toBe(again.cursor.output);
    expect(again.bytes).toBeLessThan(100_000); // a screen, instead of what the log still holds
    await client.request('kill', { session: shell.cursor.session });
    await again.end;
  });
});

describe('several clients on one shell', () => {
  it('all see the same, and none waits for one that has stopped reading', async () => {
    const script = 'read x; head -c 4500000 /dev/urandom | base64 -w0; exit 0';
    const first = AgentShell.open(client, { command: ['sh', '-c', script] });
    await first.opened;
    const other = await connect(agent.link);
    const second = AgentShell.attach(other, newCursor(first.cursor.session));
    const stalled = AgentShell.attach(other, newCursor(first.cursor.session), { read: false });
    await Promise.all([second.opened, stalled.opened]);
    const sums = [first, second].map((shell) => {
      const sum = createHash('sha256');
      shell.onChunk = (chunk) => sum.update(chunk);
      return sum;
    });
    first.type('\r');
    await Promise.all([first.drained, second.drained]);
    // Less than the log holds, so that not even a slow one may fall behind its end.
    expect(first.bytes).toBeGreaterThan(6_000_000);
    expect(second.lags).toEqual([]);
    expect(sums[1]!.digest('hex')).toBe(sums[0]!.digest('hex'));
    await other.close();
  });

  it('may type at once, and each message arrives whole', async () => {
    const script = 'stty raw -echo; echo go; head -c 6000; exit 0';
    const first = AgentShell.open(client, { command: ['sh', '-c', script] });
    await first.sees(/go/);
    const second = AgentShell.attach(client, newCursor(first.cursor.session));
    await second.opened;
    for (let i = 0; i < 100; i++) {
      first.type('<'.padEnd(30, 'x'));
      second.type('>'.padEnd(30, 'x'));
      if (i < 99) await Promise.all([first.typed(), second.typed()]);
    }
    await first.drained;
    expect(first.text).toMatch(/^go\n(?:[<>]x{29}){200}$/);
    await second.end;
  });

  it('with the same input name replace each other', async () => {
    const shell = AgentShell.open(client, { command: ['cat'] });
    await shell.opened;
    const again = AgentShell.attach(client, shell.cursor);
    expect(await shell.end).toEqual({ kind: 'detached', reason: 'replaced' });
    await client.request('kill', { session: shell.cursor.session });
    await again.end;
  });
});

describe('requests', () => {
  it('list what runs and what has ended', async () => {
    const command = ['sh', '-c', 'echo up; cat'];
    const shell = AgentShell.open(client, { command, cols: 70, rows: 10 });
    const { pid } = await shell.opened;
    await shell.sees(/up/);
    const find = async () => {
      const { shells } = (await client.request('list')) as { shells: { session: string }[] };
      return shells.find(({ session }) => session === shell.cursor.session);
    };
    const common = { title: 'sh -c echo up; cat', pid, cols: 70, rows: 10, viewers: 1, exit: null };
    expect(await find()).toMatchObject(common);
    await client.request('kill', { session: shell.cursor.session, signal: 'SIGTERM' });
    await shell.end;
    expect(await find()).toMatchObject({ viewers: 0, exit: { code: null, signal: 'SIGTERM' } });
  });

  it('list a shell under the title that its program gave it', async () => {
    const script = 'printf "\\033]0;a title\\007up"; exec cat';
    const shell = AgentShell.open(client, { command: ['sh', '-c', script] });
    await shell.sees(/up/);
    const { shells } = (await client.request('list')) as { shells: { session: string }[] };
    const found = shells.find(({ session }) => session === shell.cursor.session);
    expect(found).toMatchObject({ title: 'a title' });
    const late = AgentShell.attach(client, newCursor(shell.cursor.session));
    expect((await late.opened).title).toBe('a title');
    await client.request('kill', { session: shell.cursor.session });
    await shell.end;
  });

  it('name the program in the foreground', async () => {
    const shell = AgentShell.open(client, { command: ['/bin/bash', '--norc', '-i'] });
    const foreground = () => client.request('foreground', { session: shell.cursor.session });
    shell.type('echo rea"dy"\r');
    await shell.sees(/ready/);
    expect(await foreground()).toEqual({ program: '' });
    shell.type('sleep 1000\r');
    await expect.poll(foreground).toEqual({ program: 'sleep' });
    await client.request('kill', { session: shell.cursor.session });
    await shell.end;
  });

  it('end a program that ignores the hang-up', async () => {
    const script = 'trap "" HUP; echo up; while :; do sleep 1; done';
    const shell = AgentShell.open(client, { command: ['sh', '-c', script] });
    await shell.sees(/up/);
    await client.request('kill', { session: shell.cursor.session });
    expect(await shell.end).toEqual({ kind: 'exited', code: null, signal: 'SIGKILL' });
  });

  it.each([
    ['unknown-method', 'dance', {}],
    ['unknown-method', 'toString', {}],
    ['bad-request', 'kill', { session: 7 }],
    ['bad-request', 'kill', { session: 'x', signal: 'SIGNONSENSE' }],
    ['no-such-session', 'kill', { session: '00'.repeat(16) }],
    ['no-such-session', 'foreground', { session: '00'.repeat(16) }],
    ['no-such-session', 'detach', { session: '00'.repeat(16) }],
  ])('that make no sense are answered %s', async (code, method, params) => {
    await expect(client.request(method, params)).rejects.toMatchObject({ code });
  });
});
