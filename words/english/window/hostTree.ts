// Of the tree of hosts: its headings and rows, what is done with many at once, and what is asked first.
import { count, grouped } from '../count.ts';

/** `12 hosts`, `2 folders`, `2 folders and 12 hosts`. */
function things(hosts: number, folders: number): string {
  const parts = [folders > 0 && count(folders, 'folder'), hosts > 0 && count(hosts, 'host')];
  return parts.filter(Boolean).join(' and ');
}

const sections = {
  favourites: 'Favourites',
  /** Hosts that a shell was opened on last. */
  recents: 'Recent',
  folders: 'Folders',
  /** Instead of that one where there are no folders. */
  hosts: 'All hosts',
};

const head = {
  import: 'Import hosts…',
  more: 'More…',
  newFolder: 'New folder…',
  exportAll: 'Export all hosts…',
  bin: 'Bin…',
  backups: 'Backups…',
};

const menu = {
  beside: 'Open beside',
  favourite: 'Add to favourites',
  unfavourite: 'Remove from favourites',
  rename: 'Rename',
  edit: 'Edit…',
  move: 'Move to folder…',
  tag: 'Tag…',
  export: 'Export…',
  connectAll: 'Connect to all',
  newInside: 'New folder inside…',
  addHere: 'Add host here…',
  editFolder: 'Edit folder…',
  removeFolder: 'Delete folder…',
  connect: 'Connect',
  remove: 'Delete',
  cut: 'Cut',
  paste: 'Move here',
  fold: 'Fold',
  unfold: 'Unfold',
};

/** `other`: as a Mac writes them. */
const keys = {
  beside: { usual: 'Ctrl+Enter', mac: '⌘Enter' },
  cut: { usual: 'Ctrl+X', mac: '⌘X' },
  paste: { usual: 'Ctrl+V', mac: '⌘V' },
  rename: 'F2',
  edit: 'Alt+Enter',
};

const bar = {
  label: 'What is selected',
  selected: (hosts: number, folders: number) =>
    folders === 0 ? `${grouped(hosts)} selected` : `${things(hosts, folders)} selected`,
  connect: 'Connect',
  move: 'Move',
  tag: 'Tag',
  edit: 'Edit…',
  remove: 'Delete',
  more: 'More for what is selected',
  none: 'Select nothing',
};

const row = {
  /** What a folder says after its name. */
  folder: (hosts: number, live: number) =>
    [count(hosts, 'host'), live > 0 && `${count(live, 'shell')} open`].filter(Boolean).join(', '),
  newName: (name: string) => `New name of ${name}`,
  tags: (tags: readonly string[]) => `tagged ${tags.join(', ')}`,
  moves: (things: string, folder: string) => `moves ${things} into ${folder}`,
  movesToTop: (things: string) => `moves ${things} to the top`,
  cut: 'cut, to be moved',
};

const done = {
  deleted: (hosts: number, folders: number) => `${things(hosts, folders)} deleted.`,
  folderDeleted: (folder: string, hosts: number) =>
    hosts === 0
      ? `Folder “${folder}” deleted.`
      : `Folder “${folder}” deleted, with ${count(hosts, 'host')}.`,
  moved: (what: string, folder: string) => `${what} moved into ${folder}.`,
  movedToTop: (what: string) => `${what} moved to the top.`,
  tagged: (hosts: number) => `Tags of ${count(hosts, 'host')} changed.`,
  favourite: (what: string) => `${what} added to favourites.`,
  unfavourite: (what: string) => `${what} removed from favourites.`,
};

// What didn't succeed; a reason follows.
const failed = {
  deleted: (what: string) => `${what} could not be deleted`,
  moved: (what: string) => `${what} could not be moved`,
  tagged: 'The tags could not be changed',
  favourite: 'The favourites could not be changed',
  undone: 'That could not be undone',
};

const ask = {
  cancel: 'Cancel',
  connect: {
    title: (hosts: number) => `Connect to ${count(hosts, 'host')}?`,
    text: 'Each opens in a tab of its own.',
    act: (hosts: number) => `Connect to ${count(hosts, 'host')}`,
  },
  remove: {
    title: (hosts: number, folders: number) => `Delete ${things(hosts, folders)}?`,
    folder: (name: string) => `Delete folder “${name}”?`,
    goToo: (hosts: number, folders: number) =>
      `${things(hosts, folders)} ${hosts + folders === 1 ? 'goes' : 'go'} too.`,
    shells: (shells: number) =>
      shells === 1
        ? 'A shell on them is open. It goes on.'
        : `${count(shells, 'shell')} on them are open. They go on.`,
    cuts: (connections: number) =>
      `${count(connections, 'connection')} through their tunnels ${connections === 1 ? 'ends' : 'end'}.`,
    undo: 'You can bring them back from the bin for 30 days.',
    act: (hosts: number, folders: number) =>
      hosts === 0 ? `Delete ${count(folders, 'folder')}` : `Delete ${count(hosts, 'host')}`,
  },
  move: {
    title: (what: string) => `Move ${what}`,
    find: 'Find a folder',
    folders: 'Folders',
    top: 'At the top, in no folder',
    none: (typed: string) => `No folder matches “${typed}”.`,
    act: 'Move',
  },
  tag: {
    title: (what: string) => `Tags of ${what}`,
    known: 'Tags in use',
    some: 'some of them have it',
    add: 'New tags',
    hint: 'Several are parted by commas.',
    act: 'Save tags',
  },
};

export const hostTree = { things, sections, head, menu, keys, bar, row, done, failed, ask };
