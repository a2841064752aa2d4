// Of the tabs, and of what opens and closes them.

export const tabs = {
  list: 'Open shells',
  hideSidebar: 'Hide sidebar',
  showSidebar: 'Show sidebar',
  settings: 'Settings',
  close: (title: string) => `Close ${title}`,
  rename: 'Tab title',
  details: 'Connection details',
  detailsOf: (title: string, badge: string) => `Connection details of ${title}: ${badge}`,

  menu: {
    rename: 'Rename',
    duplicate: 'Duplicate',
    reconnect: 'Reconnect',
    details: 'Connection details',
    close: 'Close',
    closeOthers: 'Close others',
  },
  keys: { rename: 'F2' },

  newShell: {
    label: 'New shell on this computer',
    none: 'No shell was found on this computer',
    looking: 'Looking for shells…',
    addHost: 'Add host',
  },

  /** Stands for the host of one whose host was deleted. */
  hostDeleted: 'Deleted host',
  /** The title of one in which an agent is installed. */
  installing: (host: string) => `Install agent on ${host}`,
  /** The `n`th of those that are called so. */
  again: (title: string, n: number) => `${title} (${n})`,
};
