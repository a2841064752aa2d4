// A real agent in a process of its own, from the compiled bundle, with a state folder that is
// thrown away with it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { outputOf } from '../../build/fresh.mjs';
import type { TestUser } from './testUser.ts';
import { loginEnvironment } from './testUser.ts';

export interface AgentProcess {
  /** What a user pastes into the field `Pairing link`. */
  link: string;
  url: string;
  process: ChildProcess;
  stateDirectory: string;
  close(): Promise<void>;
}

export interface AgentProcessOptions {
  /** Further arguments of `bowline-agent serve`. */
  args?: string[];
  env?: NodeJS.ProcessEnv;
  /** The installed program instead of the compiled bundle. */
  program?: string;
  /** Runs it as somebody else, at home there. */
  user?: TestUser;
}

interface ListeningEvent {
  event: 'listening';
  url: string;
  link: string;
}

/** With `--json` the first line is the listening event. */
async function firstEvent(agent: ChildProcess): Promise<ListeningEvent> {
  if (!agent.stdout) throw new Error('The agent has no stdout.');
  for await (const line of createInterface({ input: agent.stdout })) {
    return JSON.parse(line) as ListeningEvent;
  }
  throw new Error(`The agent ended before it listened (exit code ${agent.exitCode}).`);
}

export async function startAgentProcess(options: AgentProcessOptions = {}): Promise<AgentProcess> {
  const stateDirectory = await mkdtemp(path.join(tmpdir(), 'bowline-agent-'));
  if (options.user) await chown(stateDirectory, options.user.uid, options.user.gid);
  const program = options.program ? [options.program] : [process.execPath, outputOf('agent')];
  const serve = ['serve', '--listen', '127.0.0.1:0', '--state-dir', stateDirectory, '--json'];
  const [command = '', ...args] = [...program, ...serve, ...(options.args ?? [])];
  const agent = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...(options.user ? loginEnvironment(options.user) : process.env), ...options.env },
    ...(options.user ? { uid: options.user.uid, gid: options.user.gid } : {}),
    ...(options.user ? { cwd: options.user.home } : {}),
  });
  const { url, link } = await firstEvent(agent);
  agent.stdout?.resume();
  return {
    url,
    link,
    process: agent,
    stateDirectory,
    close: async () => {
      const ended = agent.exitCode === null && agent.signalCode === null && once(agent, 'exit');
      agent.kill();
      await ended;
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}
