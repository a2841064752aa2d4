// Of what is kept of saved hosts: the bin, the backups, a file to take them elsewhere; and of one thing of
// many hosts made the same.
import { count, grouped, listed } from '../count.ts';
import { bytes, ago } from '../quantities.ts';
import { shownTime } from '../time.ts';

const hosts = (number: number): string => count(number, 'host');
const folders = (number: number): string => count(number, 'folder');

interface Counted {
  hosts: number;
  folders: number;
}

/** `38 hosts and 2 folders`; what there is none of isn't said. */
function both(of: Counted): string {
  const parts = [of.hosts > 0 && hosts(of.hosts), of.folders > 0 && folders(of.folders)];
  return listed(parts.filter((part) => part !== false)) || hosts(0);
}

const isOne = (of: Counted): boolean => of.hosts + of.folders === 1;

interface Difference {
  added: number;
  changed: number;
  removed: number;
}

function differs(noun: string, { added, changed, removed }: Difference): string {
  const parts = [
    added > 0 && `${count(added, noun)} ${added === 1 ? 'comes' : 'come'} back`,
    changed > 0 && `${changed === 1 ? `1 ${noun} is` : `${count(changed, noun)} are`} changed`,
    removed > 0 && `${removed === 1 ? `1 ${noun} goes` : `${count(removed, noun)} go`}`,
  ];
  return listed(parts.filter((part) => part !== false));
}

const bin = {
  list: 'Deleted hosts and folders',
  find: (items: number) => `Find in ${grouped(items)}`,
  columns: {
    name: 'Name',
    path: 'Was in',
    hosts: 'Hosts',
    deleted: 'Deleted',
    goes: 'Goes for good',
  },
  path: (path: readonly string[]) => path.join(' / '),
  atTop: 'No folder',
  together: (of: Counted) => `${both(of)} deleted together`,
  ago,
  /** In so many days. */
  goes: (days: number) => (days < 1 ? 'today' : `in ${count(days, 'day')}`),
  folder: 'Folder',
  host: 'Host',
  inIt: (number: number) => `${hosts(number)} in it`,
  number: grouped,
  /** Read out after the name. */
  heardAct: (facts: { deleted: string; goes: string }) =>
    `${facts.deleted}, for good ${facts.goes}`,
  heard: (facts: { what: string; path: string; deleted: string; goes: string }) =>
    `${facts.what}, was in ${facts.path}, deleted ${facts.deleted}, goes for good ${facts.goes}`,
  empty: 'The bin is empty',
  emptyText: 'What you delete is kept here for 30 days, with its passwords and tunnels.',
  noMatch: (typed: string) => `Nothing in the bin is called “${typed}”`,
  showAll: 'Show all of it',
  chosen: (of: Counted) => (of.hosts + of.folders === 0 ? '' : `${both(of)} chosen`),
  restore: (of: Counted) => `Restore ${both(of)}`,
  restoreNone: 'Restore',
  remove: 'Delete for good…',
  removeAll: 'Empty bin…',
  ask: (of: Counted) => `Delete ${both(of)} for good?`,
  askAll: (of: Counted) => `Empty the bin? ${both(of)} ${isOne(of) ? 'goes' : 'go'} for good.`,
  cleared: (of: Counted, backups: number) => {
    const [whose, them] = isOne(of) ? ['Its', 'it'] : ['Their', 'them'];
    const all = backups === 1 ? 'the backup' : `all ${grouped(backups)} backups`;
    const from = backups === 0 ? '' : `, also from ${all}`;
    return `${whose} passwords, pairing links and tunnels go with ${them}${from}. Nothing brings ${them} back.`;
  },
  keep: 'Keep',
  removeNow: (of: Counted) => `Delete ${both(of)}`,
  back: (of: Counted) => `${both(of)} restored.`,
  renamed: (was: string, is: string) =>
    `“${was}” is called “${is}” now, as its name was given away.`,
  moreRenamed: (more: number) => `${grouped(more)} more have new names.`,
  gone: (of: Counted) => `${both(of)} deleted for good.`,
};

const backups = {
  list: 'Backups of the hosts',
  reasons: {
    daily: 'Of the day',
    version: 'Before an update',
    import: 'Before an import',
    restore: 'Before a restore',
  },
  when: shownTime,
  size: bytes,
  empty: 'No backups yet',
  emptyText:
    'One is made each day that Bowline runs, and before an import or a restore. The last ten of each are kept.',
  looking: 'Looking into it…',
  would: 'Restored, it makes of your hosts:',
  total: (number: number) => `${hosts(number)} in it`,
  same: 'All is as it is now. There is nothing to restore.',
  hosts: (difference: Difference) => differs('host', difference) || 'Hosts stay as they are',
  folders: (difference: Difference) => differs('folder', difference) || 'Folders stay as they are',
  parts: { added: 'Come back', changed: 'Changed', removed: 'Go' },
  number: grouped,
  whats: { hosts: 'Hosts', folders: 'Folders' },
  unreadable: 'This one can’t be used. The others can.',
  restore: 'Restore…',
  ask: (when: string) => `Make all hosts as they were on ${when}?`,
  asked: (facts: { hosts: string; folders: string }) =>
    `${facts.hosts}. ${facts.folders}. A backup of how it is now is made first, so this can be undone.`,
  keep: 'Leave as it is',
  restoreNow: (number: number) => `Restore ${hosts(number)}`,
  done: (when: string) =>
    `Your hosts are as they were on ${when}. How it was before is a backup, too.`,
  /** A reason follows. */
  notUndone: 'The hosts could not be put back',
};

const exporting = {
  title: (number: number) => `Export ${hosts(number)}`,
  titleAll: (number: number) => `Export all ${hosts(number)}`,
  format: 'Format',
  formats: {
    bowline: {
      label: 'Bowline',
      hint: 'Whole, for another Bowline: folders, tags, tunnels, looks, identities.',
    },
    ssh_config: { label: 'ssh config', hint: 'For ssh and whatever reads its configuration.' },
    csv: {
      label: 'CSV',
      hint: 'A table: one line for each host, for spreadsheets and other tools.',
    },
  },
  secrets: 'Passwords, passphrases and pairing links',
  secretsAre: {
    out: { label: 'Leave out', hint: 'Each is asked for again where the file is imported.' },
    sealed: {
      label: 'Seal under a passphrase',
      hint: 'Who has the file and the passphrase has your passwords. Without the passphrase nobody can read them, you neither: it is kept nowhere.',
    },
  },
  passphrase: 'Passphrase',
  passphraseHint: (least: number) => `At least ${least} characters. Several words are best.`,
  again: 'Passphrase again',
  short: (least: number) => `It needs at least ${least} characters.`,
  differ: 'The two aren’t the same.',
  leftOut: 'Stays behind',
  left: {
    secrets: 'Passwords, passphrases, PINs and pairing links',
    others: 'PINs of tokens, and what is kept for jump hosts that aren’t saved',
    private: 'The key files themselves',
    comments: 'Colours and icons. Folders, tags and notes are comments there.',
    columns:
      'Tunnels, colours, icons, and all but name, address, port, user, folder, tags, identity file, jump host, options and notes',
    notSsh: (number: number) =>
      `${hosts(number)} that ${number === 1 ? 'isn’t' : 'aren’t'} reached by ssh`,
  },
  none: 'There is no host to export',
  noneText: 'Add one first, or import some.',
  cancel: 'Cancel',
  export: 'Export…',
  writing: 'Writing…',
  wrote: (number: number, shown: string) => `Wrote ${hosts(number)} to ${shown}.`,
  wroteTitle: 'Exported, but not all of it',
  notWritten: (parts: number) => `${count(parts, 'thing')} stayed behind:`,
  more: (parts: number) => `… and ${grouped(parts)} more`,
  done: 'Done',
};

const many = {
  title: (number: number) => `Edit ${hosts(number)}`,
  intro: 'What you change here becomes the same with all of them. The rest stays as it is.',
  differing: 'Different values',
  leave: 'Leave as it is',
  leaveOf: (field: string) => `${field}: leave as it is`,
  reach: (of: number, all: number) =>
    of === all ? '' : `${grouped(of)} of ${hosts(all)} ${of === 1 ? 'has' : 'have'} such a field.`,
  becomes: (of: number, empties: boolean) =>
    empties ? `Becomes empty with ${hosts(of)}.` : `Becomes the same with ${hosts(of)}.`,
  values: (number: number) => `${grouped(number)} different values.`,
  color: 'Colour',
  favourite: 'Favourite',
  favourites: { yes: 'Yes', no: 'No' },
  folder: 'Folder',
  noFolder: 'No folder',
  addTags: 'Add tags',
  addTagsHint: 'Separated by commas.',
  removeTags: 'Remove tags',
  /** Read out before a tag. */
  removeTag: 'Remove',
  removes: (of: number) => (of === 0 ? 'Press those that are to go.' : `Goes from ${hosts(of)}.`),
  says: (changes: number) => (changes === 0 ? 'as it is' : count(changes, 'change')),
  nothing: 'Nothing is changed yet.',
  summary: (fields: readonly string[], number: number) => `${listed(fields)} of ${hosts(number)}.`,
  cancel: 'Cancel',
  save: (number: number) => `Change ${hosts(number)}`,
  changed: (number: number) => `${hosts(number)} changed.`,
  /** A reason follows. */
  notUndone: 'The change could not be taken back',
};

const settings = {
  bin: 'Deleted hosts',
  binHint: 'They lie in the bin for 30 days, with their passwords and tunnels.',
  showBin: 'Show the bin…',
  backups: 'Backups',
  backupsHint:
    'One each day that Bowline runs, and before imports, updates and restores. The last ten of each are kept on this computer.',
  showBackups: 'Show backups…',
  export: 'Export',
  exportHint: 'A file of all your hosts, for another computer or another tool.',
  exportAll: 'Export hosts…',
};

export const keptHosts = {
  title: 'Deleted hosts and backups',
  pages: 'What is shown',
  pageNames: { bin: 'Bin', backups: 'Backups' },
  done: 'Done',
  looking: 'Looking…',
  bin,
  backups,
  exporting,
  many,
  settings,
};
