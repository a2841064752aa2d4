// What is asked before programs end with the app: by the name of what the user just did, which on
// macOS is quitting, since closing the window ends nothing there.
import { words } from '../../words/window.ts';

interface Question {
  message: string;
  detail: string;
  /** The first agrees. */
  buttons: [string, string];
}

/** @param programs that would be ended, one at least; '' for one whose name can't be told */
export function leaveQuestion(programs: string[], platform: NodeJS.Platform): Question {
  const { leave } = words.native;
  const quits = platform === 'darwin';
  const verb = quits ? leave.quit : leave.close;
  return {
    message: leave.question(programs, verb),
    detail: (quits ? leave.quitting : leave.closing)(programs.length),
    buttons: [verb, leave.cancel],
  };
}
