// A host's certificate that ssh doesn't take: it says so in its terminal, and then asks about the plain key, as if
// there had been none. So the question is told why. A server could print the same; all that comes of it is a doubt.
import { cleanLine } from '../../core/text/clean.ts';
import { say } from '../../words/said.ts';
import type { PersonQuestion } from './asking.ts';

const INVALID = /^Certificate invalid: ([^\r\n]+)/m;
const LONGEST = 200;

/** @param said what ssh has printed by now */
export function withBadCertificate(question: PersonQuestion, said: string): PersonQuestion {
  const why = question.asks === 'host-key' ? INVALID.exec(said)?.[1] : undefined;
  if (why === undefined || question.because !== null) return question;
  return {
    ...question,
    because: say('host-certificate-invalid', { why: cleanLine(why, LONGEST) }),
  };
}
