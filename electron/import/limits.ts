// What bounds the files that bring hosts.

/** Bytes of one file; 100 times those of the largest session files that people publish. */
export const IMPORT_FILE_LIMIT = 32 * 1024 * 1024;
/** Bytes of all files of a folder together. */
export const IMPORT_FOLDER_LIMIT = 64 * 1024 * 1024;
/** Files of a folder. */
export const IMPORT_FILES = 20_000;
/** Folders within folders: of a tree on the disk, and of groups in a file. */
export const IMPORT_DEPTH = 64;
/** Hosts of one import. */
export const IMPORT_HOSTS = 50_000;
