import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { runAgent, startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { temporaryDirectory } from '../support/temporary.ts';

let agent: TestAgent;
let client: AgentClient;

beforeAll(async () => {
  agent = await startAgent();
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
});

const here = () => ['--state-dir', agent.stateDir];

describe('the command line', () => {
  it('says its version and its commands', async () => {
    const file = path.resolve(import.meta.dirname, '../../package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    expect(await runAgent(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
    const help = await runAgent(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['serve', 'pair', 'list', 'attach', 'kill']) {
      expect(help.stdout).toContain(name);
    }
  });

  it.each([
    [['dance']],
    [['serve', '--nonsense']],
    [['serve', '--heartbeat', '99']],
    [['serve', '--tls', 'one-file']],
    [['serve', '--tls', 'a', 'b', 'c']],
    [['serve', '--socket', '/tmp/x', '--listen', '127.0.0.1:0']],
    [['kill']],
    [['attach', 'top']],
    [['forward', '-L', '0:localhost:9', 'there']],
    [['attach', 'https://example.org']],
    [['attach', 'bowline://127.0.0.1:1/?v=1']],
  ])('answers 2 when it is called in a wrong way: %j', async (args) => {
    const { code, stdout, stderr } = await runAgent(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });
});

describe('bowline-agent pair', () => {
  it("prints the running agent's link and nothing else", async () => {
    expect(await runAgent(['pair', ...here()])).toEqual({
      code: 0,
      stdout: `${agent.link}\n`,
      stderr: '',
    });
  });

  it('puts in another name for this machine', async () => {
    const { stdout } = await runAgent(['pair', ...here(), '--host', 'build.example.org', '--json']);
    const { link } = JSON.parse(stdout) as { link: string };
    expect(link).toBe(agent.link.replace('127.0.0.1', 'build.example.org'));
    expect(await runAgent(['pair', ...here(), '--host', 'a b'])).toMatchObject({ code: 2 });
  });

  it('says how to start an agent where none runs', async () => {
    for (const directory of [temporaryDirectory(), '/no/such/directory']) {
      const { code, stderr } = await runAgent(['pair', '--state-dir', directory]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/No agent [^]*`bowline-agent serve`/);
    }
  });
});

describe('bowline-agent list and kill', () => {
  it('show the shells, and end one by the start of its name', async () => {
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'echo up; cat'] });
    await shell.sees(/up/);
    const { session } = shell.cursor;
    const listed = await runAgent(['list', ...here()]);
    expect(listed.stdout).toMatch(/^ID +STATE +PID +VIEWERS +AGE +LAST OUTPUT +COMMAND\n/);
    expect(listed.stdout).toMatch(new RegExp(`\n${session}  running  \\d+  1 .* ago +\\w+`));

    const killed = await runAgent(['kill', session.slice(0, 8), ...here()]);
    expect(killed).toMatchObject({ code: 0, stdout: `Shell ${session} is being ended.\n` });
    await shell.end;
    const json = await runAgent(['list', ...here(), '--json']);
    const shells = JSON.parse(json.stdout) as { session: string; exit: unknown }[];
    expect(shells.find((found) => found.session === session)?.exit).not.toBeNull();
  });

  it('refuse a name that is no shell, or of several', async () => {
    expect(await runAgent(['kill', 'zz', ...here()])).toMatchObject({
      code: 1,
      stderr: 'bowline-agent: There is no shell "zz".\nSee `bowline-agent list`.\n',
    });
    const two = [AgentShell.open(client), AgentShell.open(client)];
    await Promise.all(two.map((shell) => shell.opened));
    expect((await runAgent(['kill', '', ...here()])).stderr).toMatch(/shells have names that/);
  });
});
