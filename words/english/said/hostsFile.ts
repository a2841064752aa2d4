// Of the file that holds the saved hosts.
import { shownTime } from '../time.ts';

interface At {
  path: string;
}
interface Failed extends At {
  why: string;
}
/** Milliseconds since 1970: when the copy was made. */
interface Copied {
  copiedAt: number;
}

export const hostsFile = {
  'hosts-file-not-made': ({ path, why }: Failed) =>
    `Bowline can’t store hosts in ${path} (${why}). Is the disk full?`,
  'hosts-file-not-opened': ({ path, why }: Failed) =>
    `The file of saved hosts can’t be opened: ${path} (${why}).`,
  /** `copy`: one of before that this version can open; '' where there is none. */
  'hosts-file-newer': (facts: { format: number; known: number; copy: string } & At & Named) =>
    `Your saved hosts were stored by a newer Bowline (format ${facts.format}; this one knows ` +
    `${facts.known}). They were left untouched. Install the newer Bowline again to use ` +
    `them.${facts.copy && orCopy(facts)}`,
  'hosts-file-not-restored': ({ path, why }: Failed) =>
    `Your saved hosts can’t be restored from ${path} (${why}). Is the disk full?`,
  'hosts-file-was-missing': ({ copiedAt }: Copied) =>
    `The file of your saved hosts was missing. It was restored from the copy of ${shownTime(copiedAt)}.`,
  'hosts-file-restored': ({ aside, copiedAt }: { aside: string } & Copied) =>
    `The file of your saved hosts was damaged. It was kept as “${aside}”, and your hosts were ` +
    `restored from the copy of ${shownTime(copiedAt)}. Check whether the latest changes are there.`,
  'hosts-file-lost': ({ aside }: { aside: string }) =>
    `The file of your saved hosts was damaged and there was no copy to restore. It was kept as ` +
    `“${aside}” in Bowline’s data folder; you start with an empty list.`,
  'file-empty': 'the file is empty',
  'no-hosts-file': 'not a hosts file of Bowline',
};

/** The file without its folder. */
interface Named {
  name: string;
}

function orCopy({ path, copy, name }: At & Named & { copy: string }): string {
  return (
    ` Or, without what was changed since: close Bowline, move ${path} away, take the copy ` +
    `${copy} and rename it to ${name}.`
  );
}
