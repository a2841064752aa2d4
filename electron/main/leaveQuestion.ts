// What is asked before programs end with the app: by the name of what the user just did, which on
// macOS is quitting, since closing the window ends nothing there.

interface Question {
  message: string;
  detail: string;
  /** The first agrees. */
  buttons: [string, string];
}

/** @param programs that would be ended, one at least; '' for one whose name can't be told */
export function leaveQuestion(programs: string[], platform: NodeJS.Platform): Question {
  const names = [...new Set(programs.map((name) => name || 'A program'))];
  const running = `${names.join(', ')} ${programs.length > 1 ? 'are' : 'is'} still running.`;
  const [verb, doing] =
    platform === 'darwin' ? ['Quit', 'Quitting'] : ['Close', 'Closing the window'];
  const ended = programs.length > 1 ? 'them' : 'it';
  return {
    message: `${running} ${verb} anyway?`,
    detail: `${doing} ends ${ended}. What runs in shells that are kept alive goes on.`,
    buttons: [verb, 'Cancel'],
  };
}
