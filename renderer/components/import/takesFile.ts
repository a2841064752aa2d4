// Letting go of a file over a part of the window, to look at what hosts are in it.
import type { ImportPick } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { dragsFile, droppedFile, fileOf, MOST_OF_HOSTS } from '../ui/givenFiles.ts';

/** What is let go of there is looked at in the import's dialog. @returns an attachment */
export function takesHosts({ dialogs, notices }: Pick<Workspace, 'dialogs' | 'notices'>) {
  const { notAFolder } = words.hostImport.source;
  return takesFile({
    pick: (pick) => dialogs.current ?? dialogs.importHosts(pick),
    folder: () => notices.add({ id: 'dropped-folder', level: 'info', text: notAFolder }),
  });
}

export interface FileDrop {
  pick: (pick: ImportPick) => void;
  /** What was let go of is a folder, which can't be read here. */
  folder: () => void;
}

/** The element is marked by `data-takes-file` while a file is over it. @returns an attachment */
export function takesFile({ pick, folder }: FileDrop) {
  return (element: HTMLElement): (() => void) => {
    const mark = (is: boolean) => element.toggleAttribute('data-takes-file', is);
    const over = (event: DragEvent) => {
      if (!dragsFile(event)) return;
      event.preventDefault();
      mark(true);
    };
    const out = (event: DragEvent) => {
      const to = event.relatedTarget;
      if (!(to instanceof Node) || !element.contains(to)) mark(false);
    };
    const drop = (event: DragEvent) => {
      mark(false);
      const file = dragsFile(event) ? droppedFile(event) : null;
      if (!file) return;
      event.preventDefault();
      if (file === 'folder') return folder();
      void fileOf(file, MOST_OF_HOSTS).then((given) => pick({ from: 'given', file: given }));
    };
    const end = new AbortController();
    element.addEventListener('dragover', over, end);
    element.addEventListener('dragleave', out, end);
    element.addEventListener('drop', drop, end);
    return () => end.abort();
  };
}
