// Fades at the ends of the tab strip say that there is more to scroll to. Also lets the
// wheel, which turns up and down, move a strip that goes left and right.

const FADE_PX = 24;

/** An attachment for a strip that scrolls sideways; `contents` is read to know of changes. */
export function edgeFades(contents: () => unknown) {
  return (strip: HTMLElement) => {
    contents();
    const update = () => {
      const hidden = strip.scrollWidth - strip.clientWidth - strip.scrollLeft;
      strip.style.setProperty('--fade-start', `${Math.min(strip.scrollLeft, FADE_PX)}px`);
      strip.style.setProperty('--fade-end', `${Math.max(0, Math.min(hidden, FADE_PX))}px`);
    };
    const wheel = (event: WheelEvent) => {
      if (event.deltaX === 0) strip.scrollLeft += event.deltaY;
    };
    // A tab that grows (a badge appears, it is renamed) must not push itself out of view.
    const sizes = new ResizeObserver(() => {
      strip
        .querySelector('[aria-selected="true"]')
        ?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      update();
    });
    sizes.observe(strip);
    for (const tab of strip.children) sizes.observe(tab);
    strip.addEventListener('scroll', update);
    strip.addEventListener('wheel', wheel, { passive: true });
    return () => {
      sizes.disconnect();
      strip.removeEventListener('scroll', update);
      strip.removeEventListener('wheel', wheel);
    };
  };
}
