// An ssh that joins a login which stands, and leads to the SFTP server there.
import type { Readable, Writable } from 'node:stream';
import type { Command } from '../../core/process/launch.ts';
import { startProgram } from '../../core/process/startProgram.ts';
import { OUTPUT_LIMIT } from './hostCommands.ts';
import { ownWord } from './sshPlaces.ts';

/** What servers call it. */
export const SFTP = ownWord('sftp');

export class SftpProgram {
  readonly readable: Readable;
  readonly writable: Writable;
  /** What it said, once it is gone. */
  readonly ended: Promise<{ words: string }>;
  readonly #kill: () => void;

  constructor(command: Command, where: { env: Record<string, string>; cwd: string }) {
    const child = startProgram(command, { ...where, stdio: 'pipe' });
    this.readable = child.stdout;
    this.writable = child.stdin.on('error', () => undefined); // it has ended, which is told
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (printed: string) => {
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
    this.readable.resume(); // what nobody has read keeps its end from being told
    await this.ended;
  }
}
