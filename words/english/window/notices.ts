// Of the notices.

export const notices = {
  list: 'Notices',
  /** Read out before what is told. */
  levels: { info: 'Note:', warning: 'Warning:', error: 'Error:' },
  clipboard: 'The clipboard could not be used',
  dismiss: (text: string) => `Dismiss: ${text}`,
  /** What didn't succeed, and the reason. */
  failed: (what: string, why: string) => `${what}: ${why}`,
};
