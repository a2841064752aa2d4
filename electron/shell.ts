// What every kind of shell looks like to the main process. Local, SSH and agent shells
// (and the in-memory one of the tests) implement it and pass one contract suite.
// Nothing here knows Electron, so the suite runs in plain Node.
import type { Timeline } from '../core/lag/timeline.ts';
import type { TerminalSize } from '../core/pty/pty.ts';
import type { Said } from '../words/said.ts';
import type { LinkWay, PortMark, ShellStatus } from './ipc/contract.ts';

export type { TerminalSize };

/** A shell's state as it changes: all of `ShellStatus` but what its tab adds. */
export type ShellState = Omit<ShellStatus, 'shellId' | 'hostId' | 'backlog' | 'echoMs'>;

/** What a shell knows of its lag, beside what passes through main. Times in milliseconds. */
export interface ShellMeasure {
  /** Output bytes printed and not yet parsed by the window; null where only main can tell. */
  backlog: number | null;
  /** Output bytes that may be under way at once; null where nobody bounds them. */
  window: number | null;
  /** What the host takes for typed input, without the link; null while it isn't known. */
  hostMs: number | null;
  /** For how long the oldest input is known not to have been taken, without the link. */
  inputWaitMs: number;
  /** The connection to its host, where it has one that beats. */
  link: LinkMeasure | null;
}

export interface LinkMeasure {
  roundTripMs: number | null;
  usualMs: number | null;
  silentMs: number;
  /** How an agent is reached that is behind a relay; absent where there is no choice. */
  way?: LinkWay;
  bytesIn: number;
  bytesOut: number;
  roundTrips: Timeline;
}

/** What stands between stretches of output: notes, and what the window must know about them. */
export type ShellMark = PortMark;

/** What comes out of a shell, in order. */
export type ShellOutput = Uint8Array | ShellMark;

/** The reading end of a bounded channel. */
export interface OutputSource extends AsyncIterable<ShellOutput> {
  /** Nothing more goes in. */
  readonly closed: boolean;
  /** What waits to be taken, in bytes. */
  readonly held: number;
  /** The next item; undefined after the end. */
  receive(): Promise<ShellOutput | undefined>;
}

/**
 * One connection to one shell. Made idle; `start` dials. Ends exactly once, in state
 * `closed` (the program ended) or `failed` (with a reason and what to do).
 */
export interface Shell {
  /** Puts a line of the app's own where its output is now. Missing: nobody says anything there. */
  addNote?(said: Said): void;
  /** Names the program on its host, where it can live on: it is found again by this. */
  readonly session?: string | undefined;
  /** Its host has announced that it ends, and the program with it. */
  readonly endTold?: boolean;
  /** That was announced in an earlier run of the app; to be said before it starts. */
  tellEnd?(): void;
  /** Its connection is no other shell's, so it has to be woken by itself. */
  readonly ownsConnection?: boolean;
  /** The state now. */
  readonly state: ShellState;
  /** Called on each change, with the new state; returns a function that unsubscribes. */
  onState(listener: (state: ShellState) => void): () => void;
  /** Output in order; bounded. Ends after the last byte, before `state` turns `closed`. */
  readonly output: OutputSource;
  /** Begins to connect. Never throws: a failure is a state. */
  start(size: TerminalSize): void;
  /** Types bytes. Waits while the way to the program is full; rejects once the shell ended. */
  write(bytes: Uint8Array): Promise<void>;
  resize(size: TerminalSize): void;
  /** The consumer has parsed this many more bytes of `output`. */
  parsed(bytes: number): void;
  /** Its output is bytes for a while, not text: nothing waits for the rest of a character. */
  raw?(raw: boolean): void;
  /** What it knows of its lag now. Without it, what passes through main is all that is known. */
  measure?(): ShellMeasure;
  /** Foreground program other than the shell itself; '' when there is none or it can't be told. */
  foreground(): Promise<string>;
  /** Tries again now instead of when it is due. Only where a shell comes back by itself. */
  reconnectNow?(): void;
  /** Gives up coming back. */
  stopTrying?(): void;
  /** Leaves the program running and lets go of it. Only where it can live on. */
  detach?(): Promise<void>;
  /** Ends the program (hang-up, then kill) and everything held for it. Resolves when all is gone. */
  close(): Promise<void>;
}
