// What is asked before programs end: what the user did is called by its name.
import { expect, it } from 'vitest';
import { PSEUDO } from '../../../words/language.ts';
import { speak } from '../../../words/window.ts';
import { leaveQuestion } from '../../../electron/main/leaveQuestion.ts';

it('where a window is closed, it is that which ends them', () =>
  expect(leaveQuestion({ programs: ['vim'], texts: [] }, 'close')).toEqual({
    message: 'vim is still running. Close anyway?',
    detail: 'Closing the window ends it. What runs in shells that are kept alive goes on.',
    buttons: ['Close', 'Cancel'],
  }));

it('where the app is quit, with all its windows, it is that', () =>
  expect(leaveQuestion({ programs: ['vim', '', 'vim'], texts: [] }, 'quit')).toEqual({
    message: 'vim (2), A program are still running. Quit anyway?',
    detail: 'Quitting ends them. What runs in shells that are kept alive goes on.',
    buttons: ['Quit', 'Cancel'],
  }));

it('where text isn’t saved, that stands first, or alone', () => {
  const texts = ['a.conf', 'b.conf'];
  const lost = 'What you typed in a.conf and b.conf isn’t saved, and would be lost.';
  expect(leaveQuestion({ programs: [], texts }, 'quit')).toEqual({
    message: 'Quit anyway?',
    detail: lost,
    buttons: ['Quit', 'Cancel'],
  });
  expect(leaveQuestion({ programs: ['vim'], texts }, 'close').detail).toMatch(
    new RegExp(`^${lost} Closing the window ends it`),
  );
});

it('is asked in the language of the app', () => {
  speak(PSEUDO);
  const { message, detail, buttons } = leaveQuestion({ programs: ['vim'], texts: [] }, 'close');
  speak('en');
  for (const text of [message, detail, ...buttons]) expect(text).toMatch(/^⟦.*⟧$/);
});
