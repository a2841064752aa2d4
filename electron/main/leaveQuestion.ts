// What is asked before programs end with a window or the app: by the name of what the user just did.
import { words } from '../../words/window.ts';

interface Question {
  message: string;
  detail: string;
  /** The first agrees. */
  buttons: [string, string];
}

/** What goes: one window, or the app with all of them. */
export type Leaving = 'close' | 'quit';

/** @param programs that would be ended, one at least; '' for one whose name can't be told */
export function leaveQuestion(programs: string[], what: Leaving): Question {
  const { leave } = words.native;
  const verb = leave[what];
  return {
    message: leave.question(programs, verb),
    detail: (what === 'quit' ? leave.quitting : leave.closing)(programs.length),
    buttons: [verb, leave.cancel],
  };
}
