// Bounds of a terminal on its way from one window to another, which both windows and who stands
// between them hold to.

/** One part of it; a part is parsed in one go by whoever takes it. */
export const HANDED_PART_BYTES = 256 * 1024;
/** Parts that nobody has taken yet. */
export const HANDED_AHEAD = 8;
/** All of it: a million lines of text are some 100 MB. */
export const HANDED_BYTES = 512 * 1024 * 1024;
/** Notes that move marked as such; older ones move as text. */
export const HANDED_NOTES = 1_000;
/** Notes that wait and move; older ones don't. */
export const HANDED_WAITING_NOTES = 100;
/** Characters of one that waits. */
export const HANDED_NOTE_LENGTH = 4_000;
