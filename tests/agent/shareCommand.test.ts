// bowline-agent share, and attach with what it prints, as people use them.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { agentCommand, runAgent, startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { TestTerminal } from '../support/terminal.ts';

let agent: TestAgent;
let owner: AgentClient;
let shell: AgentShell;

beforeAll(async () => {
  agent = await startAgent();
  owner = await connect(agent.link);
});
afterAll(async () => {
  await owner.close();
  await agent.stop();
});
beforeEach(async () => {
  const command = ['sh', '-c', 'stty raw -echo; printf ready; exec cat'];
  shell = AgentShell.open(owner, { command, cols: 100, rows: 30, name: 'Olga' });
  await shell.sees(/ready/);
  const { session } = shell.cursor;
  onTestFinished(async () => {
    await owner.request('kill', { session, signal: 'SIGKILL' }).catch(() => undefined); // it ended
  });
});

function share(...args: string[]) {
  return runAgent(['share', ...args, '--state-dir', agent.stateDir]);
}

async function linkTo(session: string, ...args: string[]): Promise<string> {
  const { code, stdout } = await share(session, ...args);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^bowline:\S+\n$/);
  return stdout.trim();
}

function attach(link: string, ...args: string[]): TestTerminal {
  const [file, all] = agentCommand(['attach', link, '--name', 'Greta', ...args]);
  const terminal = new TestTerminal(file, all, { cols: 80, rows: 24 });
  onTestFinished(() => terminal.pty.close());
  return terminal;
}

describe('a guest in a terminal', () => {
  it('watches, is told so and who is here, and types nothing', async () => {
    const guest = attach(await linkTo(shell.cursor.session.slice(0, 10)));
    await guest.sees(/you can watch this shell, but not type in it/);
    await guest.sees(/here now: Olga \(owner\), Greta \(watches\)/);
    await guest.sees(/the shell has 100 columns and 30 rows/);
    guest.type('typed by the guest');
    await shell.shell.say('hello,\nGreta');
    await guest.sees(/\[Olga: hello, \/ Greta\]/);
    shell.type('typed by the owner\r\n');
    await guest.sees(/typed by the owner/);
    guest.type('\r~.');
    expect(await guest.exited).toEqual({ code: 0, signal: null });
    expect(guest.text).not.toContain('--session');
    expect(shell.text).toBe('readytyped by the owner\r\n');
  });

  it('is told how much was said before, and nothing inside of a full-screen program', async () => {
    await shell.shell.say('long ago');
    shell.type('\x1b[?1049hfull screen');
    await shell.sees(/full screen/);
    const guest = attach(await linkTo(shell.cursor.session));
    await guest.sees(/full screen/);
    await shell.group(({ total }) => total === 2);
    await shell.shell.say('not now');
    shell.type('\x1b[?1049lback');
    await guest.sees(/\[Olga: not now\]/);
    expect(guest.text).toMatch(
      /before you came: 1\][^]*full screen\x1b\[\?1049lback[^]*\[Olga: not now\]/,
    );
    expect(guest.text).not.toContain('long ago');
  });

  it('types where it may, and hears of those who come and go', async () => {
    const link = await linkTo(shell.cursor.session, '--role', 'editor');
    const guest = attach(link);
    await guest.sees(/here now/);
    guest.type('typed by the guest');
    await shell.sees(/typed by the guest/);
    const other = attach(link, '--name', 'Gustav');
    await guest.sees(/Gustav joined \(may type\)/);
    other.type('\r~.');
    await guest.sees(/Gustav left/);
  });

  it('comes back by an invitation for one, and is another one under another name', async () => {
    const link = await linkTo(shell.cursor.session, '--uses', '1');
    for (const _time of [1, 2]) {
      const guest = attach(link);
      await guest.sees(/here now/);
      guest.type('\r~.');
      expect(await guest.exited).toEqual({ code: 0, signal: null });
    }
    const other = attach(link, '--name', 'Gustav');
    await other.sees(/has been used as often as it may be/);
  });

  it('is told when it is cut off', async () => {
    const guest = attach(await linkTo(shell.cursor.session));
    await guest.sees(/here now/);
    const { stdout } = await share('--list', '--json');
    const all = JSON.parse(stdout) as { id: string; session: string }[];
    const { id } = all.find(({ session }) => session === shell.cursor.session)!;
    const revoked = await share('--revoke', id.slice(0, 6));
    expect(revoked.stdout).toMatch(/worth nothing any more. Guests cut off: 1/);
    await guest.sees(/This invitation was taken back/);
    expect(await guest.exited).toEqual({ code: 255, signal: null });
  });

  it('gets the output and nothing else in a pipe', async () => {
    const link = await linkTo(shell.cursor.session);
    const piped = runAgent(['attach', link]);
    await shell.group(({ total }) => total === 2);
    await shell.shell.say('not in the output');
    shell.type('in the output');
    await shell.sees(/in the output/);
    await owner.request('kill', { session: shell.cursor.session });
    const { stdout, stderr } = await piped;
    expect(stdout).toBe('readyin the output');
    expect(stderr).toMatch(/not in the output/);
  });

  it('can’t be given a program, nor a link that is none', async () => {
    const link = await linkTo(shell.cursor.session);
    expect((await runAgent(['attach', link, '--', 'sh'])).code).toBe(2);
    const { code, stderr } = await runAgent(['attach', link.replace('role=viewer', 'role=king')]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/This invitation does not say/)]);
  });
});

describe('bowline-agent share', () => {
  it('says what its link is good for, beside the link', async () => {
    const { session } = shell.cursor;
    const { stderr } = await share(session, '--uses', '3', '--expires', '2h', '--role', 'editor');
    expect(stderr).toMatch(/The first 3 who use it can watch this shell and type in it, until /);
    expect(stderr).toMatch(/Only programs on this machine/);
    const elsewhere = await share(session, '--host', 'build.example');
    expect(elsewhere.stdout).toMatch(/^bowline:\/\/build\.example:/);
  });

  it('lists what there is, and never a token', async () => {
    const link = await linkTo(shell.cursor.session, '--label', 'for the new one', '--uses', '2');
    const { stdout } = await share('--list', shell.cursor.session);
    expect(stdout).toMatch(/^ID +STATE +ROLE +HERE +USED +ENDS IN +SHELL +LABEL\n/);
    expect(stdout).toMatch(/open +viewer +0 +0 of 2 +59 min +[0-9a-f]{32} +for the new one\n$/);
    expect(stdout).not.toContain(new URL(link).searchParams.get('token'));
  });

  it.each([
    [2, /Which shell/, []],
    [1, /no shell "ffff"/, ['ffff']],
    [1, /no invitation "ffff"/, ['--revoke', 'ffff']],
    [2, /a week at most/, ['ffff', '--expires', '8d']],
    [2, /from 1 to 1000/, ['ffff', '--uses', '0']],
    [2, /viewer, editor/, ['ffff', '--role', 'owner']],
    [2, /can't stand in a link/, ['SHELL', '--host', 'a b']],
  ])('ends with %i and says %s for %j', async (expected, words, args) => {
    const named = args.map((arg) => (arg === 'SHELL' ? shell.cursor.session : arg));
    const { code, stderr } = await share(...named);
    expect([code, stderr]).toEqual([expected, expect.stringMatching(words)]);
  });
});
