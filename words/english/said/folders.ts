// Of what arranges saved hosts and keeps them: folders, tags, the bin and the backups.

export const folders = {
  'folder-gone': 'This folder has been deleted meanwhile.',
  'folder-name-missing': 'Give the folder a name.',
  'folder-name-taken': ({ name }: { name: string }) =>
    `Another folder there is called “${name}” already.`,
  'folder-in-itself': 'A folder can’t be moved into itself.',
  'folders-too-deep': ({ most }: { most: number }) =>
    `Folders can’t lie in one another deeper than ${most} levels.`,
  'folders-too-many': ({ most }: { most: number }) =>
    `There can be ${most} folders. Delete some that aren’t needed any more.`,
  'hosts-too-many': ({ most }: { most: number }) =>
    `That can be done with ${most} hosts at once. Choose fewer.`,
  'hosts-saved-too-many': ({ most }: { most: number }) =>
    `There can be ${most} saved hosts. Delete some that aren’t needed any more, and empty the bin.`,
  'hosts-named-alike': ({ name }: { name: string }) =>
    `There would be two hosts called “${name}” in that folder. Rename one of them first.`,
  'field-for-all-unknown': 'That can’t be set for several hosts at once.',
  'change-not-remembered': 'This change was made too long ago to be taken back.',
  'tag-wrong': ({ tag, most }: { tag: string; most: number }) =>
    `“${tag}” can’t be a tag: one has up to ${most} characters, and no line breaks.`,
  'tags-too-many': ({ most }: { most: number }) => `A host can have ${most} tags.`,
  'icon-wrong': 'Choose one of the icons, or one sign.',

  'backup-gone': 'This backup isn’t there any more.',
  'backup-damaged': ({ name }: { name: string }) =>
    `The backup “${name}” is damaged. Your hosts are as they were; choose another one.`,
  'backup-newer': ({ name }: { name: string }) =>
    `The backup “${name}” is of a newer Bowline. Install that one to use it.`,
  'backup-not-made': ({ why }: { why: string }) =>
    `No backup of your hosts could be made (${why}), so nothing was changed. Is the disk full?`,
  'backup-not-cleared': ({ name }: { name: string }) =>
    `The secrets could not be removed from the backup “${name}”, so nothing was deleted for good. ` +
    'Is the disk full, or the file in use?',
};
