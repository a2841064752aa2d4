// Files of this computer that are dragged in from elsewhere, and let go of over a part of the window: where
// they are is the system's to say, so that they are read where they lie.
import { pathOfFile } from '../../lib/pathOfFile.ts';
import { dragsFile } from '../ui/givenFiles.ts';

export interface PathsDrop {
  /** @param at the row that they were let go of over; null for none */
  drop: (paths: readonly string[], at: number | null) => void;
  /** Whether that row takes them itself. */
  isFolder?: (at: number) => boolean;
}

const MARK = 'data-takes-file';

const rowOf = ({ target }: Event): HTMLElement | null =>
  (target as Element).closest<HTMLElement>('[data-at]');

function atOf(event: Event): number | null {
  const at = rowOf(event)?.dataset['at'];
  return at === undefined ? null : Number(at);
}

/** The element is marked by `data-takes-file` while files are over it. @returns an attachment */
export function takesPaths({ drop, isFolder = () => false }: PathsDrop) {
  return (element: HTMLElement): (() => void) => {
    let marked: Element | null = null;
    const mark = (next: Element | null) => {
      if (next !== marked) marked?.removeAttribute(MARK);
      (marked = next)?.setAttribute(MARK, '');
    };
    const over = (event: DragEvent) => {
      if (!dragsFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      const at = atOf(event);
      mark(at !== null && isFolder(at) ? rowOf(event) : element);
    };
    const out = (event: DragEvent) => {
      const to = event.relatedTarget;
      if (!(to instanceof Node) || !element.contains(to)) mark(null);
    };
    const letGo = (event: DragEvent) => {
      mark(null);
      if (!dragsFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const paths = [...(event.dataTransfer?.files ?? [])].map(pathOfFile).filter(Boolean);
      if (paths.length > 0) drop(paths, atOf(event));
    };
    const end = new AbortController();
    element.addEventListener('dragover', over, end);
    element.addEventListener('dragleave', out, end);
    element.addEventListener('drop', letGo, end);
    return () => end.abort();
  };
}
