// The state of the connection in words for somebody at a terminal: short for the line that is
// drawn there, most important first, and a sentence where there are only notes. Pure.
import type { LinkStatus } from '../../core/client/agentConnection.ts';

export interface Typed {
  /** Bytes typed that the agent hasn't taken. */
  waiting: number;
  /** Bytes typed for which there was no room. */
  dropped: number;
  mayType: boolean;
}

type Told = Pick<LinkStatus, 'state' | 'attempt' | 'failure' | 'lag' | 'silentMs'>;

/** '' while there is nothing to tell. */
export function lineOf(status: Told, typed: Typed): string {
  const { state, attempt, failure, lag, silentMs } = status;
  if (state === 'reconnecting') {
    const why = failure ? ` ${failure.message}${failure.permanent ? ` ${failure.hint}` : ''}` : '';
    return `[reconnecting, try ${attempt}; ${waiting(typed)}Enter ~. leaves]${why}`;
  }
  if (state !== 'lagging' || lag !== 'silence') return '';
  return `[no answer for ${Math.floor(silentMs / 1_000)} s; ${waiting(typed)}Enter ~. leaves]`;
}

/** The connection was cut, and is being made again. */
export function cutNote({ failure }: Told, interactive: boolean): string {
  const why = failure?.message ?? 'The connection was lost.';
  const advice = interactive ? '; what you type is kept, and Enter ~. leaves' : '';
  return `${why} It is being made again${advice}.`;
}

export const BACK_NOTE = 'The connection is back.';

/** Bounds are named, also in words. */
export function droppedNote({ dropped }: Typed): string {
  return `${dropped} bytes that you typed while the connection was gone were not kept, because 1 MiB waited already (input-full)`;
}

function waiting({ waiting: bytes, dropped, mayType }: Typed): string {
  if (!mayType) return '';
  if (dropped > 0) return `${dropped} bytes typed are NOT kept, 1 MiB waits (input-full); `;
  return bytes > 0 ? `${bytes} bytes typed are kept; ` : 'what you type is kept; ';
}
