// Waiting for many things of which one may fail, without leaving the others behind.
/** Resolves once all have ended well; rejects once all have ended, with what one of them failed with. */
export async function allEnded(all: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(all);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason as Error;
}
