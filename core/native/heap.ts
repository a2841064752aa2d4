// What malloc keeps of what was freed. glibc keeps what lies between things that are still in use,
// and after a burst of work that is most of it; other libraries give it back themselves.
import { nativeModule } from './nativeModule.ts';

/**
 * From here on most large blocks (128 KiB and more) go back to the system when they are freed. To
 * be called before there are any. Does nothing where there is nothing that could do it.
 */
export function keepHeapSmall(): void {
  usable()?.keepHeapSmall?.();
}

/**
 * Gives back what is free, of all threads of the process; takes some ten milliseconds where there
 * is much.
 * @returns false where there is nothing to be done, or nothing that could do it
 */
export function trimHeap(): boolean {
  return usable()?.trimHeap?.() ?? false;
}

// A module that doesn't load is told of where it is needed.
function usable(): ReturnType<typeof nativeModule> {
  try {
    return nativeModule();
  } catch {
    return undefined;
  }
}
