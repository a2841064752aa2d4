// Whether the program in the foreground of a terminal is another one than its own, where names are
// all that there is to tell by: on macOS.

/** What is kept of a program's name (MAXCOMLEN). */
const KEPT_LENGTH = 16;
/** `sh` is none itself: it becomes the one that /private/var/select/sh leads to. */
const AS_SH = ['bash', 'dash', 'zsh'];
/** Said where no process group is in front. */
const NOBODY = 'kernel_task';

/**
 * @param name of what is in the foreground; '' where nobody knows
 * @param own name of the terminal's own program
 * @returns '' where that is itself in the foreground
 */
export function othersName(name: string, own: string): string {
  const isOwn = name === own.slice(0, KEPT_LENGTH) || (own === 'sh' && AS_SH.includes(name));
  return isOwn || name === NOBODY ? '' : name;
}
