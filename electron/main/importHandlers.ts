// What the calls do that bring hosts along from other tools, and take them elsewhere.
import type { Handlers } from '../gate/answer.ts';
import { PersonError } from '../personError.ts';
import { say } from '../../words/said.ts';

const none = (): never => {
  throw new PersonError(say('import-unknown'));
};

export function importHandlers() {
  return {
    'import:found': () => [],
    'import:open': none,
    'import:lines': none,
    'import:apply': none,
    'import:undo': none,
    'import:close': () => undefined,
    'export:write': none,
  } satisfies Partial<Handlers>;
}
