// A bound for whatever is waited for: a bench that hangs says what it was waiting for.

import { withResolvers } from '../../core/task/taskGroup.ts';

/** @throws Error with these words when the promise takes longer */
export async function within<T>(limitMs: number, words: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = withResolvers<never>();
  const error = new Error(`${words} within ${Math.round(limitMs / 1000)} s.`);
  const timer = setTimeout(() => reject(error), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
