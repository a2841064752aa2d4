// Of the app itself: its window, its calls, its start and its end.

export const app = {
  'call-refused': 'Bowline refused this request, because it was not well-formed.',
  'call-failed': 'Something went wrong inside Bowline. Its log file says more.',
  'window-closing': 'The window is closing.',
};
