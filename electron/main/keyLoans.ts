// Who lends keys of this computer to programs on hosts: its own ssh-agent, as a host's field allows it at
// that moment, and asked over the terminal of the shell that they run in.
import type { Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { KeyLoan, type LendKeys, type LoanRule } from '../logins/keyLoan.ts';
import { personAgent } from '../logins/personAgent.ts';
import type { Question, QuestionDesk } from '../logins/questionDesk.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';

/** Milliseconds; a question that nobody answers stands no longer in the way of the next. */
export const ASKED_MS = 90_000;

export interface KeyLoansOptions {
  surroundings: LocalSurroundings;
  clock: Clock;
  questions: Pick<QuestionDesk, 'ask'>;
  /** A host as it is saved now; undefined where it isn't. */
  latest: (id: string) => StoredHost | undefined;
}

export function keyLoans({ surroundings, clock, questions, latest }: KeyLoansOptions): LendKeys {
  const agent = personAgent(surroundings, clock);
  return (host, shellId, tell) => {
    const askPerson = async (question: Question, signal: AbortSignal): Promise<boolean> => {
      const over = new AbortController();
      const cancelTimer = clock.after(ASKED_MS, () => over.abort());
      const either = AbortSignal.any([signal, over.signal]);
      const answer = await questions.ask(shellId, question, either);
      cancelTimer();
      return answer?.text === 'yes';
    };
    const rule = (): LoanRule => (latest(host.id) ?? host).forwardAgent || 'off';
    return new KeyLoan({ host: host.name, rule, agent, askPerson, tell });
  };
}
