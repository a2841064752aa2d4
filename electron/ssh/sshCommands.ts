// What goes over a login that stands: scripts to run there, each through a short-lived ssh that
// joins the master instead of logging in itself, and forwards, which the master is asked for.
import { createReadStream } from 'node:fs';
import { startProgram } from '../../core/process/startProgram.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Place } from '../../core/tunnel/place.ts';
import type { PtyCommand } from '../programs/command.ts';
import { say } from '../../words/said.ts';
import {
  OUTPUT_LIMIT,
  RUN,
  runScript,
  type CommandResult,
  type HostCommands,
  type ScriptPipes,
} from './hostCommands.ts';
import { askMaster, type MuxAnswer, type SshForward } from './muxClient.ts';
import { remoteWords } from './remoteText.ts';
import { SFTP, SftpProgram } from './sftpProgram.ts';
import { asOption } from './sshArguments.ts';
import { controlPath, ownWord, type SshArgument } from './sshPlaces.ts';

/** Of a file, at once: Linux takes arguments of 128 KiB at most, and base64 makes 80 of it. */
const PIECE_BYTES = 60 * 1024;
const UPLOAD = `umask 077; exec "$1" -e '
  require("fs").appendFileSync(process.argv[1], Buffer.from(process.argv[2], "base64"));
' "$2" "$3"
`;

export class SshCommands implements HostCommands {
  readonly #ssh: PtyCommand;
  /** Path of the master's control socket. */
  readonly control: string;
  /** Remote tunnels of this login by whoever holds them: see `sshForward.ts`. */
  readonly remote = new Set<string>();

  constructor(ssh: PtyCommand, control: string) {
    this.#ssh = ssh;
    this.control = control;
  }

  script(
    text: string,
    args: readonly string[] = [],
    onOutput?: (text: string) => void,
  ): Promise<CommandResult> {
    return this.#run(text, args, onOutput);
  }

  /** Piece by piece within scripts: what follows a script may be lost. Ends with the first that fails. */
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
    const said = say('no-way-to-agent', { why: remoteWords(answer.words) });
    throw new ConnectFailure('lost', said, say('ask-for-forwarding'));
  }

  /**
   * Adds a tunnel to the connection, or takes it away. What is connected through one that is taken
   * away stays connected.
   */
  tunnel(order: 'forward' | 'cancel', forward: SshForward): Promise<MuxAnswer> {
    return askMaster(this.control, order, forward);
  }

  /** The files there: SFTP is spoken over its pipes. */
  sftp(): Promise<SftpProgram> {
    const { file, env, cwd } = this.#ssh;
    const command = { file, args: this.#joining([ownWord('-s')], SFTP) };
    return SftpProgram.start(command, { env, cwd, control: this.control });
  }

  /** Does the login still stand? */
  async alive(): Promise<boolean> {
    return (await askMaster(this.control, 'alive')).ok;
  }

  #run(
    text: string,
    args: readonly string[],
    onOutput?: (text: string) => void,
  ): Promise<CommandResult> {
    return runScript({ text, args, onOutput }, this.shell());
  }

  /** A `sh` there of its own, for whoever talks to a script. It never logs in by itself. */
  shell(): ScriptPipes & { close: () => void } {
    const { file, env, cwd } = this.#ssh;
    const command = { file, args: this.#joining([], RUN) };
    const child = startProgram(command, { env, cwd, stdio: 'pipe' });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (printed: string) => {
      said = (said + printed).slice(-OUTPUT_LIMIT);
    });
    const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
      child.on('error', (error) => resolve({ code: null, stderr: error.message }));
      child.on('close', (code) => resolve({ code, stderr: said }));
    });
    const { stdin, stdout } = child;
    return { stdin, stdout, ended, close: () => void child.kill('SIGTERM') };
  }

  /** Never logs in by itself: without the master it ends at once. */
  #joining(flags: SshArgument[], what: SshArgument): SshArgument[] {
    const options = [
      controlPath(this.control),
      ownWord('ControlMaster=no'),
      ownWord('ProxyCommand=false'),
      ownWord('SendEnv=*'), // the master sends on what the user's own SendEnv names
    ];
    return [
      ...[ownWord('-F'), ownWord('/dev/null'), ...options.flatMap(asOption), ownWord('-T')],
      // The master knows where it leads; a host has to be named all the same.
      ...[...flags, ownWord('--'), ownWord('bowline.invalid'), what],
    ];
  }
}

const NOTHING: CommandResult = { code: 0, stdout: '', stderr: '', began: true, before: '' };
