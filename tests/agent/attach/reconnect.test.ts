// What whoever sits at an attached shell sees and keeps when the connection goes: a line about it
// where there is a place for one, and everything that was typed.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { newCursor } from '../../../core/client/shellCursor.ts';
import {
  agentCommand,
  runAgent,
  startAgent,
  type AgentEvent,
  type TestAgent,
} from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { attachHeadless, linkThrough, PipedAttach } from '../../support/attached.ts';
import { loginBytes } from '../../support/loginBytes.ts';
import { needs } from '../../support/needs.ts';
import { FaultProxy } from '../../support/faultProxy.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { TestTerminal } from '../../support/terminal.ts';

let agent: TestAgent;
let proxy: FaultProxy;
let link: string;

beforeAll(async () => {
  agent = await startAgent({ args: ['--log-bytes', '256K'], env: { PS1: 'READY> ', ENV: '' } });
});
afterAll(() => agent.stop());
beforeEach(async () => {
  proxy = await FaultProxy.open({ port: Number(new URL(agent.url).port) });
  link = linkThrough(agent, proxy);
  const { close } = proxy;
  onTestFinished(() => close.call(proxy));
});

/** Why a shell can't be tried here. */
function whyMissing(shell: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.some((folder) => existsSync(path.join(folder, shell))) ? undefined : shell;
}

/** Where nobody answers until `letIn`: connections are taken, and nothing moves. */
function cutOff(): void {
  proxy.stall();
  proxy.cut('rst');
}

function letIn(): void {
  proxy.cut('rst'); // what waits there is given up at once, not by a timer
  proxy.resume();
}

const openings = (): number => agent.events.filter(({ event }) => event === 'shell-opened').length;

describe('a shell in a terminal whose connection is cut', () => {
  it('tells it on one line that goes again, and types what was typed meanwhile once', async () => {
    const attached = attachHeadless([link, '--', '/bin/sh']);
    await attached.sees(/READY> $/);
    attached.type('echo be"fore"\r');
    await attached.sees(/before\r\nREADY> $/);
    const { lines } = attached.terminal;
    cutOff();
    const told = attached.text.length;
    await attached.sees(/reconnecting, try \d+; what you type is kept; Enter ~\. leaves/, told);
    expect(attached.terminal.lines.slice(0, lines.length)).toEqual(lines);
    attached.type('echo "after "$((6*7))\r');
    await attached.sees(/22 bytes typed are kept/, told);
    letIn();
    await attached.sees(/after 42\r\n/, told);
    await attached.sees(/READY> $/, told);
    expect(attached.text.match(/after 42/g)).toHaveLength(1);
    const screen = attached.terminal.lines;
    expect(screen.join('\n')).not.toMatch(/reconnecting/);
    expect(screen.slice(0, 2)).toEqual(lines.slice(0, 2));
    attached.type('exit 7\r');
    expect(await attached.exited).toEqual({ code: 7, signal: null });
  });

  it('hands on a Ctrl-C that was typed meanwhile', async () => {
    const attached = attachHeadless([link, '--', '/bin/sh']);
    await attached.sees(/READY> $/);
    attached.type('echo be"gun"; exec sleep 1000\r');
    await attached.sees(/begun\r\n/);
    cutOff();
    await attached.sees(/reconnecting/);
    attached.type('\x03');
    await attached.sees(/1 bytes typed are kept/);
    letIn();
    expect(await attached.exited).toEqual({ code: 128 + 2, signal: null });
  });

  it('leaves a full-screen program alone', async () => {
    const script = 'printf "\\033[?1049hFULL"; read x; printf "\\033[?1049l<$x>"; exit 2';
    const attached = attachHeadless([link, '--', 'sh', '-c', script]);
    await attached.sees(/FULL/);
    const seen = attached.text;
    cutOff();
    const dialled = await proxy.next();
    attached.type('kept\r');
    await proxy.next();
    expect(attached.text.replace('kept\r\n', '')).toBe(seen);
    expect(dialled).toBeDefined();
    letIn();
    await attached.sees(/<kept>/);
    expect(await attached.exited).toEqual({ code: 2, signal: null });
  });

  it.each(['dumb', ''])('writes plain lines where TERM is %j', async (TERM) => {
    const attached = attachHeadless([link, '--', '/bin/sh'], { env: { TERM } });
    await attached.sees(/READY> $/);
    cutOff();
    await attached.sees(/\[The connection .*It is being made again; what you type is kept, .*\]/);
    letIn();
    await attached.sees(/\[The connection is back\.\]/);
    attached.type('exit 4\r');
    expect(await attached.exited).toEqual({ code: 4, signal: null });
    expect(attached.text).not.toContain('\x1b');
    expect(attached.text.match(/being made again/g)).toHaveLength(1);
  });

  it.each([
    ['~.', 0],
    ['SIGTERM', 128 + 15],
    ['SIGHUP', 128 + 1],
    ['SIGINT', 128 + 2],
  ])('can be left by %s, and runs on', async (how, code) => {
    const attached = attachHeadless([link, '--', '/bin/sh']);
    await attached.sees(/READY> $/);
    cutOff();
    await attached.sees(/reconnecting/);
    if (how === '~.') attached.type('~.');
    else attached.pty.kill(how as NodeJS.Signals);
    expect(await attached.exited).toEqual({ code, signal: null });
    expect(attached.text).toMatch(/left the shell running; --session [0-9a-f]{32}/);
    expect(attached.terminal.lines.join('\n')).not.toMatch(/reconnecting/);
  });

  it('ends with 255 and says so with --no-reconnect', async () => {
    const attached = attachHeadless(['--no-reconnect', link, '--', '/bin/sh']);
    await attached.sees(/READY> $/);
    const { accepted } = proxy;
    proxy.cut('rst');
    expect(await attached.exited).toEqual({ code: 255, signal: null });
    expect(attached.text).toMatch(/the shell runs on; --session [0-9a-f]{32} takes it up again/);
    expect(attached.text).toMatch(/The connection to .* was lost/);
    expect(proxy.accepted).toBeLessThanOrEqual(accepted + 1);
  });

  it('is not replaced by another one in silence where the agent was', async () => {
    const mortal = await startAgent();
    const { port } = new URL(mortal.url);
    const attached = attachHeadless([mortal.link, '--', 'sh', '-c', 'echo UP; cat']);
    await attached.sees(/UP/);
    mortal.child.kill('SIGKILL');
    await attached.sees(/reconnecting/);
    const args = ['--listen', `127.0.0.1:${port}`];
    const next = await startAgent({ args, stateDir: mortal.stateDir });
    onTestFinished(async () => {
      await next.stop();
      removeFolder(mortal.stateDir);
    });
    expect(await attached.exited).toEqual({ code: 255, signal: null });
    expect(attached.text).toMatch(/This shell is no longer on the agent at .*\r?\nNo other shell/);
    expect(next.events.some(({ event }) => event === 'shell-opened')).toBe(false);
  });

  it('is not started a second time on an agent that took the place of one that never answered', async () => {
    const mortal = await startAgent();
    const { host, port } = new URL(mortal.url);
    const way = await FaultProxy.open({ port: Number(port) });
    const login = await loginBytes(linkThrough(mortal, way), way);
    const cut = way.down.cutAfter(login.down + 4, 'rst').then(() => way.stall());
    const attached = attachHeadless([linkThrough(mortal, way), '--', 'cat']);
    await cut;
    const gone = once(mortal.child, 'exit');
    mortal.child.kill('SIGKILL');
    await gone;
    const next = await startAgent({ args: ['--listen', host], stateDir: mortal.stateDir });
    way.resume();
    expect(await attached.exited).toEqual({ code: 255, signal: null });
    expect(attached.text).toMatch(/nobody knows whether the shell was started/);
    expect(next.events.some(({ event }) => event === 'shell-opened')).toBe(false);
    await way.close();
    await next.stop();
  });

  it('tells a gap once, and shows the right screen, after more than the log holds', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bowline-gap-'));
    onTestFinished(() => removeFolder(folder));
    const flag = path.join(folder, 'go');
    const script = `stty -echo; echo UP; until [ -e ${flag} ]; do sleep 0.05; done; seq 1 400000; printf 'END> '; read x; exit 6`;
    const { length } = agent.events;
    const attached = attachHeadless([link, '--', 'sh', '-c', script]);
    await attached.sees(/UP/);
    const isNew = (event: AgentEvent): boolean => agent.events.indexOf(event) >= length;
    const { session } = await agent.event('shell-opened', isNew);
    const owner = await connect(agent.link);
    onTestFinished(() => owner.close());
    // While somebody watches, nobody who was cut off is waited for.
    const watcher = AgentShell.attach(owner, newCursor(String(session)));
    await watcher.opened;
    cutOff();
    await attached.sees(/reconnecting/);
    writeFileSync(flag, '');
    await watcher.sees(/END> /);
    letIn();
    await attached.sees(/END> /);
    const expected = Array.from({ length: 23 }, (_, at) => String(400_000 - 22 + at));
    await expect.poll(() => attached.terminal.lines).toEqual([...expected, 'END>']);
    expect(attached.text.match(/bytes of output were missed/g)).toHaveLength(1);
    attached.type('\r');
    expect(await attached.exited).toEqual({ code: 6, signal: null });
  });

  it('goes on after a stop, raw again, at its size, though it was cut meanwhile', async () => {
    const attached = attachHeadless([link, '--', '/bin/sh']);
    await attached.sees(/READY> $/);
    const { pid } = attached.pty;
    process.kill(pid, 'SIGSTOP');
    proxy.cut('rst');
    // As a shell with job control does while the job stands still.
    makeCooked(attached);
    attached.pty.resize({ cols: 91, rows: 23 });
    process.kill(pid, 'SIGCONT');
    attached.type('until [ "$(stty size)" = "23 91" ]; do :; done; echo re"sized"\r');
    await attached.sees(/resized\r\n/);
    // Its own word tells that it has the terminal: a Ctrl-C before that is the shell's alone.
    attached.type(`sh -c 'echo run"ning"; exec sleep 1000'; echo inter"rupted"\r`);
    await attached.sees(/running\r\n/);
    const { length } = attached.text;
    attached.type('\x03');
    await attached.sees(/READY> $/, length);
    attached.type('exit 5\r');
    expect(await attached.exited).toEqual({ code: 5, signal: null });
  });
});

/** Through the terminal's own device. */
function makeCooked({ pty }: TestTerminal): void {
  const device = readlinkSync(`/proc/${pty.pid}/fd/0`);
  execFileSync('stty', ['-F', device, 'sane']);
}

describe('an attachment that is cut where it begins', () => {
  it('opens one shell, however far its opening came', async () => {
    for (let bytes = 40; bytes < 1_200; bytes += 97) {
      const before = openings();
      void proxy.down.cutAfter(bytes, 'rst');
      const attached = new PipedAttach([link, '--', 'sh', '-c', 'echo up; exit 3']);
      attached.child.stdin.end();
      const stdout = (await attached.child.stdout.setEncoding('utf8').toArray()).join('');
      const code = await attached.exited;
      // A first login that fails ends it at once; from then on it comes back.
      expect([3, 255]).toContain(code);
      if (code === 255) expect(attached.stderr).toMatch(/closed the connection|was lost/);
      else expect(stdout).toBe('up\r\n');
      // The agent tells by another way than the program that attached.
      await expect.poll(() => openings() - before).toBe(code === 3 ? 1 : 0);
    }
  });

  it('comes back though its logins are cut, wherever', async () => {
    const attached = attachHeadless([link, '--', '/bin/sh']);
    await attached.sees(/READY> $/);
    for (let bytes = 1; bytes < 900; bytes += 89) {
      proxy.cut('rst');
      await proxy.down.cutAfter(bytes, bytes % 2 ? 'rst' : 'fin');
      const { length } = attached.text;
      attached.type(`echo "back "$((${bytes}+1))\r`);
      await attached.sees(new RegExp(`back ${bytes + 1}\r\n`), length);
    }
    attached.type('exit 8\r');
    expect(await attached.exited).toEqual({ code: 8, signal: null });
  });

  it('gets all of the answer to the end of its input', async () => {
    const script = 'stty -echo; echo up; wc -c; seq 1 20000; exit 4';
    for (let bytes = 1; bytes < 200_000; bytes = Math.ceil(bytes * 2.7)) {
      const attached = new PipedAttach([link, '--', 'sh', '-c', script]);
      let text = '';
      let typed = false;
      for await (const chunk of attached.child.stdout as AsyncIterable<Buffer>) {
        text += String(chunk);
        if (typed || !text.includes('up')) continue;
        typed = true;
        void proxy.down.cutAfter(bytes, 'rst');
        attached.child.stdin.end('some\n');
      }
      expect(await attached.exited).toBe(4);
      const numbers = Array.from({ length: 20_000 }, (_, at) => `${at + 1}\r\n`).join('');
      expect(text).toBe(`up\r\n5\r\n${numbers}`);
    }
  });
});

describe('bad input of attach', () => {
  it('is a terminal without a size: a program gets 80 by 24', async () => {
    const command = agentCommand(['attach', agent.link, '--', 'stty', 'size']).flat();
    const words = command.map((word) => `'${word}'`).join(' ');
    const terminal = new TestTerminal('sh', ['-c', `stty rows 0 cols 0; exec ${words}`]);
    onTestFinished(() => terminal.pty.close());
    await terminal.sees(/24 80\r\n/);
    expect(await terminal.exited).toEqual({ code: 0, signal: null });
  });

  it('is an input that is closed at once: the program reads its end', async () => {
    const [file, args] = agentCommand(['attach', agent.link, '--', 'sh', '-c', 'cat; exit 9']);
    const words = [file, ...args].map((word) => `'${word}'`).join(' ');
    const closed = new TestTerminal('sh', ['-c', `${words} <&-`]);
    onTestFinished(() => closed.pty.close());
    expect(await closed.exited).toEqual({ code: 9, signal: null });
    const empty = await runAgent(['attach', agent.link, '--', 'sh', '-c', 'cat; exit 9']);
    expect(empty.code).toBe(9);
  });

  // The end comes while they start, before their line editors have the terminal.
  it.for([
    ['bash', ['--norc', '--noprofile', '-i']],
    ['zsh', ['-f', '-i']],
    ['sh', ['-i']],
  ] as const)(
    'is an input that is closed at once, for a %s that is starting',
    async ([shell, args], test) => {
      needs(whyMissing(shell), test);
      for (let run = 0; run < 6; run++) {
        const { code } = await runAgent(['attach', agent.link, '--', shell, ...args]);
        expect(code).toBe(0);
      }
    },
  );
});

describe('output that is shown again', () => {
  it('is not answered: what a terminal would say is not typed', async () => {
    const questions = '\\033[c\\033[>c\\033[6n\\033[?1$p\\033]11;?\\007\\033P$qm\\033\\\\\\005';
    const script = `stty raw -echo; printf '${questions}UP'; dd bs=1 count=4 2>/dev/null; echo over`;
    const first = attachHeadless(['--name', 'first', agent.link, '--', 'sh', '-c', script], {
      env: { TERM: 'dumb' },
    });
    first.terminal.onAnswer = () => undefined; // nobody answers yet
    await first.sees(/UP/);
    first.type('\r~d');
    await first.exited;
    const [, session = ''] = /--session ([0-9a-f]{32})/.exec(first.text) ?? [];
    const again = attachHeadless(['--session', session, agent.link]);
    await again.sees(/UP/);
    again.type('abc');
    await again.sees(/\rabcover/);
    expect((await again.exited).code).toBe(0);
  });
});
