// Of what a login asks, and who answers.

export const logins = {
  'login-not-answered': 'The login was given up: what it asked was not answered.',
  'kept-secret-refused': 'What is kept for this was refused.',
  'kept-secret-or-code-refused':
    'The host didn’t accept what is kept for it, or the code. It doesn’t say which.',
  'answer-refused': 'What was typed was refused.',
  'kept-pin-not-tried-again':
    'The kept PIN was refused last time, or that login didn’t come through. A token locks itself after a few wrong ones, so it isn’t tried again.',
  'kept-secret-not-had': 'What is kept for this can’t be had now.',
  /** `why`: the system's words, or ours. */
  'secret-not-kept': ({ why }: { why: string }) => `What you typed was not kept: ${why}`,
};
