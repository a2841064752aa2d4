// `bowline-agent run` as a script starts it, and what became of it.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { agentCommand } from './agent.ts';

export interface RunOptions {
  /** Of `run`, before `--`. */
  options?: string[];
  /** Leave stdout alone, so that nobody reads it. */
  unread?: boolean;
  /** A file that its stdout goes to, opened in its own process. */
  stdout?: string;
}

export interface RunEnd {
  code: number | null;
  signal: string | null;
}

/** Somebody who would read, but doesn't: Node throws away what nobody has listened for by the end. */
const unhurried = (): void => undefined;

export class TestRun {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<RunEnd>;
  stdout = '';
  stderr = '';
  bytes = 0;
  readonly #hashes = { stdout: createHash('sha256'), stderr: createHash('sha256') };
  readonly #looks = new Set<() => void>();

  /** `link`: of the agent, by way of the environment. */
  constructor(link: string, command: string[], options: RunOptions = {}) {
    const { unread = false, stdout } = options;
    const program = agentCommand(['run', ...(options.options ?? []), '--', ...command]);
    const [file, args] = stdout === undefined ? program : writingTo(stdout, program);
    this.child = spawn(file, args, {
      env: { ...process.env, BOWLINE_LINK: link },
      stdio: 'pipe',
    });
    this.child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve({ code, signal })),
    );
    if (unread) this.child.stdout.on('readable', unhurried);
    else this.read();
    this.#take('stderr');
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  read(): void {
    this.#take('stdout');
    this.child.stdout.off('readable', unhurried);
  }

  /** Of everything that came. */
  get sums(): { stdout: string; stderr: string } {
    const { stdout, stderr } = this.#hashes;
    return { stdout: stdout.copy().digest('hex'), stderr: stderr.copy().digest('hex') };
  }

  /** Resolves when what came so far matches; rejects when it has ended before. */
  async sees(pattern: RegExp, from: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      const look = (): void => {
        if (pattern.test(this[from])) resolve();
      };
      this.#looks.add(look);
      look();
    });
    const over = this.ended.then((end) => {
      if (pattern.test(this[from])) return;
      throw new Error(`no ${pattern} before ${JSON.stringify(end)}: ${this.stdout}${this.stderr}`);
    });
    await Promise.race([seen, over]);
  }

  #take(from: 'stdout' | 'stderr'): void {
    this.child[from].on('data', (chunk: Buffer) => {
      this.#hashes[from].update(chunk);
      if (from === 'stdout') this.bytes += chunk.byteLength;
      if (this[from].length < 100_000) this[from] += chunk.toString('latin1');
      for (const look of [...this.#looks]) look();
    });
  }
}

function writingTo(
  path: string,
  [file, args]: [file: string, args: string[]],
): [file: string, args: string[]] {
  return ['/bin/sh', ['-c', 'exec "$@" > "$0"', path, file, ...args]];
}

/** The same agent's link by way of a proxy. */
export function by(link: string, port: number): string {
  return link.replace(/:\d+\//, `:${port}/`);
}

export function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
