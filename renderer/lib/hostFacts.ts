// What a host's row says at its right: how its shells fare, how many are live, and what runs there
// without a tab. Shells that have ended or failed aren't counted.
import type { ConnectionState, ShellStatus } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import type { MarkName } from './marks.ts';
import { ASKING, markOf } from './marks.ts';
import { badge, mostUrgent } from './words.ts';

type ShellState = Pick<ShellStatus, 'state'>;

export interface HostFacts {
  mark: MarkName;
  /** The state that the mark stands for; null where there is no shell. */
  state: ConnectionState | null;
  /** A word or a figure of what isn't well; '' while all is. */
  trouble: string;
  tone: 'warn' | 'bad' | 'asks';
  /** Shells whose program is still reached, or may be again. */
  live: number;
  /** Shells that run there without a tab here. */
  kept: number;
}

const TROUBLE: readonly ConnectionState[] = ['failed', 'lagging', 'reconnecting'];

/** Whether there is, or may be again, a program behind it. */
export function isLive({ state }: ShellState): boolean {
  return state !== 'closed' && state !== 'failed';
}

/**
 * @param kept shells that run there without a tab, as far as is known
 * @param asks a login of one of them waits for an answer
 */
export function hostFacts(shells: readonly ShellStatus[], kept: number, asks = false): HostFacts {
  const facts = factsOf(shells, kept);
  if (!asks) return facts;
  return { ...facts, mark: ASKING, trouble: words.tabs.news.asks, tone: 'asks' };
}

function factsOf(shells: readonly ShellStatus[], kept: number): HostFacts {
  const state = mostUrgent(shells.map((one) => one.state));
  const live = shells.filter(isLive).length;
  const unwell =
    state && TROUBLE.includes(state) ? shells.find((one) => one.state === state) : null;
  return {
    mark: live === 0 && state !== 'failed' && kept > 0 ? 'kept' : markOf(state),
    state,
    trouble: unwell ? troubleOf(unwell) : '',
    tone: state === 'failed' ? 'bad' : 'warn',
    live,
    kept,
  };
}

/** Of a slow answer the figure alone: the mark says already that it is slow. */
function troubleOf(status: ShellStatus): string {
  const slow = ['round-trip', 'echo', 'drawing'].includes(status.lag?.cause ?? '');
  return status.lag && slow ? words.lag.figure(status.lag.value) : badge(status);
}
