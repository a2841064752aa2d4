// Every command that speaks to an agent takes its link in the same ways: all commands, each way,
// in processes of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definition } from '../../agent/cli/commandLine.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { invite } from '../../core/client/sharing.ts';
import { agentCommand, startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { temporaryDirectory } from '../support/temporary.ts';

let home: string;
let agent: TestAgent;
let client: AgentClient;
beforeAll(async () => {
  home = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-'));
  agent = await startAgent({ stateDir: path.join(home, 'bowline-agent') });
  client = await connect(agent.link);
});
afterAll(async () => {
  await client.close();
  await agent.stop();
  removeFolder(home);
});

/** A new shell, for a command to do something to. */
async function shell(): Promise<string> {
  const { opened, cursor } = AgentShell.open(client, { command: ['cat'] });
  await opened;
  return cursor.session;
}

async function invitation(): Promise<string> {
  return (await invite(client, { session: await shell(), role: 'viewer' })).id;
}

interface Case {
  /** Its arguments, without the link. */
  args: () => Promise<string[]> | string[];
  /** It says this, and ends with 0. */
  says: RegExp;
  /** Runs until it is stopped. */
  stays?: boolean;
}

const COMMANDS: Record<string, Case> = {
  list: { args: () => [], says: /^ID |^No shells/ },
  kill: { args: async () => [await shell()], says: /is being ended/ },
  detach: { args: async () => [await shell()], says: /runs on/ },
  attach: { args: () => ['--', 'echo', 'it works', '--json'], says: /it works --json/ },
  run: { args: () => ['--', 'echo', 'it ran', '--json'], says: /it ran --json/ },
  share: { args: async () => [await shell()], says: /^bowline:\/\/127\.0\.0\.1:\d+\/\?.*invite=/ },
  'share --list': { args: () => ['--list'], says: /^ID |^No invitations/ },
  'share --revoke': { args: async () => ['--revoke', await invitation()], says: /worth nothing/ },
  cp: { args: () => [linkFile(), `remote:${path.join(home, 'copied')}`], says: /^$/ },
  forward: { args: () => ['-L', '0:localhost:9'], says: /is open/, stays: true },
};

interface Way {
  args?: string[];
  env?: Record<string, string>;
  input?: string;
}

const WAYS: Record<string, () => Way> = {
  'a file': () => ({ args: ['--link-file', linkFile()] }),
  stdin: () => ({ args: ['-'], input: `\ufeff\r\n${agent.link}\r\n` }),
  'the environment': () => ({ env: { BOWLINE_LINK: `${agent.link}\r\n` } }),
  'a state directory': () => ({ args: ['--state-dir', agent.stateDir] }),
  'the agent here': () => ({ env: { XDG_STATE_HOME: home } }),
  'the command line': () => ({ args: [agent.link] }),
  // What is said is meant, whatever the environment has.
  'a file, before the environment': () => ({
    args: ['--link-file', linkFile()],
    env: { BOWLINE_LINK: 'bowline://127.0.0.1:1/?v=1' },
  }),
};

function linkFile(mode = 0o600): string {
  const file = path.join(temporaryDirectory(), 'link');
  writeFileSync(file, `\r\n${agent.link}  \r\n`);
  chmodSync(file, mode);
  return file;
}

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end; one that stays is told to stop when it has said what it should. */
async function run(name: string, way: Way): Promise<Ended> {
  const { args, says, stays } = COMMANDS[name]!;
  const own = [...(way.args ?? []), ...(await args())];
  const [file, all] = agentCommand([name.split(' ')[0]!, ...own]);
  const env = { ...process.env, BOWLINE_LINK: '', ...way.env };
  const child = spawn(file, all, { stdio: 'pipe', env });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      // Once: a second one means now.
      if (stays && !child.killed && says.test(said.stdout)) child.kill('SIGTERM');
    });
  }
  child.stdin.on('error', () => undefined).end(way.input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

it('are all commands that take a link, and none of them declares ways of its own', () => {
  const takes = definition().commands.filter(({ options }) =>
    options.some(({ long }) => long === '--link-file'),
  );
  const tested = Object.keys(COMMANDS).map((name) => name.split(' ')[0]);
  expect(new Set(tested)).toEqual(new Set(takes.map((command) => command.name())));
  for (const { options, registeredArguments } of takes) {
    expect(options.map(({ long }) => long)).toContain('--state-dir');
    expect(registeredArguments.map((one) => one.name())).toContain('-');
  }
});

describe.each(Object.keys(COMMANDS))('%s takes its link from', (name) => {
  it.each(Object.keys(WAYS))('%s', async (way) => {
    const { code, stdout, stderr } = await run(name, WAYS[way]!());
    expect(stderr).not.toMatch(/token=/);
    expect(`${stdout}${code === 0 ? '' : stderr}`).toMatch(COMMANDS[name]!.says);
    expect(code).toBe(0);
    const warned = /can be read by every user of this machine/.test(stderr);
    expect(warned).toBe(way === 'the command line');
  });

  it('one place, and says so where there are two, or others can read it', async () => {
    const refused: [Way, words: RegExp, code: number][] = [
      [{ args: ['-', '--link-file', linkFile()] }, /in two ways/, 2],
      [{ args: ['--state-dir', agent.stateDir, agent.link] }, /in two ways/, 2],
      [{ args: ['-'], input: `${agent.link} ${agent.link}\n` }, /two links in the standard/, 2],
      [{ args: ['--link-file', linkFile(0o644)] }, /mode 0644[^]*chmod 600 /, 1],
      [{ env: { BOWLINE_LINK: 'hello' } }, /not a Bowline pairing link/, 2],
    ];
    for (const [way, words, code] of refused) {
      const ran = await run(name, way);
      expect(ran.stderr).toMatch(words);
      expect(ran).toMatchObject({ code, stdout: '' });
    }
  });
});

it.each([
  ['attach', ['attach', '--link-file', '/no/such', '--', 'prog', '--json']],
  ['a value', ['attach', '--link-file', '/no/such', '--name', '--json']],
])('--json of %s is somebody else’s', async (_what, args) => {
  const [file, all] = agentCommand(args);
  const child = spawn(file, all, { stdio: ['ignore', 'pipe', 'ignore'] });
  expect(await child.stdout.setEncoding('utf8').toArray()).toEqual([]);
});

it('an invitation is for attach alone, and the others say so', async () => {
  const { stdout: link } = await run('share', WAYS['a file']!());
  const { stderr, code } = await run('list', { args: ['-'], input: link });
  expect(code).toBe(2);
  expect(stderr).toMatch(/invitation to one shell[^]*`bowline-agent attach`/);
});
