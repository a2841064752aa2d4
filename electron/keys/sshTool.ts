// OpenSSH's own tools: where they are, and one run of one of them that asks nothing and has an end.
import { dirname, join } from 'node:path';
import { variable } from '../../core/process/searchPath.ts';
import { startProgram } from '../../core/process/startProgram.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import type { PtyCommand } from '../programs/command.ts';
import { findProgram } from '../programs/localFiles.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { sshCommand } from '../ssh/sshCommand.ts';

export interface Tools {
  surroundings: LocalSurroundings;
  clock: Clock;
}

export interface ToolEnd {
  /** null where a signal ended it. */
  code: number | null;
  out: string;
  said: string;
  /** It was ended, as it took too long. */
  late: boolean;
}

export interface ToolRun {
  input?: string;
  /** Milliseconds. */
  limitMs?: number;
  /** Characters of its output. */
  most?: number;
  env?: Record<string, string>;
}

type Tool = 'ssh-keygen' | 'ssh-add' | 'ssh';

/** A tool that looks at files takes milliseconds; a network's folder may take its time. */
const LIMIT_MS = 10_000;
const OUTPUT = 256 * 1024;
const SAID = 16 * 1024;

/** What runs a tool. Throws a `PersonError` where it isn't there. */
export function toolCommand(tool: Tool, { surroundings }: Tools): Omit<PtyCommand, 'args'> {
  const { file: ssh, env, cwd } = sshCommand([], surroundings);
  const path = variable(env, 'PATH', surroundings.platform);
  const file = findProgram(tool, path) ?? findProgram(join(dirname(ssh), tool));
  if (file === undefined) throw new PersonError(say('no-ssh-tool', { tool }));
  // However ssh itself is asked: these are answered at their terminal, or not at all.
  return { file, env: { ...env, SSH_ASKPASS_REQUIRE: 'never' }, cwd };
}

/** Runs it to its end, without a terminal. Rejects where it can't be started. */
export function runTool(
  tool: Tool,
  args: string[],
  tools: Tools,
  { input = '', limitMs = LIMIT_MS, most = OUTPUT, env: own = {} }: ToolRun = {},
): Promise<ToolEnd> {
  const { file, env, cwd } = toolCommand(tool, tools);
  const how = { env: { ...env, ...own }, cwd, stdio: 'pipe', windowsHide: true } as const;
  const child = startProgram({ file, args }, how, { outlives: false });
  child.stdin.on('error', () => undefined).end(input);
  const end: ToolEnd = { code: null, out: '', said: '', late: false };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (end.out.length < most) end.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    end.said = (end.said + text).slice(-SAID);
  });
  return new Promise((resolve, reject) => {
    const cancel = tools.clock.after(limitMs, () => {
      child.kill('SIGKILL');
      // What it has started may outlive it, with its pipes in hand.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ...end, late: true });
    });
    child.on('error', (error) => {
      cancel();
      reject(error);
    });
    child.on('close', (code) => {
      cancel();
      resolve({ ...end, code });
    });
  });
}
