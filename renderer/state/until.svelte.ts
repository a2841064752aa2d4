// Waiting for what the window doesn't know yet.

/** Resolves once that holds, which may be at once. It is asked again with each change of what it reads. */
export function until(holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = $effect.root(() => {
      $effect(() => {
        if (!holds()) return;
        resolve();
        queueMicrotask(end);
      });
    });
  });
}
