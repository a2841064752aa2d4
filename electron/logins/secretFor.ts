// Which secret a question of ssh may be answered with, if any: decided by which ssh asks and by what it
// writes itself, never by a server's text.
import type { SshQuestion } from '../askpass/question.ts';
import type { Asked } from '../askpass/ticket.ts';
import type { SecretUse } from '../ipc/contract.ts';
import { absolute, askedHop, isOfSsh, keysOf, passwordOf, type Hop } from './hops.ts';

/** `"%.100s"`: a longer path is cut. */
const PATH_BYTES = 100;

/** Undefined: nothing that is kept can be meant. */
export function secretFor(
  question: SshQuestion,
  asked: Pick<Asked, 'line'>,
  hops: readonly Hop[],
): SecretUse | undefined {
  if (asked.line && !isOfSsh(asked.line)) return undefined;
  const asking = asked.line ? hops.slice(asked.line.length - 1, asked.line.length) : hops;
  if (asking.some(({ asksPerson }) => asksPerson)) return undefined;
  if (question.asks === 'proxy') {
    const known = asking.some(({ proxy }) => proxy === question.place);
    return known ? { what: 'password', of: question.place } : undefined;
  }
  if (question.asks === 'password' || question.asks === 'interactive') {
    const hop = askedHop(hops, asked, question);
    return hop && { what: 'password', of: passwordOf(hop, question) };
  }
  if (question.asks === 'passphrase') {
    const file = wholePath(question.file, hops);
    return file === undefined ? undefined : { what: 'passphrase', of: file };
  }
  return question.asks === 'pin' ? { what: 'pin', of: question.token } : undefined;
}

/** Of a path that may have been cut, the one that is meant; undefined where several may be. */
function wholePath(file: string, hops: readonly Hop[]): string | undefined {
  if (Buffer.byteLength(file) < PATH_BYTES) return absolute(file);
  const named = new Set(hops.flatMap(keysOf).filter((path) => path.startsWith(file)));
  return named.size === 1 ? [...named][0] : undefined;
}
