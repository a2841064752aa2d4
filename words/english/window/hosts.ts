// Of the sidebar: the saved hosts, how to find one, and what a newcomer sees instead of them.
import { count } from '../count.ts';

export const hosts = {
  title: 'Hosts',
  add: 'Add host',
  width: 'Sidebar width',
  filter: 'Filter hosts',
  find: 'Find a host…',
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
    label: 'First steps',
    title: 'No hosts yet',
    hint: 'A host is a place to open shells on. Add one, then double-click it.',
    ssh: {
      name: 'SSH',
      text: 'A server you log in to with ssh. Your keys and ssh config are used.',
    },
    agent: {
      name: 'Agent',
      text: 'A machine that runs bowline-agent. Shells there live on when you disconnect.',
    },
    local: { name: 'Local shell', text: 'A shell on this computer.' },
    add: 'Add your first host',
  },
};
