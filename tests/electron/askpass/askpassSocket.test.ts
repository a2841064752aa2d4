// The socket that ssh's questions come by, with the real program at its other end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { peerCredentials } from '../../../core/native/peerCredentials.ts';
import { SYSTEM } from '../../../core/system.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { LONGEST_BYTES } from '../../../electron/askpass/askMessage.ts';
import { askpassEnvironment, askpassProgram } from '../../../electron/askpass/askpassProgram.ts';
import {
  AskpassSocket,
  PATIENCE_MS,
  type AskpassSocketOptions,
} from '../../../electron/askpass/askpassSocket.ts';
import type { Asked, Ticket } from '../../../electron/askpass/ticket.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const SECRET = 'correct horse – Batterie';

beforeEach((test) => {
  needs(SYSTEM === 'linux' ? undefined : 'the process tree is read from /proc', test);
  needs(askpassProgram() ? undefined : 'bowline-askpass is not compiled', test);
});

async function open(options: Partial<AskpassSocketOptions> = {}): Promise<AskpassSocket> {
  const path = join(temporaryDirectory(), 'a');
  const socket = new AskpassSocket({ path, clock: systemClock, ...options });
  onTestFinished(() => socket.close());
  await socket.ready;
  return socket;
}

/** As ssh runs it; what it prints and how it ends. */
async function ask(socket: AskpassSocket, ticket: string, prompt = 'Password: ', hint = '') {
  const env = { ...askpassEnvironment(askpassProgram()!, socket.path, ticket) };
  const child = spawn(env.SSH_ASKPASS!, [prompt], {
    env: hint ? { ...env, SSH_ASKPASS_PROMPT: hint } : env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}

/** A ticket of the tests' own process tree. */
function issue(socket: AskpassSocket, answer: string | null = SECRET): Ticket & { asked: Asked[] } {
  const asked: Asked[] = [];
  const ticket = socket.issue((one) => {
    asked.push(one);
    return Promise.resolve(answer);
  });
  ticket.belongsTo(process.pid);
  return Object.assign(ticket, { asked });
}

describe('the real program', () => {
  it('says what ssh asks, and prints the answer', async () => {
    const socket = await open();
    const ticket = issue(socket);
    const prompt = "Enter passphrase for key '/k': ";
    expect(await ask(socket, ticket.text, prompt, 'confirm')).toEqual({
      code: 0,
      printed: `${SECRET}\n`,
    });
    expect(ticket.asked).toMatchObject([{ hint: 'confirm', prompt, line: [{ pid: process.pid }] }]);
  });

  it('prints an empty answer, and nothing where there is none', async () => {
    const socket = await open();
    expect(await ask(socket, issue(socket, '').text)).toEqual({ code: 0, printed: '\n' });
    expect(await ask(socket, issue(socket, null).text)).toEqual({ code: 1, printed: '' });
    expect(await ask(socket, issue(socket, 'x'.repeat(10_000)).text)).toEqual({
      code: 1,
      printed: '',
    });
  });

  it('carries a question longer than any screen', async () => {
    const socket = await open();
    const ticket = issue(socket);
    const prompt = '密'.repeat(40_000);
    await ask(socket, ticket.text, prompt);
    expect(ticket.asked[0]!.prompt).toBe(prompt);
  });

  it('has no answer without a socket, or a ticket', async () => {
    const socket = await open();
    expect(await ask(socket, '')).toEqual({ code: 1, printed: '' });
    expect(await ask(socket, 'forged')).toEqual({ code: 1, printed: '' });
    socket.close();
    expect((await ask(socket, 'forged')).code).toBe(1);
  });

  it('has the answer neither in its command line nor in its environment, and nobody may look into it', async () => {
    const socket = await open();
    let seen = '';
    const ticket: Ticket = socket.issue(async () => {
      const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
      for (const pid of children.trim().split(' ')) {
        const facts = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`));
        seen += facts.join('\n') + readFileSync(`/proc/${pid}/status`, 'utf8');
        expect(statSync(`/proc/${pid}/mem`).uid).toBe(0); // not dumpable: of root, whoever runs it
      }
      return SECRET;
    });
    ticket.belongsTo(process.pid);
    expect((await ask(socket, ticket.text)).printed).toContain(SECRET);
    expect(seen).toContain('bowline-askpass');
    expect(seen).not.toContain(SECRET);
  });

  it('is told when nobody waits for its answer any more', async () => {
    const socket = await open();
    let over: AbortSignal | undefined;
    const ticket = socket.issue((_asked, signal) => {
      over = signal;
      return new Promise(() => undefined);
    });
    ticket.belongsTo(process.pid);
    const asking = ask(socket, ticket.text);
    await expect.poll(() => over?.aborted).toBe(false);
    ticket.end();
    expect(over!.aborted).toBe(true);
    socket.close();
    expect((await asking).code).toBe(1);
  });
});

describe('nobody is answered', () => {
  it('with a ticket that is dead, or not yet alive', async () => {
    const socket = await open();
    const early = socket.issue(() => Promise.resolve(SECRET));
    expect(await ask(socket, early.text)).toEqual({ code: 1, printed: '' });
    const ticket = issue(socket);
    ticket.end();
    expect(await ask(socket, ticket.text)).toEqual({ code: 1, printed: '' });
    expect(ticket.asked).toEqual([]);
  });

  it('from beside the ssh that the ticket was given to', async () => {
    const socket = await open();
    const other = spawn('sleep', ['60']);
    onTestFinished(() => void other.kill());
    let asked = 0;
    const ticket = socket.issue(() => Promise.resolve((asked++, SECRET)));
    ticket.belongsTo(other.pid!);
    expect(await ask(socket, ticket.text)).toEqual({ code: 1, printed: '' });
    expect(asked).toBe(0);
  });

  it('of another user', async () => {
    const peerOf = (socket: Socket) => {
      const { _handle: handle } = socket as unknown as { _handle: { fd: number } };
      const peer = peerCredentials(handle.fd)!;
      return { ...peer, uid: peer.uid + 1 };
    };
    const socket = await open({ peerOf });
    const ticket = issue(socket);
    expect(await ask(socket, ticket.text)).toEqual({ code: 1, printed: '' });
    expect(ticket.asked).toEqual([]);
  });

  it('where it can’t be told who asks', async () => {
    const socket = await open({ peerOf: () => undefined });
    expect((await ask(socket, issue(socket).text)).code).toBe(1);
  });
});

describe('a connection that isn’t the program’s', () => {
  async function connected(socket: AskpassSocket): Promise<Socket> {
    const client = connect(socket.path);
    client.on('error', () => undefined);
    onTestFinished(() => void client.destroy());
    await once(client, 'connect');
    return client;
  }

  it('is closed when it says nothing for a while', async () => {
    const clock = new ManualClock();
    const socket = await open({ clock });
    const client = await connected(socket);
    await expect.poll(() => clock.waiting).toBe(1);
    clock.advance(PATIENCE_MS);
    await once(client, 'close');
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['too much', Buffer.alloc(LONGEST_BYTES + 1, 'x')],
    ['more than one message', Buffer.from('a\0b\0c\0d')],
    ['more words', Buffer.from('a\0b\0c\0d\0e\0')],
  ])('is closed when it says %s', async (_what, bytes) => {
    const socket = await open();
    const client = await connected(socket);
    client.write(bytes);
    await once(client, 'close');
  });

  it('gets nothing for a stolen ticket, as it is another process', async () => {
    const socket = await open({ lineOf: () => undefined });
    const ticket = issue(socket);
    const client = await connected(socket);
    let got = '';
    client.on('data', (bytes) => (got += bytes.toString()));
    client.write(`${ticket.text}\0\0Password: \0`);
    await once(client, 'close');
    expect([got, ticket.asked]).toEqual(['', []]);
  });
});
