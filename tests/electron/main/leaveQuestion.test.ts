// What is asked before programs end: what the user did is called by its name.
import { expect, it } from 'vitest';
import { PSEUDO } from '../../../words/language.ts';
import { speak } from '../../../words/window.ts';
import { leaveQuestion } from '../../../electron/main/leaveQuestion.ts';

it.each(['linux', 'win32'] as const)('on %s it is the window that is closed', (platform) =>
  expect(leaveQuestion(['vim'], platform)).toEqual({
    message: 'vim is still running. Close anyway?',
    detail: 'Closing the window ends it. What runs in shells that are kept alive goes on.',
    buttons: ['Close', 'Cancel'],
  }),
);

it('on macOS it is the app that is quit', () =>
  expect(leaveQuestion(['vim', '', 'vim'], 'darwin')).toEqual({
    message: 'vim, A program are still running. Quit anyway?',
    detail: 'Quitting ends them. What runs in shells that are kept alive goes on.',
    buttons: ['Quit', 'Cancel'],
  }));

it('is asked in the language of the app', () => {
  speak(PSEUDO);
  const { message, detail, buttons } = leaveQuestion(['vim'], 'linux');
  speak('en');
  for (const text of [message, detail, ...buttons]) expect(text).toMatch(/^⟦.*⟧$/);
});
