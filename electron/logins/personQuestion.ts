// A question of ssh as a person is asked it.
import type { SshQuestion } from '../askpass/question.ts';
import type { AskedFor, AskedHostKey, AskedQuestion } from '../ipc/contract.ts';
import type { PersonQuestion } from '../ssh/asking.ts';

export interface KnownOfIt extends Pick<AskedQuestion, 'keepable' | 'because'> {
  hostKey: AskedHostKey | null;
  /** What is asked may be the password of that host. */
  isPassword: boolean;
}

export function personQuestion(question: SshQuestion, known: KnownOfIt): PersonQuestion {
  const { isPassword, ...told } = known;
  return {
    ...told,
    asks: askedFor(question, isPassword),
    about: aboutOf(question, known.hostKey),
    text: question.text,
    hidden: !['host-key', 'confirm', 'touch'].includes(question.asks),
  };
}

/** What a server asks in its own words may be anything: most often a code, where it isn't the password. */
function askedFor({ asks }: SshQuestion, isPassword: boolean): AskedFor {
  if (asks === 'proxy') return 'password';
  if (asks !== 'interactive') return asks;
  return isPassword ? 'password' : 'code';
}

function aboutOf(question: SshQuestion, hostKey: AskedHostKey | null): string {
  if ('place' in question) return question.place;
  if ('user' in question) return `${question.user}@${question.host}`;
  if ('file' in question) return question.file;
  if ('token' in question) return question.token;
  return hostKey?.name ?? '';
}
