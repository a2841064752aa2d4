// SFTP to a host over its shared login, or, where ssh can't share one, over a login of its own: from
// the first who needs it until the last has let go, and made anew after a loss.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { cancelled, orAborted } from '../../core/sftp/fileProblems.ts';
import { openSftp, type SftpClient } from '../../core/sftp/sftpClient.ts';
import type { SftpPipes } from '../../core/sftp/sftpPipes.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { say } from '../../words/said.ts';
import { lastLine } from '../ssh/hostCommands.ts';
import { SFTP, type SftpProgram } from '../ssh/sftpProgram.ts';
import type { SshCommands } from '../ssh/sshCommands.ts';
import { commandsOf, type SharedLogin } from '../ssh/sharedLogin.ts';
import { ownWord } from '../ssh/sshPlaces.ts';
import { SshProcess } from '../ssh/sshProcess.ts';
import { TarFiles } from './tarFiles.ts';
import type { SeparateSsh, SshWay } from '../ssh/sshWay.ts';

const CONNECT_SECONDS = 15;
/** OpenSSH's words of a server that doesn't know it. */
const NO_SFTP = /subsystem request failed/;

/** Pipes, and how they ended, for who couldn't use them. */
interface Leads {
  pipes: SftpPipes;
  /** A failure: there was no login. */
  ended: Promise<Ended | ConnectFailure>;
}

interface Ended {
  /** Its last ones. */
  words: string;
  noSftp?: boolean;
}

export class SshChannel {
  readonly #way: SshWay;
  readonly #host: string;
  readonly #end = new AbortController();
  #opening: Promise<FileAccess> | undefined;

  constructor(way: SshWay, host: string) {
    this.#way = way;
    this.#host = host;
  }

  /** Rejects with `FileError`: `cancelled`, `unsupported`, or `lost` with ssh's reason as its cause. */
  open(signal: AbortSignal): Promise<FileAccess> {
    this.#opening ??= this.#begin();
    return orAborted(this.#opening, signal);
  }

  async close(): Promise<void> {
    this.#end.abort();
    const files = await this.#opening?.catch(() => undefined);
    await files?.close();
  }

  #begin(): Promise<FileAccess> {
    const forget = (): void => {
      if (this.#opening === opening) this.#opening = undefined;
    };
    const opening = this.#opened().catch((error: unknown) => {
      forget();
      throw fileErrorOf(error);
    });
    void opening.then((files) => files.lost).then(forget, () => undefined);
    return opening;
  }

  #opened(): Promise<FileAccess> {
    if (this.#way.kind === 'shared') return this.#shared(this.#way.login);
    return this.#over(separate(this.#way.ssh));
  }

  /** The login stays as long as the channel. */
  async #shared(login: SharedLogin): Promise<FileAccess> {
    const hold = login.take();
    try {
      const commands = await commandsOf(hold, this.#end.signal);
      hold.turn.end();
      const program = await commands.sftp();
      const files = await this.#over({ pipes: program, ended: endOf(program, commands) });
      files.many ??= new TarFiles(files, () => commands.shell());
      void files.lost.then(() => hold.release());
      return files;
    } catch (error) {
      hold.release();
      throw error;
    }
  }

  async #over({ pipes, ended }: Leads): Promise<SftpClient> {
    try {
      return await openSftp(pipes, this.#end.signal);
    } catch (error) {
      if (!(error instanceof FileError) || error.code !== 'lost') throw error;
      const end = await ended;
      throw end instanceof ConnectFailure ? end : this.#refused(end);
    }
  }

  #refused({ words, noSftp = false }: Ended): FileError {
    const host = this.#host;
    if (noSftp || NO_SFTP.test(words)) {
      return new FileError('unsupported', say('ssh-no-sftp', { host }), say('ssh-allow-sftp'));
    }
    return new FileError('lost', say('ssh-sftp-ended', { host, words: lastLine(words) }));
  }
}

/** Of a subsystem that the server doesn't have, an ssh that joins a login says nothing. */
async function endOf(program: SftpProgram, commands: SshCommands): Promise<Ended> {
  const { words } = await program.ended;
  return { words, noSftp: words === '' && (await commands.alive()) };
}

/** It asks nothing: nobody could answer. */
function separate({ host, surroundings, clock }: SeparateSsh): Leads {
  const use = {
    options: [ownWord('ClearAllForwardings=yes')],
    flags: [ownWord('-T'), ownWord('-s')],
    command: SFTP,
  };
  const common = { host, surroundings, clock, connectSeconds: CONNECT_SECONDS };
  const ssh = new SshProcess({ ...common, use });
  const { stdout: readable, stdin: writable } = ssh;
  return {
    pipes: { readable, writable, close: () => ssh.close() },
    ended: ssh.ended.then(() => (ssh.loggedIn ? { words: ssh.words } : ssh.failure)),
  };
}

/** What a login failed with, as who wants files is to hear it. */
export function fileErrorOf(error: unknown): Error {
  if (!(error instanceof ConnectFailure)) return error as Error;
  if (error.kind === 'cancelled') return cancelled();
  return new FileError('lost', error.said, error.advice, error);
}
