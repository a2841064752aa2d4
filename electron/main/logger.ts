// The app's log: a file in the data folder, in lines with a time and a level. It never grows
// past twice its limit, and nobody writes arguments of calls into it: they may hold secrets.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { appendLine } from '../../core/files/lineLog.ts';

export type LogLevel = 'info' | 'warning' | 'error';

/** Bytes; at this size the file becomes `….old` and a new one begins. */
const LIMIT_BYTES = 1024 * 1024;
/** Characters of one line; a stack trace fits, a dump doesn't. */
const LINE_LENGTH = 4_000;

export class Logger {
  readonly path: string;
  readonly #now: () => Date;

  /** Never throws: an app without a log is better than none. */
  constructor(path: string, now: () => Date) {
    this.path = path;
    this.#now = now;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    } catch {
      // The disk is full, or a file is in the folder's place.
    }
  }

  info(text: string): void {
    this.#write('info', text);
  }

  warning(text: string): void {
    this.#write('warning', text);
  }

  error(text: string): void {
    this.#write('error', text);
  }

  // A log that can't be written (full disk) must not take the app with it.
  #write(level: LogLevel, text: string): void {
    const line = `${this.#now().toISOString()} ${level} ${oneLine(text)}\n`;
    appendLine(this.path, line, LIMIT_BYTES);
  }
}

/** What a program or a remote machine said can't forge a further line. */
function oneLine(text: string): string {
  const flat = text.replace(/\r?\n/g, '\n    ').replace(/[^\P{Cc}\n]/gu, '?');
  return flat.length > LINE_LENGTH ? `${flat.slice(0, LINE_LENGTH)}…` : flat;
}
