// Bounds that several parts of the app hold to.
export { HOST_ID_LENGTH, TITLE_LENGTH } from '../core/layout/schemas.ts';

/** Bytes of input in one message; the window cuts a paste into smaller pieces. */
export const INPUT_MESSAGE_BYTES = 1024 * 1024;
/** Shells open at once. Each is a process and a terminal; who asks for more is out of its mind. */
export { OPEN_LIMIT as SHELL_LIMIT } from '../core/layout/layout.ts';
