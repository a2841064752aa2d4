// Of folders that follow an ssh config: the choice in the import, what stands in the form of such a host, the
// list of followed files, and what ssh says itself.
import { count } from '../count.ts';

export const linkedHosts = {
  pick: 'Choose an ssh config',

  // Before hosts are brought from an ssh config.
  choice: {
    label: 'How the hosts come along',
    copy: 'Copy once',
    link: 'Stay linked to the file',
    copyHint: 'The hosts are yours from then on. Changes of the file don’t reach them.',
    linkHint:
      'A linked host is read from the file each time; what you add here (tags, colour, notes) stays here.',
    follow: 'Follow the file',
    foot: (hosts: number) =>
      `A folder will have ${count(hosts, 'host')} as they stand in the file, whatever becomes of it. ssh reads it itself.`,
  },

  // At the folder.
  menu: {
    read: 'Read again',
    ask: 'Ask ssh…',
    edit: 'Edit the file',
    end: 'Stop following…',
  },
  /** The icon beside the folder’s name. */
  follows: (file: string) => `Follows ${file}`,

  // In the form of a host.
  form: {
    title: 'Set by the file',
    hint: (file: string) => `These stand in ${file}, and ssh decides by it. Change them there.`,
    edit: 'Edit the file',
    alias: 'Alias',
    address: 'Address',
    user: 'User',
    port: 'Port',
    identityFile: 'Identity file',
    jumpHost: 'Jump host',
    proxyCommand: 'Proxy command',
    /** Nothing stands in the file. */
    bySsh: 'as ssh decides',
    ask: 'Ask ssh…',
    askLater: 'Save what you have changed first',
  },

  // The list of followed files.
  dialog: {
    title: 'Linked ssh configs',
    hint: 'A folder follows the file: its hosts are what stands there. ssh opens them by their alias, so that all of the file holds.',
    file: 'File',
    placeholder: '~/.ssh/config',
    browse: 'Browse…',
    add: 'Link',
    close: 'Close',
    none: 'No file is followed yet.',
    list: 'Followed files',
    hosts: (hosts: number) => count(hosts, 'host'),
    more: (file: string) => `More for ${file}`,
    linked: (hosts: number, file: string) => `${count(hosts, 'host')} of ${file} linked.`,
  },

  // When a folder is to stop following.
  end: {
    title: (folder: string) => `Stop following the file of “${folder}”?`,
    text: (hosts: number) =>
      `${count(hosts, 'host')} can stay as copies. A copy has what Bowline could read; what only ssh can decide (a Match exec, say) doesn’t come along. The file itself stays as it is.`,
    keep: 'Keep as copies',
    remove: (hosts: number) => `Remove ${count(hosts, 'host')}`,
    cancel: 'Cancel',
  },

  // What ssh says.
  ask: {
    title: (host: string) => `What ssh says of ${host}`,
    asking: 'Asking ssh…',
    filter: 'Filter settings',
    list: 'Settings in force',
    none: 'No setting matches.',
    copy: 'Copy',
    close: 'Close',
  },

  // What didn’t succeed; a reason follows.
  notLinked: 'The file could not be linked',
  notRead: 'The file could not be read',
  notOpened: 'The file could not be opened',
  notEnded: 'The folder still follows its file',
  notAsked: 'ssh could not be asked',
};
