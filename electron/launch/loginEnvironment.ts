// What the user's login shell adds to the environment. An app started from macOS's Finder or Dock
// has none of it: no PATH of Homebrew's, no SSH_AUTH_SOCK of an agent that a login file starts.
import { say, type Said } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { startProgram } from '../../core/process/startProgram.ts';
import { pause, type Clock } from '../../core/time/clock.ts';

/** Login files may load a lot; one that waits for ever must not keep the app from starting. */
const LIMIT_MS = 5_000;
const LIMIT_BYTES = 1024 * 1024;
/** Set while login files run, so that they can tell and leave out what takes time. */
const RESOLVING = 'BOWLINE_RESOLVING_ENVIRONMENT';
/** The shell's own, or of the moment in which it ran. */
const NOT_KEPT =
  /^(_|SHLVL|PWD|OLDPWD|TERM|COLUMNS|LINES|BOWLINE_\w*|(ELECTRON|NODE|LD|DYLD)_\w*)$/;

export interface LoginFacts {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** Absolute path of the login shell. */
  shell: string;
}

export type LoginEnvironment = { env: Record<string, string> } | { problem: Said };

/** Only there, and only when no terminal has started us, which would have passed its own on. */
export function lacksLoginEnvironment({ platform, env }: Omit<LoginFacts, 'shell'>): boolean {
  return platform === 'darwin' && !env['TERM'] && !env['TERM_PROGRAM'];
}

/** Asks the login shell, once; the answer comes within five seconds. Never rejects. */
export async function loginEnvironment(
  { env, shell }: Omit<LoginFacts, 'platform'>,
  clock: Clock,
): Promise<LoginEnvironment> {
  const mark = randomUUID();
  const command = { file: shell, args: loginArguments(shell, mark) };
  const options = {
    env: { ...env, TERM: 'dumb', [RESOLVING]: '1' },
    detached: true, // so that all that a login file starts can be ended
  };
  const child = startProgram(command, { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
  const over = new AbortController();
  const output = collect(child.stdout!, over);
  child.once('error', () => over.abort());
  // Its exit may be told before its last output was read, for which a whole turn of the loop is
  // needed; the end of that need never come, as a program that a login file starts holds it open.
  child.once('exit', () => setImmediate(() => setImmediate(() => over.abort())));
  await pause(clock, LIMIT_MS, over.signal);
  endGroup(child.pid);
  child.stdout!.destroy();
  const found = between(output(), mark);
  if (found !== undefined) return { env: parse(found) };
  const name = basename(shell);
  const problem = over.signal.aborted
    ? say('login-environment-silent', { shell: name })
    : say('login-environment-slow', { shell: name, seconds: LIMIT_MS / 1000 });
  return { problem };
}

// csh takes `-l` alone only; what it runs is for /bin/sh, because each shell has words of its own.
function loginArguments(shell: string, mark: string): string[] {
  const script = `/bin/sh -c "printf %s ${mark}; /usr/bin/env -0 || /usr/bin/env; printf %s ${mark}"`;
  return /csh$/.test(basename(shell)) ? ['-ic', script] : ['-i', '-l', '-c', script];
}

function collect(stream: NodeJS.ReadableStream, over: AbortController): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size <= LIMIT_BYTES) chunks.push(chunk);
    else over.abort();
  });
  stream.on('end', () => over.abort());
  stream.on('error', () => over.abort());
  return () => Buffer.concat(chunks);
}

/** Login files print things of their own around it. */
function between(output: Buffer, mark: string): string | undefined {
  const parts = output.toString('utf8').split(mark);
  return parts.length === 3 ? parts[1] : undefined;
}

// An old `env` knows no `-0`; then a value's second line is lost, which no name could be told from.
function parse(text: string): Record<string, string> {
  const lines = text.split(text.includes('\0') ? '\0' : '\n');
  const pairs = lines.flatMap((line) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(line) ?? [];
    return name === undefined || NOT_KEPT.test(name) ? [] : [[name, value!] as const];
  });
  return Object.fromEntries(pairs);
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}
