// An ssh that joins a login which stands, and leads to the SFTP server there.
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Command } from '../../core/process/launch.ts';
import { startProgram } from '../../core/process/startProgram.ts';
import { OUTPUT_LIMIT } from './hostCommands.ts';
import { outputSocket, type OutputSocket } from './outputSocket.ts';
import { ownWord } from './sshPlaces.ts';

/** What servers call it. */
export const SFTP = ownWord('sftp');

export class SftpProgram {
  readonly readable: Readable;
  readonly writable: Writable;
  readonly hear: OutputSocket['hear'];
  /** What it said, once it is gone. */
  readonly ended: Promise<{ words: string }>;
  readonly #kill: () => void;

  /** `control`: path of the login's socket, beside which nobody else can have one. */
  static async start(
    command: Command,
    where: { env: Record<string, string>; cwd: string; control: string },
  ): Promise<SftpProgram> {
    return new SftpProgram(command, where, await outputSocket(dirname(where.control)));
  }

  private constructor(
    command: Command,
    { env, cwd }: { env: Record<string, string>; cwd: string },
    { ours, theirs, hear }: OutputSocket,
  ) {
    const child = startProgram(command, { env, cwd, stdio: ['pipe', theirs, 'pipe'] });
    theirs.destroy(); // it has its own
    this.readable = ours;
    this.hear = hear;
    this.writable = child.stdin!.on('error', () => undefined); // it has ended, which is told
    let words = '';
    child.stderr!.setEncoding('utf8').on('data', (printed: string) => {
      words = (words + printed).slice(-OUTPUT_LIMIT);
    });
    this.#kill = () => void child.kill();
    this.ended = new Promise((resolve) => {
      child.on('error', ({ message }) => resolve({ words: message }));
      child.on('close', () => resolve({ words }));
    });
  }

  /** Resolves when it is gone. */
  async close(): Promise<void> {
    this.#kill();
    this.readable.destroy();
    await this.ended;
  }
}
