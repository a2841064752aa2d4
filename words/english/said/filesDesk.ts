// Of files in a window: what can't be shown or done there, and how a place is reached.
import { grouped } from '../count.ts';

export const filesDesk = {
  'files-way-here': 'This computer',
  'files-way-ssh': 'SFTP over the host’s shared login',
  'files-way-agent': 'through the host’s agent, over the open connection',

  'files-side-gone': 'This pane’s files were closed. Open them again.',
  'files-none-there': ({ host }: { host: string }) =>
    `${host} has no files that Bowline can reach: it is a shell that you joined.`,
  'files-too-many': ({ most }: { most: number }) =>
    `The folder has more than ${grouped(most)} entries. The rest isn’t shown.`,
  'files-endless': ({ path, most }: { path: string; most: number }) =>
    `There is no end to what ${path} says is in it. Bowline stops at ${most} entries.`,
  'files-name-twice': ({ path }: { path: string }) => `Two of them would be called ${path}.`,
  'files-left-aside': ({ path }: { path: string }) =>
    `Names could be given neither as you wished nor back again. One file is called ${path} now.`,
  'files-account-unknown': ({ name }: { name: string }) =>
    `The number of “${name}” isn’t known here: no file in this folder is of that name. Type the number.`,
  'files-undo-over': 'It is too late to undo that.',
  'files-bookmarks-full': ({ most }: { most: number }) =>
    `There are ${most} bookmarks already. Drop one first.`,

  'look-folder': 'It is a folder.',
  'look-other': 'It is a device, a pipe or the like: reading it might never end.',
  'look-no-text': 'It is neither text nor an image that can be shown.',
  'look-image-large': ({ most }: { most: number }) =>
    `The image is larger than ${most / 1024 / 1024} MiB.`,
};
