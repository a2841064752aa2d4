// Scripts on an SSH host where ssh can't share a login: each logs in by itself.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { say } from '../../words/said.ts';
import { RUN, runScript, type CommandResult, type HostCommands } from './hostCommands.ts';
import type { SshUse } from './sshArguments.ts';
import { ownWord } from './sshPlaces.ts';
import { SshProcess } from './sshProcess.ts';
import type { SshTarget } from './sshTarget.ts';

export interface SeparateCommandsOptions {
  host: SshTarget;
  surroundings: LocalSurroundings;
  clock: Clock;
}

/** What a script of ours is sent through. The user's own forwards are for his shells. */
export const SCRIPT_USE: SshUse = {
  options: [ownWord('ClearAllForwardings=yes')],
  flags: [ownWord('-T')],
  command: RUN,
};

const CONNECT_SECONDS = 15;
/** For a login, and for what stands in a login file. */
const LISTEN_LIMIT_MS = 30_000;
const LISTENS = 'bowline-receives';
/** A shell reads ahead of what it runs, so the file is sent once Node has said that it listens. */
const RECEIVE = `umask 077; exec "$1" -e '
  const file = require("fs").createWriteStream(process.argv[1], { flags: "a" });
  file.on("open", () => process.stdout.write("${LISTENS}\\n"));
  file.on("error", ({ message }) => { console.error(message); process.exit(1); });
  process.stdin.pipe(file);
' "$2"
`;

export class SeparateCommands implements HostCommands {
  readonly #options: SeparateCommandsOptions;
  readonly #running = new Set<SshProcess>();

  constructor(options: SeparateCommandsOptions) {
    this.#options = options;
  }

  script(
    text: string,
    args: readonly string[] = [],
    onOutput?: (text: string) => void,
  ): Promise<CommandResult> {
    const ssh = this.#start();
    const { stdin, stdout } = ssh;
    return this.#result(ssh, runScript({ text, args, onOutput }, { stdin, stdout, ...end(ssh) }));
  }

  upload(file: string, path: string, node: string): Promise<CommandResult> {
    const ssh = this.#start();
    const { stdin, stdout } = ssh;
    let late = false;
    const cancel = this.#options.clock.after(LISTEN_LIMIT_MS, () => {
      late = true;
      void ssh.close();
    });
    let heard = '';
    const onOutput = (text: string): void => {
      if (heard.includes(LISTENS)) return;
      heard = (heard + text).slice(-LISTENS.length - text.length);
      if (!heard.includes(LISTENS)) return;
      cancel();
      pipeline(createReadStream(file), stdin, (error) => void (error && ssh.close()));
    };
    const script = { text: RECEIVE, args: [node, path], onOutput, keepsInput: true };
    const result = runScript(script, { stdin, stdout, ...end(ssh) });
    return this.#result(ssh, result, () => late).finally(cancel);
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((ssh) => ssh.close()));
  }

  #start(): SshProcess {
    const use = { use: SCRIPT_USE, connectSeconds: CONNECT_SECONDS };
    const ssh = new SshProcess({ ...this.#options, ...use });
    this.#running.add(ssh);
    void ssh.ended.then(() => this.#running.delete(ssh));
    return ssh;
  }

  async #result(
    ssh: SshProcess,
    result: Promise<CommandResult>,
    late = (): boolean => false,
  ): Promise<CommandResult> {
    const known = await result;
    if (late()) throw readsAhead(this.#options.host.address);
    if (!ssh.loggedIn) throw ssh.failure;
    return known;
  }
}

/** How a script ended, in the words of whatever runs there. */
function end(ssh: SshProcess): { ended: Promise<{ code: number | null; stderr: string }> } {
  return { ended: ssh.ended.then(({ code }) => ({ code, stderr: ssh.words })) };
}

/** Nothing came of it in time, though it was let in. */
export function readsAhead(host: string): ConnectFailure {
  const said = say('script-not-begun', { host, seconds: LISTEN_LIMIT_MS / 1_000 });
  return new ConnectFailure('timeout', said, say('login-file-waits'));
}
