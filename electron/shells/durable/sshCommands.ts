// What goes over a login that stands: scripts to run there, each through a short-lived ssh that
// joins the master instead of logging in itself, and forwards, which the master is asked for.
import { createReadStream } from 'node:fs';
import { startProgram } from '../../../core/process/startProgram.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import type { PtyCommand } from '../ptyShell.ts';
import { asOption } from '../sshArguments.ts';
import { controlPath, ownWord, remoteCommand, type SshArgument } from '../sshPlaces.ts';
import { askMaster, type MuxAnswer, type SshForward } from './muxClient.ts';
import { RemoteScript } from './remoteScript.ts';
import { remoteWords } from './remoteText.ts';

export interface CommandResult {
  /** null when it was cut off by a signal. */
  code: number | null;
  /** What the script has printed. */
  stdout: string;
  stderr: string;
  /** false where something else took the script's place. */
  began: boolean;
  /** What was printed before it began, by login files or by what has taken its place. */
  before: string;
}

/** Of each kind of output; a script of ours prints a few lines. */
const OUTPUT_LIMIT = 64 * 1024;
/** Of a file, at once: Linux takes arguments of 128 KiB at most, and base64 makes 80 of it. */
const PIECE_BYTES = 60 * 1024;
const UPLOAD = `umask 077; exec "$1" -e '
  require("fs").appendFileSync(process.argv[1], Buffer.from(process.argv[2], "base64"));
' "$2" "$3"
`;

export class SshCommands {
  readonly #ssh: PtyCommand;
  readonly #control: string;
  /** Remote tunnels of this login by whoever holds them: see `sshForward.ts`. */
  readonly remote = new Set<string>();

  constructor(ssh: PtyCommand, control: string) {
    this.#ssh = ssh;
    this.#control = control;
  }

  /**
   * Runs a POSIX script there.
   * @param onOutput is told what it prints as it comes
   */
  script(
    text: string,
    args: readonly string[] = [],
    onOutput?: (text: string) => void,
  ): Promise<CommandResult> {
    return this.#run(text, args, onOutput);
  }

  /**
   * Appends a file of this computer to one there, which is created for its owner alone, piece by
   * piece within scripts: what follows a script may be lost. `node` is the path of Node there.
   * Ends with the first piece that fails.
   */
  async upload(file: string, path: string, node: string): Promise<CommandResult> {
    let result: CommandResult = NOTHING;
    for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
      const text = (piece as Buffer).toString('base64');
      result = await this.#run(UPLOAD, [node, path, text]);
      if (result.code !== 0) break;
    }
    return result;
  }

  /**
   * Makes `local`, a socket that only this user can use, lead to `remote` there. Rejects with
   * `ConnectFailure`.
   */
  async forward(local: string, remote: Place): Promise<void> {
    const listen: Place = { kind: 'unix', path: local };
    const answer = await this.tunnel('forward', { kind: 'local', listen, target: remote });
    if (answer.ok) return;
    throw new ConnectFailure(
      'lost',
      `The way to the agent could not be made: ${remoteWords(answer.words)}.`,
      'The server may forbid forwarding (AllowStreamLocalForwarding). Ask whoever runs it.',
    );
  }

  /**
   * Adds a tunnel to the connection, or takes it away. What is connected through one that is taken
   * away stays connected.
   */
  tunnel(order: 'forward' | 'cancel', forward: SshForward): Promise<MuxAnswer> {
    return askMaster(this.#control, order, forward);
  }

  /** Does the login still stand? */
  async alive(): Promise<boolean> {
    return (await askMaster(this.#control, 'alive')).ok;
  }

  #run(
    text: string,
    args: readonly string[],
    onOutput: (text: string) => void = () => undefined,
  ): Promise<CommandResult> {
    const output = { stdout: '', stderr: '' };
    const script = new RemoteScript(text, args, (printed) => {
      output.stdout = (output.stdout + printed).slice(-OUTPUT_LIMIT);
      onOutput(printed);
    });
    const { file, env, cwd } = this.#ssh;
    const command = { file, args: this.#joining() };
    const child = startProgram(command, { env, cwd, stdio: 'pipe' });
    child.stdout.setEncoding('utf8').on('data', (printed: string) => script.hear(printed));
    child.stderr.setEncoding('utf8').on('data', (printed: string) => {
      output.stderr = (output.stderr + printed).slice(-OUTPUT_LIMIT);
    });
    child.stdin.on('error', () => undefined); // it ended without reading all; its code says why
    child.stdin.end(script.input);
    return new Promise((resolve) => {
      const end = (code: number | null, stderr = output.stderr): void =>
        resolve({ code, ...output, stderr, began: script.began, before: script.before });
      child.on('error', (error) => end(null, error.message));
      child.on('close', (code) => end(code));
    });
  }

  /** Never logs in by itself: without the master it ends at once. */
  #joining(): SshArgument[] {
    const options = [
      controlPath(this.#control),
      ownWord('ControlMaster=no'),
      ownWord('ProxyCommand=false'),
      ownWord('SendEnv=*'), // the master sends on what the user's own SendEnv names
    ];
    return [
      ...[ownWord('-F'), ownWord('/dev/null'), ...options.flatMap(asOption), ownWord('-T')],
      // The master knows where it leads; a host has to be named all the same.
      ...[ownWord('--'), ownWord('bowline.invalid'), RUN],
    ];
  }
}

/** What the login shell there is asked for. */
// `exit` keeps the login's shell there, whose surroundings are the login's: see `sampleLogin`.
// csh needs to be told the status, the others know it where the variable is empty.
const RUN = remoteCommand`sh -s; exit $status`;
const NOTHING: CommandResult = { code: 0, stdout: '', stderr: '', began: true, before: '' };

/** The last line of what a host has said, made fit to be shown. */
export function lastLine(text: string): string {
  return remoteWords(text.trimEnd().split('\n').at(-1) ?? '');
}
