// What a stream needs of the socket at its end: in real life a `SocketEnd`.

/** The socket at this end, as its stream uses it. None of these throws. */
export interface LocalEnd {
  /** Passes bytes on, and calls `taken` as they go. */
  write(bytes: Uint8Array): void;
  /** Nothing follows: passes that on too, and calls `delivered` when all is. */
  end(): void;
  /** Ends both directions at once, as a failure. */
  reset(): void;
  /** `push` is welcome again. */
  resume(): void;
  /** A slab that was pushed is needed no more. */
  free?(slab: Uint8Array): void;
  /** The other side has these, a part of what was pushed: they may be changed. */
  answered?(bytes: Uint8Array): void;
}
