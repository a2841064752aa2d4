// Bounds that several parts of the app hold to.

/** Bytes of input in one message; the window cuts a paste into smaller pieces. */
export const INPUT_MESSAGE_BYTES = 1024 * 1024;
/** Shells open at once. Each is a process and a terminal; who asks for more is out of its mind. */
export const SHELL_LIMIT = 200;
/** Characters of a tab's name; the window cuts off sooner. */
export const TITLE_LENGTH = 1_000;
/** Characters of a host's id; a found shell's has its name and a command in it. */
export const HOST_ID_LENGTH = 1_200;
