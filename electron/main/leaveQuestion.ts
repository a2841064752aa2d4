// What is asked before programs end with a window or the app: by the name of what the user just did.
import { words } from '../../words/window.ts';

interface Question {
  message: string;
  detail: string;
  /** The first agrees. */
  buttons: [string, string];
}

/** What would be lost; something of it at least. */
export interface Lost {
  /** That would be ended; '' for one whose name can't be told. */
  programs: string[];
  /** Files with text that isn't saved. */
  texts: string[];
}

/** What goes: one window, or the app with all of them. */
export type Leaving = 'close' | 'quit';

export function leaveQuestion({ programs, texts }: Lost, what: Leaving): Question {
  const { leave } = words.native;
  const verb = leave[what];
  const ends = (what === 'quit' ? leave.quitting : leave.closing)(programs.length);
  const loses = texts.length > 0 ? [leave.texts(texts)] : [];
  if (programs.length === 0)
    return { message: leave.plain(verb), detail: loses.join(' '), buttons: [verb, leave.cancel] };
  return {
    message: leave.question(programs, verb),
    detail: [...loses, ends].join(' '),
    buttons: [verb, leave.cancel],
  };
}
