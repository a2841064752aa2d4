// The real agent in a process of its own, as a person would start it.
import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isFresh, outputOf } from '../../build/fresh.mjs';
import { buildUnderTest, ROOT } from './buildUnderTest.ts';
import type { PrivateRoot } from './privateRoot.ts';
import { removeFolder } from './removeFolder.ts';
import { loginEnvironment, type TestUser } from './testUser.ts';

/** One line of the agent's `--json` report. */
export interface AgentEvent {
  event: string;
  [field: string]: unknown;
}

export interface AgentOptions {
  /** Arguments of `serve`; `--json` and a state directory are added, and a free port. */
  args?: string[];
  env?: Record<string, string>;
  /** Kept when given; else the agent has one of its own that goes with it. */
  stateDir?: string;
  /** An installed `bowline-agent`, instead of this repository's. */
  program?: string;
  /** Runs it as somebody else, at home there. */
  user?: TestUser;
  /** Where the program is installed; else in this machine's own. */
  root?: PrivateRoot;
}

export interface TestAgent {
  /** `ws://127.0.0.1:PORT`. */
  url: string;
  link: string;
  pid: number;
  stateDir: string;
  child: ChildProcess;
  /** Everything reported so far. */
  events: AgentEvent[];
  /** The first event of that name, now or later, that the test is looking for. */
  event(name: string, matches?: (event: AgentEvent) => boolean): Promise<AgentEvent>;
  /** SIGTERM; resolves with the exit code. Throws if the agent reported a mistake of its own. */
  stop(): Promise<number | null>;
}

/**
 * Program and arguments that run the agent: the bundle where it is fresh, else the sources; of
 * another build than this checkout's always the bundle.
 * BOWLINE_AGENT_NODE names another Node for it, an older one that can't read the sources.
 */
export function agentCommand(args: readonly string[]): [file: string, args: string[]] {
  const node = process.env.BOWLINE_AGENT_NODE;
  const built = buildUnderTest();
  const bundled = node !== undefined || built !== ROOT || isFresh('agent');
  const program = bundled ? outputOf('agent', built) : path.join(ROOT, 'agent/main.ts');
  return [node ?? process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args]];
}

/** Resolves once the agent listens. Rejects with what it said when it doesn't. */
export async function startAgent(options: AgentOptions = {}): Promise<TestAgent> {
  const own = options.stateDir === undefined;
  const stateDir = options.stateDir ?? makeStateDirectory();
  if (options.user) chownSync(stateDir, options.user.uid, options.user.gid);
  const child = launch(options, stateDir);
  // Its last words may be read after its exit is told.
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const report = new ReportReader(child);
  const { url, link } = await report.first(exited);
  return {
    ...{ url: String(url), link: String(link), pid: child.pid!, stateDir, child },
    events: report.events,
    event: (name, matches) => report.event(name, matches),
    async stop() {
      child.kill('SIGTERM');
      const code = await exited;
      if (own) removeFolder(stateDir);
      const mistake = report.events.find(({ event }) => event === 'internal-error');
      if (mistake) throw new Error(`the agent made a mistake: ${String(mistake.text)}`);
      return code;
    },
  };
}

/** Runs another command of the agent to its end; `node` is what Node itself is told. */
export async function runAgent(
  args: readonly string[],
  input = '',
  node: readonly string[] = [],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const [file, all] = agentCommand(args);
  const child = spawn(file, [...node, ...all], { stdio: 'pipe' });
  child.stdin.on('error', () => undefined).end(input);
  const stdout = child.stdout.setEncoding('utf8').toArray();
  const stderr = child.stderr.setEncoding('utf8').toArray();
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: (await stdout).join(''), stderr: (await stderr).join('') };
}

function makeStateDirectory(): string {
  return mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-agent-'));
}

function launch(
  { args = [], env, program, user, root }: AgentOptions,
  stateDir: string,
): ChildProcess {
  const chosen = args.some((arg) => /^--(listen|socket|relay)$/.test(arg));
  const where = chosen ? [] : ['--listen', '127.0.0.1:0'];
  const serve = ['serve', '--json', '--state-dir', stateDir, ...where, ...args];
  const [file, all] = program ? [program, serve] : agentCommand(serve);
  const base = user ? loginEnvironment(user) : process.env;
  const options = { stdio: 'pipe', env: { ...base, ...env } } as const;
  if (root) return spawn(...root.command(file, all, user), options);
  const login = user && { uid: user.uid, gid: user.gid, cwd: user.home };
  return spawn(file, all, { ...options, ...login });
}

class ReportReader {
  readonly events: AgentEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #errors = '';

  constructor(child: ChildProcess) {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.events.push(JSON.parse(line) as AgentEvent);
      for (const look of [...this.#waiting]) look();
    });
  }

  async first(exited: Promise<number | null>): Promise<AgentEvent> {
    const failed = exited.then((code) => {
      throw new Error(`the agent ended with ${code}: ${this.#errors}`);
    });
    return Promise.race([this.event('listening'), failed]);
  }

  event(name: string, matches: (event: AgentEvent) => boolean = () => true): Promise<AgentEvent> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.events.find((event) => event.event === name && matches(event));
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
