// A login that waits for an ssh-agent which hangs: ssh waits for it without end and without a word. So a login that
// takes long has its agent asked for the list of its keys, and the person is told where it doesn't answer.
import { ASKED } from '../../core/sshAgent/agentMessages.ts';
import { SYSTEM } from '../../core/system.ts';
import type { Clock } from '../../core/time/clock.ts';
import { PersonAgentError, personAgent } from './personAgent.ts';
import { absolute } from './hops.ts';

/** Milliseconds; a login over half the world, with a slow server, is through by then. */
export const SLOW_MS = 10_000;

export interface AgentWatch {
  stop(): void;
}

/** @param tell as often as it is found silent, until it is stopped */
export function watchAgent(path: string, clock: Clock, tell: () => void): AgentWatch {
  const over = new AbortController();
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const silent = await isSilent(path, clock, over.signal);
    if (over.signal.aborted) return;
    if (silent) tell();
    cancel = clock.after(SLOW_MS, () => void look());
  };
  cancel = clock.after(SLOW_MS, () => void look());
  return {
    stop: () => {
      cancel();
      over.abort();
    },
  };
}

/**
 * Where the agent of a host's logins listens, as far as that can be told: what its options say, or the login's
 * environment. Undefined where there is none.
 */
export function agentOf(
  { options }: { options: string },
  env: NodeJS.ProcessEnv,
): string | undefined {
  const [, named = 'SSH_AUTH_SOCK'] =
    /^\s*IdentityAgent(?:\s*=\s*|\s+)"?([^"\n]+?)"?\s*$/im.exec(options) ?? [];
  if (named === 'none' || named.includes('%')) return undefined;
  if (named === 'SSH_AUTH_SOCK') return env['SSH_AUTH_SOCK'];
  return named.startsWith('$') ? env[named.replace(/^\$\{?|\}$/g, '')] : absolute(named);
}

/** False where it answers, and where there is none. `signal` ends the wait. */
export async function isSilent(path: string, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const ask = personAgent({ platform: SYSTEM, env: () => ({ SSH_AUTH_SOCK: path }) }, clock);
  try {
    await ask(Uint8Array.of(ASKED.list), signal);
    return false;
  } catch (error) {
    return error instanceof PersonAgentError && error.why === 'silent';
  }
}
