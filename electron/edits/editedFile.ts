// A file of a host that is edited here, whoever reaches it: as the user, or as root.

/** Of a file that is edited. All of it is in memory while it goes to and fro. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** What a file was when both sides had the same. */
export interface Stamp {
  size: number;
  /** Milliseconds since 1970; null where it isn't told. */
  changedAt: number | null;
  /** SHA-256, hex. */
  sum: string;
}

export interface Fetched {
  bytes: Uint8Array;
  stamp: Stamp;
}

export interface EditedFile {
  /** Rejects with `FileError`, `ConnectFailure` or `PersonError`, as all here. */
  fetch(signal: AbortSignal): Promise<Fetched>;
  /**
   * Puts this in its place as a whole, with its mode and owner. Where it isn't any more what `base` says,
   * nothing is done; null: whatever is there now, or isn't.
   */
  save(bytes: Uint8Array, base: Stamp | null, signal: AbortSignal): Promise<Saved>;
  /** Nobody edits it any more. */
  close(): void;
}

export type Saved = Stamp | 'changed' | 'gone';
