// What a peer says reaches no terminal and no log as it is: the real command line against an agent
// that puts escape sequences wherever the protocol has room for words, and a real agent with a
// client that does the same.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { createServer as createTcp } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import type { AllBodies, Message } from '../../core/wire/messages.ts';
import { agentCommand, runAgent } from '../support/agent.ts';
import { AgentShell } from '../support/agentShell.ts';
import { fakeAgent, listening, type Said, type Script } from '../support/fakeAgent.ts';
import {
  BODY_NAMES,
  HOSTILE,
  hostileBody,
  rawFrame,
  UNSEEN,
  type BodyName,
} from '../support/hostileBodies.ts';
import { HELLO, RawSocket } from '../support/rawSocket.ts';
import { temporaryDirectory } from '../support/temporary.ts';

function expectClean(run: { stdout: string; stderr: string }, what: string): void {
  expect(run.stdout, what).not.toMatch(UNSEEN);
  expect(run.stderr, what).not.toMatch(UNSEEN);
}

const isOfConnection = (name: BodyName): boolean =>
  ['hello', 'welcome', 'auth', 'ready', 'error', 'goodbye', 'request', 'response'].includes(name);

/** A hostile body in which what the client checks is right. */
function opened(message: Message): Said {
  const { session } = message.body as AllBodies['open'];
  const right = { session, output: 0, end: 0, input: 0, cols: 80, rows: 24, chat: 0 };
  return ['opened', message.channel, { ...hostileBody('opened'), ...right }];
}

/** An agent that breaks the rules is come back to, as after any cut. */
const ATTACH = ['attach', '--no-reconnect'];

const COMMANDS: [name: string, args: (link: string, stateDir: string) => string[]][] = [
  ['attach to a shell', (link) => [...ATTACH, link, '--session', 'ffff']],
  ['list', (_link, stateDir) => ['list', '--state-dir', stateDir]],
  ['share', (_link, stateDir) => ['share', '--list', '--json', '--state-dir', stateDir]],
];

describe('the command line against an agent with hostile words', () => {
  it.each(BODY_NAMES)('prints nothing of %s as it came', async (name) => {
    const stages: Script[] = [
      ({ type }) => (type === 'hello' ? [[name, isOfConnection(name) ? 0 : 1]] : undefined),
      (message) => {
        if (message.type !== 'open') return undefined;
        return [opened(message), [name, isOfConnection(name) ? 0 : message.channel]];
      },
    ];
    for (const script of stages) {
      const { link } = await fakeAgent(script);
      expectClean(await runAgent([...ATTACH, link, '--', 'x']), name);
    }
  });

  it('tells of a shared shell, and of its end, in clean lines', async () => {
    const { link } = await fakeAgent((message) => {
      if (message.type !== 'open') return undefined;
      const { channel } = message;
      const member = (id: number) => ({
        ...(hostileBody('group').members as object[])[0],
        ...{ id, name: `${HOSTILE}${id}` },
      });
      const group = (ids: number[]) => ({
        ...hostileBody('group'),
        ...{ total: ids.length, members: ids.map(member) },
      });
      return [
        opened(message),
        ['group', channel, group([1, 2])],
        ['group', channel, group([1, 3])],
        ['chat', channel, { ...hostileBody('chat'), seq: 0 }],
        ['refused', channel],
        ['reset', channel],
      ];
    });
    const run = await runAgent([...ATTACH, link, '--', 'x']);
    expectClean(run, 'attach');
    expect(run.stderr).toMatch(/joined/);
    expect(run.stderr).toMatch(/left/);
    // Each of them is told in one line, so that none can pretend to be another.
    expect(run.stderr).not.toMatch(/^z/m);
  });

  it.each(COMMANDS)(
    '%s tells of a refusal, and of answers, in clean lines',
    async (_name, args) => {
      const invitation = {
        ...{ id: HOSTILE, session: HOSTILE, role: 'viewer', label: HOSTILE, createdAt: 1 },
        ...{ expiresAt: 2, uses: null, used: 0, online: 0, state: 'open' },
      };
      const shell = {
        ...{
          session: `ffff${HOSTILE}`,
          title: HOSTILE,
          command: HOSTILE,
          pid: 1,
          cols: 1,
          rows: 1,
        },
        ...{ startedAt: 0, lastOutputAt: 0, viewers: 0, outputBytes: 0 },
        exit: { code: null, signal: HOSTILE },
      };
      const results = [
        { result: { shells: [shell], invitations: [invitation] } },
        { result: { [HOSTILE]: HOSTILE, shells: HOSTILE } },
        { error: { code: HOSTILE, message: HOSTILE } },
      ];
      for (const result of results) {
        const { link, stateDir } = await fakeAgent(({ type, body }) =>
          type === 'request' ? [['response', 0, { id: body.id, ...result }]] : undefined,
        );
        const run = await runAgent(args(link, stateDir));
        expectClean(run, JSON.stringify(result));
      }
    },
  );

  it('attaches to nothing whose name is none, whatever it begins with', async () => {
    const shell = {
      ...{ session: `ffff${HOSTILE}`, title: '', command: '', pid: 1, cols: 1, rows: 1 },
      ...{ startedAt: 0, lastOutputAt: 0, viewers: 0, outputBytes: 0, exit: null },
    };
    const asked: string[] = [];
    const { link } = await fakeAgent(({ type, body }) => {
      asked.push(type);
      if (type !== 'request') return undefined;
      return [['response', 0, { id: body.id, result: { shells: [shell] } }]];
    });
    const { stderr } = await runAgent([...ATTACH, link, '--session', 'ffff']);
    expect(stderr).toContain('There is no shell "ffff".');
    expect(asked).not.toContain('attach');
  });

  it.each(['bash', 'zsh', 'fish'])('%s completes no name that could be an order', async (shell) => {
    const named = (session: string) => ({
      ...{ session, title: HOSTILE, command: HOSTILE, pid: 1, cols: 1, rows: 1 },
      ...{ startedAt: 0, lastOutputAt: 0, viewers: 0, outputBytes: 0, exit: null },
    });
    const good = 'ab'.repeat(16);
    const shells = ['$(reboot)', '`reboot`', 'a;reboot', '--x', '', `ab${HOSTILE}`, good].map(
      named,
    );
    const { stateDir } = await fakeAgent(({ type, body }) =>
      type === 'request' ? [['response', 0, { id: body.id, result: { shells } }]] : undefined,
    );
    const words = ['attach', '--state-dir', stateDir, '--session', ''];
    const line = shell === 'bash' ? [' ', `bowline-agent ${words.join(' ')}`] : words;
    const run = await runAgent(['__complete', shell], line.map((word) => `${word}\0`).join(''));
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expectClean(run, shell);
    const [paths, ...names] = run.stdout.trimEnd().split('\n');
    expect(paths).toBe('none');
    expect(names.map((name) => name.slice(0, good.length))).toEqual([good]);
  });

  it.each(['listening', 'reset'] as const)('forward tells of %s in clean lines', async (name) => {
    const { link } = await fakeAgent(({ type, channel }) => {
      if (type !== 'listen') return undefined;
      return [
        [name, channel],
        ['reset', channel],
      ];
    });
    for (const json of [[], ['--json']]) {
      const run = await runAgent(['forward', link, '-R', '/tmp/x.sock:localhost:9', ...json]);
      expect(run.code).toBe(1);
      expectClean(run, name);
    }
  });

  it('says in clean lines what else may answer there', async () => {
    for (const head of [
      `HTTP/1.1 418 \u001b]0;y\u0007`,
      `\u001b]0;y\u0007`,
      'HTTP/1.1 302 \u009b31m',
    ]) {
      const server = createTcp((socket) => {
        socket.on('error', () => undefined).end(`${head}\r\nX: \u001b[31m\r\n\r\n\u001b[2J`);
      });
      await listening(server, 0);
      const { port } = server.address() as { port: number };
      const token = 'T'.repeat(32);
      const run = await runAgent(['attach', `bowline://127.0.0.1:${port}/?v=1&token=${token}`]);
      expect(run.code).toBe(255);
      expectClean(run, head);
    }
  });
});

describe('an agent with a client of hostile words', () => {
  it.each([['--json'], []])('reports and lists it in clean lines %s', async (...json) => {
    const stateDir = temporaryDirectory();
    const socket = path.join(stateDir, 'a.sock');
    const [file, all] = agentCommand([
      ...['serve', '--log', '--socket', socket, '--state-dir', stateDir, ...json],
    ]);
    const agent = spawn(file, all, { stdio: 'pipe' });
    let report = '';
    const said = (words: RegExp): Promise<void> => expect.poll(() => report).toMatch(words);
    for (const stream of [agent.stdout, agent.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (report += text));
    }
    onTestFinished(() => void agent.kill());
    await said(/a\.sock/);

    const client = await AgentClient.connect({
      dial,
      link: parsePairingLink(`bowline://${socket}?v=1`),
      client: { name: HOSTILE, version: HOSTILE },
      clock: systemClock,
    });
    const program = path.join(stateDir, `p${HOSTILE.slice(0, 8)}`);
    symlinkSync('/bin/cat', program);
    const shell = AgentShell.open(client, { command: [program, HOSTILE], name: HOSTILE });
    await shell.opened;
    const titled = AgentShell.open(client, {
      command: ['sh', '-c', "printf '\\033]0;a\\033[31mb\\a'; exec cat"],
    });
    await titled.opened;
    await client.request('invite', {
      session: titled.cursor.session,
      role: 'viewer',
      label: HOSTILE,
    });

    const raw = await RawSocket.open('ws://localhost', { socketPath: socket });
    raw.send('hello', 0, { ...HELLO, client: { name: HOSTILE, version: HOSTILE } });
    await raw.message('welcome');
    raw.send('auth', 0, { method: 'none' });
    await raw.message('ready');
    const ids = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(32));
    const places: AllBodies['listen']['at'][] = [
      { kind: 'unix', path: `/x${HOSTILE}` },
      { kind: 'tcp', host: `x${HOSTILE}`, port: 9 },
    ];
    for (const [index, target] of places.entries()) {
      raw.send('connect', 2 * index + 1, { stream: ids[index]!, window: 100, target });
      raw.send('listen', 2 * index + 2, { forward: ids[index + 2]!, at: target });
    }
    raw.send('open', 99, { ...VIEW, session: 'e'.repeat(32), command: [`/no/${HOSTILE}`] });
    await raw.message('reset', (message) => message.channel === 99);
    raw.sendBytes(rawFrame('error', 0, { code: HOSTILE, message: HOSTILE }));
    raw.ws.close(4000, 'x\u001b]0;y\u0007\u202e');
    await said(/disconnected|ended/);

    for (const command of [['list'], ['share', '--list']]) {
      for (const form of [[], ['--json']]) {
        const run = await runAgent([...command, ...form, '--state-dir', stateDir]);
        expect(run.code).toBe(0);
        expectClean(run, command.join(' '));
        if (form.length === 0)
          expect(run.stdout.split('\n')).toHaveLength(command[0] === 'list' ? 4 : 3);
      }
    }
    await client.close();
    agent.kill();
    await once(agent, 'exit');
    expect(report).not.toMatch(UNSEEN);
    const log = readFileSync(path.join(stateDir, 'agent.log'), 'utf8');
    expect(log).not.toMatch(UNSEEN);
    for (const line of log.trim().split('\n')) expect(line).toMatch(/^\d{4}-\S+Z \{.*\}$/);
  });
});

const VIEW = {
  ...{ input: 'f'.repeat(32), cols: 80, rows: 24, window: 1000, cwd: '', env: {} },
};
