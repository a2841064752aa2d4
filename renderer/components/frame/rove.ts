// A row or a column of buttons that is one stop of Tab: arrows, Home and End go from one to the next.
import type { Attachment } from 'svelte/attachments';
import { roved } from '../../lib/roving.ts';

/** Makes the buttons inside one stop of Tab. Those that no room is left for are passed over. */
export function rove(along: 'horizontal' | 'vertical'): Attachment<HTMLElement> {
  return (element) => {
    const buttons = () => [...element.querySelectorAll<HTMLElement>('button')].filter(isSeen);
    const settle = (to?: HTMLElement) => {
      const all = element.querySelectorAll<HTMLElement>('button');
      const kept = to ?? buttons().find((one) => one.tabIndex === 0) ?? buttons()[0];
      for (const one of all) one.tabIndex = one === kept ? 0 : -1;
    };
    const focusin = ({ target }: FocusEvent) => {
      const button = (target as Element).closest<HTMLElement>('button');
      if (button) settle(button);
    };
    const keydown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const all = buttons();
      const to = roved(event.key, along, all.indexOf(event.target as HTMLElement), all.length);
      if (to === null) return;
      event.preventDefault();
      all[to]!.focus();
    };
    // Buttons come and go, and there is less or more room for them. Where one of them is the stop still,
    // nothing is measured: figures may come every second.
    const changes = new MutationObserver(() => {
      const stops = [...element.querySelectorAll('button')].filter(
        ({ tabIndex }) => tabIndex === 0,
      );
      if (stops.length !== 1) settle();
    });
    const sizes = new ResizeObserver(() => settle());
    changes.observe(element, { childList: true, subtree: true });
    sizes.observe(element);
    element.addEventListener('focusin', focusin);
    element.addEventListener('keydown', keydown);
    // Nothing is measured yet, which would lay out a page that is still being made: `sizes` tells soon.
    settle(element.querySelector('button') ?? undefined);
    return () => {
      changes.disconnect();
      sizes.disconnect();
      element.removeEventListener('focusin', focusin);
      element.removeEventListener('keydown', keydown);
    };
  };
}

/** What has no room is wrapped to where nobody sees it, in who says so (`data-wraps`). */
function isSeen(button: HTMLElement): boolean {
  const box = button.getBoundingClientRect();
  const place = button.closest('[data-wraps]')?.getBoundingClientRect();
  return box.width > 0 && (!place || box.top < place.bottom);
}
