// What bounds the files that bring schemes; apart from what reads them, which is large and rarely needed.

/** Bytes; many hundred schemes. */
export const SCHEME_FILE_LIMIT = 1024 * 1024;

/** That are kept; nobody looks through more of them. */
export const SCHEMES_LIMIT = 1_000;
