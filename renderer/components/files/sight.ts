// Whether something is in sight: neither hidden nor in a window that is, and when somebody is back at it.
import type { Attachment } from 'svelte/attachments';

export interface SightOptions {
  seen: (is: boolean) => void;
  /** The window got the keyboard again. */
  back: () => void;
}

export function sight({ seen, back }: SightOptions): Attachment<HTMLElement> {
  return (element) => {
    let isOnPage = false;
    const tell = (): void => seen(isOnPage && document.visibilityState === 'visible');
    const observer = new IntersectionObserver((entries) => {
      isOnPage = entries.at(-1)!.isIntersecting;
      tell();
    });
    observer.observe(element);
    const ends = new AbortController();
    const { signal } = ends;
    document.addEventListener('visibilitychange', tell, { signal });
    addEventListener('focus', back, { signal });
    return () => {
      observer.disconnect();
      ends.abort();
      seen(false);
    };
  };
}
