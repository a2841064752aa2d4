// Where the output of a remote program goes: this process's stdout and stderr, as bytes. Written by
// threads of Node's own, because its streams stand still with everything else while a pipe is full,
// and then the connection would be lost to a slow reader, and no signal be heard.
import { write } from 'node:fs';
import { getSystemErrorMap } from 'node:util';
import { pause, systemClock } from '../../core/time/clock.ts';
import type { OutputStream, Printed } from '../../core/wire/records.ts';
import { AgentError, messageOf, systemCode } from '../agentError.ts';

/** A pipe that somebody else has made non-blocking is asked again after so long, milliseconds. */
const FULL_MS = 10;

export class LocalOutput {
  readonly #onClosed: (stream: OutputStream) => void;
  readonly #closed = new Set<OutputStream>();

  /** `onClosed`: nobody reads there any more, and what comes for it is dropped. Called once each. */
  constructor(onClosed: (stream: OutputStream) => void) {
    this.#onClosed = onClosed;
  }

  /** Resolves when the system has taken the bytes. Rejects with `AgentError`: a disk is full, say. */
  async write({ stream, bytes }: Printed): Promise<void> {
    let rest = bytes;
    while (rest.byteLength > 0 && !this.#closed.has(stream)) {
      const taken = await writeSome(stream, rest).catch((error: unknown) =>
        this.#failed(stream, error),
      );
      rest = rest.subarray(taken);
    }
  }

  /** How many bytes were taken: none. */
  async #failed(stream: OutputStream, error: unknown): Promise<number> {
    const code = systemCode(error);
    if (code === 'EAGAIN') {
      await pause(systemClock, FULL_MS);
      return 0;
    }
    if (code !== 'EPIPE') throw cannotWrite(stream, error);
    this.#closed.add(stream);
    this.#onClosed(stream);
    return 0;
  }
}

function writeSome(stream: OutputStream, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) =>
    write(stream, bytes, (error, taken) => (error ? reject(error) : resolve(taken))),
  );
}

function cannotWrite(stream: OutputStream, error: unknown): AgentError {
  const name = stream === 1 ? 'stdout' : 'stderr';
  const { errno = 0 } = error as NodeJS.ErrnoException;
  const why = getSystemErrorMap().get(errno)?.[1] ?? messageOf(error);
  const text = `The program’s output can’t be written to ${name}: ${why}.`;
  return new AgentError('OUTPUT_FAILED', text, 'The program was ended.');
}
