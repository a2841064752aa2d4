// Of the sidebar: the saved hosts, how to find one, and what a newcomer sees instead of them.
import { count } from '../count.ts';

export const hosts = {
  title: 'Hosts',
  add: 'Add host',
  width: 'Sidebar width',
  filter: 'Filter hosts',
  noMatch: (typed: string) => `No host matches “${typed}”. Press Escape to see all of them.`,

  list: 'Saved hosts',
  noShell: 'No open shell',
  shells: (open: number) => count(open, 'shell'),
  /** They run there without a tab. */
  kept: (shells: number) => `${shells} kept`,

  menu: {
    open: 'Open shell',
    running: 'Running shells…',
    install: 'Install the agent on this host',
    files: 'Files',
    tunnels: 'Tunnels…',
    duplicate: 'Duplicate',
    copyCommand: 'Copy ssh command',
    remove: 'Delete',
    add: 'Add host',
    join: 'Join a shared shell…',
    allTunnels: 'Running tunnels…',
  },
  keys: { open: 'Enter', running: 'Shift+Enter', remove: 'Del' },

  // What didn't succeed; a reason follows.
  notCopied: 'The command could not be copied',
  notDuplicated: (host: string) => `${host} could not be duplicated`,
  widthNotStored: 'The sidebar’s width could not be stored',

  firstSteps: {
    title: 'No hosts yet',
    hint: 'Those that you add or bring along stand here.',
  },
};
