// Who gets at the files of this machine, and how far: the agent's configuration says so.
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import type { TunnelStream } from '../../core/tunnel/tunnelStream.ts';
import { say } from '../../words/said.ts';
import { FilesSession } from './filesSession.ts';

export const FILES_ALLOWED = ['none', 'read', 'all'] as const;

/** What clients may do with files: all that the agent's user may, read them, or nothing. */
export type FilesAllowed = (typeof FILES_ALLOWED)[number];

/** Streams to files, of all clients together. */
export const MOST_SESSIONS = 64;

export class FilesService {
  readonly #readOnly: boolean;
  #sessions = 0;

  constructor(allowed: Exclude<FilesAllowed, 'none'>) {
    this.#readOnly = allowed === 'read';
  }

  /** Those that something is left of. */
  get sessions(): number {
    return this.#sessions;
  }

  /** Joins the files to a client's stream. Throws `TunnelError` too-many-streams. */
  join(stream: TunnelStream): void {
    if (this.#sessions >= MOST_SESSIONS) throw tooMany();
    this.#sessions++;
    const readOnly = this.#readOnly;
    new FilesSession(stream, { readOnly, onEnd: () => void this.#sessions-- });
  }
}

/** For a tunnels' service: what joins files to a stream; undefined where nobody gets any. */
export function filesFor(allowed: FilesAllowed): ((stream: TunnelStream) => void) | undefined {
  if (allowed === 'none') return undefined;
  const service = new FilesService(allowed);
  return (stream) => service.join(stream);
}

function tooMany(): TunnelError {
  const said = say('files-streams-full', { most: MOST_SESSIONS });
  return new TunnelError('too-many-streams', said, say('try-closing-some'), 'target');
}
