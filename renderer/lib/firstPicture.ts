// When there is time for what nobody sees yet: after the page's first picture, and between what its user
// does.

/** What comes after the first picture waits no longer for it: nobody may be looking. */
const FIRST_PICTURE_MS = 500;
/** Nor longer than this for a moment in which nothing else is to be done. */
const IDLE_MS = 100;

/** Resolves once there is something to see. */
export function firstPicture(): Promise<void> {
  return new Promise((done) => {
    const painted = new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) end();
    });
    const timer = setTimeout(end, FIRST_PICTURE_MS);
    function end(): void {
      painted.disconnect();
      clearTimeout(timer);
      done();
    }
    painted.observe({ type: 'paint', buffered: true });
  });
}

export function idle(): Promise<unknown> {
  return new Promise((done) => requestIdleCallback(done, { timeout: IDLE_MS }));
}
