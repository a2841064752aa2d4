// What goes over a login that stands: scripts to run there and sockets to forward, each through
// a short-lived ssh that joins the master instead of logging in itself.
import { createReadStream } from 'node:fs';
import { startProgram } from '../../../core/process/startProgram.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import type { PtyCommand } from '../ptyShell.ts';

export interface CommandResult {
  /** null when it was cut off by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Of each kind of output; a script of ours prints a few lines. */
const OUTPUT_LIMIT = 64 * 1024;
/** The master knows where it leads; a host has to be named all the same. */
const NOBODY = 'bowline.invalid';

export class SshCommands {
  readonly #ssh: PtyCommand;
  readonly #control: string;
  /** Remote tunnels of this login by whoever holds them, as ssh writes them: see `sshForward.ts`. */
  readonly remote = new Set<string>();

  constructor(ssh: PtyCommand, control: string) {
    this.#ssh = ssh;
    this.#control = control;
  }

  /**
   * Runs a POSIX script there. It travels as input, so that no login shell reads its quotes.
   * @param onOutput is told what it prints as it comes
   */
  script(
    text: string,
    args: readonly string[] = [],
    onOutput?: (text: string) => void,
  ): Promise<CommandResult> {
    // `exit` keeps the login's shell there, whose surroundings are the login's: see `sampleLogin`.
    // csh needs to be told the status, the others know it where the variable is empty.
    const command = `${['sh', '-s', '--', ...args.map(quote)].join(' ')}; exit $status`;
    return this.#run(['-T', '--', NOBODY, command], { text }, onOutput);
  }

  /** Writes a file of this computer into one there, which is created for its owner alone. */
  upload(file: string, path: string): Promise<CommandResult> {
    const command = `sh -c ${quote(`umask 077; cat > ${quote(path)}`)}`;
    return this.#run(['-T', '--', NOBODY, command], { file });
  }

  /**
   * Makes `local`, a socket that only this user can use, lead to `remote` there: a socket's path,
   * or `host:port`. Rejects with `ConnectFailure`.
   */
  async forward(local: string, remote: string): Promise<void> {
    const result = await this.tunnel('forward', '-L', `${local}:${remote}`);
    if (result.code === 0) return;
    const words = lastLine(result.stderr) || 'ssh did not say why';
    throw new ConnectFailure(
      'lost',
      `The way to the agent could not be made: ${words}.`,
      'The server may forbid forwarding (AllowStreamLocalForwarding). Ask whoever runs it.',
    );
  }

  /**
   * Adds a tunnel to the connection, or takes it away: `flag` is -L, -R or -D, `argument` as ssh
   * writes it. What is connected through one that is taken away stays connected.
   */
  tunnel(
    order: 'forward' | 'cancel',
    flag: '-L' | '-R' | '-D',
    argument: string,
  ): Promise<CommandResult> {
    return this.#run(['-O', order, flag, argument, '--', NOBODY], { text: '' });
  }

  /** Does the login still stand? */
  async alive(): Promise<boolean> {
    return (await this.#run(['-O', 'check', '--', NOBODY], { text: '' })).code === 0;
  }

  #run(
    args: readonly string[],
    input: { text: string } | { file: string },
    onOutput: (text: string) => void = () => undefined,
  ): Promise<CommandResult> {
    const { file, env, cwd } = this.#ssh;
    const command = { file, args: [...this.#joining(), ...args] };
    const child = startProgram(command, { env, cwd, stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] = (output[name] + text).slice(-OUTPUT_LIMIT);
        onOutput(text);
      });
    }
    child.stdin.on('error', () => undefined); // it ended without reading all; its code says why
    if ('text' in input) child.stdin.end(input.text);
    else createReadStream(input.file).pipe(child.stdin);
    return new Promise((resolve) => {
      child.on('error', (error) => resolve({ code: null, ...output, stderr: error.message }));
      child.on('close', (code) => resolve({ code, ...output }));
    });
  }

  /** Never logs in by itself: without the master it ends at once. */
  #joining(): string[] {
    const options = [
      ...[`ControlPath=${this.#control}`, 'ControlMaster=no', 'ProxyCommand=false'],
      'SendEnv=*', // the master sends on what the user's own SendEnv names
    ];
    return ['-F', '/dev/null', ...options.flatMap((option) => ['-o', option])];
  }
}

/** As one word for a POSIX shell, and for the others that people log in with. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

/** ssh reads a colon as the end of a path. An IPv6 address in brackets it understands. */
export function escaped(target: string): string {
  return target.startsWith('/') ? target.replace(/[\\:]/g, '\\$&') : target;
}
