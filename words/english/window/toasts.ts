// Of toasts, of the notifications that are kept, and of parts that all dialogs share.

export const toasts = {
  undo: 'Undo',
  hostDeleted: (host: string) => `${host} deleted. The bin keeps it for 30 days.`,
  notRestored: (host: string) => `${host} could not be brought back`,

  notifications: 'Notifications',
  list: 'What was told',
  none: 'No notifications',
  noneHint: 'What is told at the edge of the window is kept here.',
  clear: 'Clear all',
  close: 'Close notifications',
  forget: (text: string) => `Forget: ${text}`,
  unread: 'New:',

  /** Closes a dialog without doing anything. */
  leaveDialog: 'Leave this dialog',
};
