// Of transfers of files between places: what is asked for and can't be, what became of one, and what
// to do next.
import { count, grouped } from '../count.ts';
import { bytes } from '../quantities.ts';

interface Named {
  name: string;
}
interface Counted {
  count: number;
}
interface Bound {
  most: number;
}

export const transfers = {
  /** Many things at once: the first of them, and how many more. */
  'transfer-named': ({ name, more }: Named & { more: number }) => `${name} and ${more} more`,
  'transfer-name-refused': ({ name }: Named) =>
    `“${name}” can’t be a file’s name. It was left where it is.`,
  'transfer-name-twice': ({ name }: Named) =>
    `The folder lists “${name}” twice. One of them was left where it is.`,
  'transfer-many-names': ({ most }: Bound) =>
    `One transfer takes at most ${count(most, 'thing')}. Choose the folder instead.`,
  'transfers-many': ({ most }: Bound) =>
    `There are ${count(most, 'transfer')} already. Wait until some of them are done.`,
  'transfer-into-itself': 'A folder can’t go into itself.',
  'transfer-onto-itself': ({ name }: Named) => `${name} is there already: it is the same one.`,
  'transfer-too-deep': 'The folders are nested too deeply to be followed.',
  'transfer-folder-too-large': ({ path, most }: { path: string } & Bound) =>
    `${path} has more than ${grouped(most)} entries.`,
  'transfer-special': 'It is neither a file, a folder nor a link, and can’t be carried.',
  'transfer-no-links': ({ name }: Named) => `There can be no links there, so ${name} was left out.`,
  'transfer-folder-in-the-way': ({ name }: Named) =>
    `There is a folder named ${name} where the file would go.`,
  'transfer-file-in-the-way': ({ name }: Named) =>
    `There is a file or a link named ${name} where the folder would go.`,
  'transfer-no-free-name': ({ name }: Named) => `No free name was found for ${name}.`,
  'transfer-size-unknown': ({ name }: Named) => `Nobody says how large ${name} is.`,
  'transfer-length-differs': ({ name, size, there }: Named & { size: number; there: number }) =>
    `${name} has ${bytes(size)}, but ${bytes(there)} came to be there. It was not kept.`,
  'transfer-keeps-changing': ({ name }: Named) =>
    `${name} changed each time while it was read, so it was left out.`,
  'transfer-not-beginning': ({ name }: Named) =>
    `What is there isn’t the beginning of ${name}. It was left as it is.`,
  'transfer-source-stays': ({ name, why }: Named & { why: string }) =>
    `${name} is there, but is also still where it was: ${why}`,
  'transfer-source-changed': 'It changed after it was read.',
  'transfer-many-fail': 'So many files fail that the rest was not tried.',
  'transfer-failed': ({ why }: { why: string }) => `Something went wrong: ${why}`,

  'transfer-cut': ({ why }: { why: string }) =>
    `The connection is gone; this goes on when it is back. ${why}`,
  'transfer-anew': ({ name }: Named) => `${name} is not what it was before, so it began anew.`,
  'transfer-grew': ({ name }: Named) =>
    `${name} grew while it was read. What it had at first is there.`,
  'transfer-changing': ({ name }: Named) =>
    `${name} changed while it was read. Parts of it may be older than others.`,
  'transfer-bare': ({ name }: Named) =>
    `${name} is there, but without its times and its mode: they can’t be set there.`,
  'transfer-left-out': ({ count: files }: Counted) =>
    `${count(files, 'file')} left out, as something of the same name was there.`,
  'transfer-older': ({ count: files }: Counted) =>
    `${count(files, 'file')} not replaced, as what was there is as new.`,
  'transfer-mapped': ({ count: files, name, as }: Counted & Named & { as: string }) =>
    files === 1
      ? `“${name}” can’t be a name there, so it is “${as}” now.`
      : `${count(files, 'name')} can’t be there as they were: “${name}” is “${as}” now.`,
  'transfer-some-failed': ({ count: files }: Counted) =>
    `${count(files, 'file')} couldn’t be taken.`,

  'transfer-advice-space': 'Make room on the disk there, then try again.',
  'transfer-advice-quota': 'Make room, or ask who runs the host for a larger quota.',
  'transfer-advice-permission': 'Choose another folder, or log in as a user who may write there.',
  'transfer-advice-read-only': 'The disk there can only be read. Choose another folder.',
  'transfer-advice-retry': 'Try again; what is there already isn’t sent once more.',
};
