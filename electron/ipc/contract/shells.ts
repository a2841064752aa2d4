// Shells: opened, taken over, connected again and closed, and how each fares.
import type { Said } from '../../../words/said.ts';

/** Connection states, as the design names them; the tab carries one in `data-state`. */
export type ConnectionState =
  'connecting' | 'authenticating' | 'online' | 'lagging' | 'reconnecting' | 'closed' | 'failed';

/** What makes a shell lag, and how much of it there is. */
export interface LagWarning {
  /**
   * The link: no answer, or a slow round trip; keys that show late, where only that can be
   * measured; a program that doesn't take its input; output that isn't on the screen yet; a
   * window that doesn't keep up.
   */
  cause: 'silence' | 'round-trip' | 'echo' | 'input' | 'backlog' | 'drawing';
  /** Bytes for `input` and `backlog`, else milliseconds. */
  value: number;
}

/** All that the window shows of one shell. Sent whole on each change. */
export interface ShellStatus {
  shellId: string;
  hostId: string;
  state: ConnectionState;
  /** What is going on: that it is connected, that the pairing token is wrong. */
  message: Said;
  /** What to do about it; null when there is nothing to do. */
  hint: Said | null;
  /** Exit code of the program once `closed`; null before, and when a signal ended it. */
  exitCode: number | null;
  /** Name of the signal that ended the program (`SIGKILL`), else null. */
  signal: string | null;
  /** Median round trip of the last heartbeats in milliseconds; null where there is no heartbeat. */
  rttMs: number | null;
  /** Why it is `lagging`; null else. */
  lag: LagWarning | null;
  /** Where there is no heartbeat: median time from a key to its echo, milliseconds; else null. */
  echoMs: number | null;
  /** Output bytes printed a while ago and not yet on the screen, in coarse steps. */
  backlog: number;
  /** Input bytes typed and not yet acknowledged by the far side. */
  pendingInput: number;
  /** True when "Reconnect" makes sense now; while `reconnecting` it means "now". */
  canReconnect: boolean;
  /** The program lives on on its host without this connection, so its tab can be detached. */
  kept: boolean;
  /** While `reconnecting`: attempts since the connection last stood; null else. */
  attempt: number | null;
  /** While `reconnecting`: milliseconds until the next attempt, as of this status; null else. */
  nextTryInMs: number | null;
  /** Output bytes that this view never got: they had left the agent's log. */
  skippedBytes: number;
}

/** To an agent that is behind a relay: without it, or through it and how far away it is. */
export type LinkWay = 'direct' | { relay: string; ms: number | null };

/** All that is known of a shell's lag, for who looks at it. Times in milliseconds. */
export interface LagReport {
  /** When this was measured, on main's clock: two reports give a rate. */
  at: number;
  /** What heartbeats tell of the link; null where there are none. `usualMs` is of good times. */
  link: {
    roundTripMs: number | null;
    usualMs: number | null;
    silentMs: number;
    way?: LinkWay;
  } | null;
  /** What the host takes for typed input, without the link; null while it isn't known. */
  hostMs: number | null;
  /** From output's arrival in this app until xterm.js has parsed it; null before the first. */
  appMs: number | null;
  /** As `ShellStatus.echoMs`, of this moment. */
  echoMs: number | null;
  /** Output bytes printed and not yet on the screen. */
  backlog: number;
  /** Output bytes that may be under way at once; null where nobody bounds them. */
  window: number | null;
  /** Since the connection stands: of the host's connection, where shells share one. */
  bytesIn: number;
  bytesOut: number;
  /** Null while there is no connection. */
  connectedForMs: number | null;
  /** Times this shell's connection was made again. */
  reconnects: number;
  /** What one point of the curves below stands for. */
  stepMs: number;
  /** Round trips, or echoes where there are none; the oldest first, null where nothing was known. */
  answers: (number | null)[];
  /** The backlog, likewise. */
  backlogs: (number | null)[];
}

/** Is a program other than the shell itself running? Asked before a tab is closed. */
export interface BusyAnswer {
  busy: boolean;
  /** Name of that program, `vim`; '' when it can't be told. */
  program: string;
}

/** A shell that an agent holds, whether or not a tab here shows it. Times in ms since 1970. */
export interface RunningShell {
  /** Its name on the agent. */
  session: string;
  title: string;
  /** Program in the foreground. */
  command: string;
  pid: number;
  startedAt: number;
  lastOutputAt: number;
  /** How many look at it now, from anywhere. */
  viewers: number;
  /** Printed since it was started. */
  outputBytes: number;
  exitCode: number | null;
  signal: string | null;
  /** Its program has ended; its last output is kept for a while. */
  ended: boolean;
  /** A tab of this app shows it. */
  openHere: boolean;
}

/** A shell that this computer has. */
export interface FoundShell {
  /** In a host's place: what `shells:open` takes, `local:NAME:COMMAND`. */
  id: string;
  /** `PowerShell 7`, `Debian (WSL)`, `zsh`. */
  name: string;
  /** As in a local host's `shell`: program and arguments. */
  command: string;
}

/** A part of `Calls`. */
export interface ShellCalls {
  /** Shells that the host's agent holds. Rejects when it can't be reached, or has no agent. */
  'hosts:running': (hostId: string) => RunningShell[];
  /** Ends one of them. Rejects as `hosts:running` does; one that has ended already is fine. */
  'hosts:endRunning': (hostId: string, session: string) => void;
  /**
   * Installs bowline-agent on an SSH host, in a tab of its own: its shell shows what is done, asks
   * what ssh asks, and ends with exit code 0 when the agent is ready. Else as `shells:open`.
   */
  'hosts:installAgent': (
    shellId: string,
    hostId: string,
    cols: number,
    rows: number,
  ) => ShellStatus;
  /** Shells of this computer, the user's own first where that is known; looked for anew. */
  'shells:found': () => FoundShell[];
  /**
   * Opens a shell on a host, or a found one, for a pane of the window, which has the same id. The
   * shell's MessagePort follows as a window message (see `PortMessage`); status events may arrive
   * before this answer does.
   */
  'shells:open': (shellId: string, hostId: string, cols: number, rows: number) => ShellStatus;
  /** Opens a tab on a shell that runs on the host's agent already; like `shells:open`. */
  'shells:openRunning': (
    shellId: string,
    hostId: string,
    session: string,
    cols: number,
    rows: number,
  ) => ShellStatus;
  /**
   * Connects a `closed` or `failed` shell again, in the same tab and on the same port. While
   * `reconnecting` or `lagging`: tries at once.
   */
  'shells:reconnect': (shellId: string) => void;
  /** Stops trying to reconnect; the shell becomes `failed`, and can be reconnected by hand. */
  'shells:stop': (shellId: string) => void;
  /** Leaves the program running and forgets the shell here. Rejects where it can't live on. */
  'shells:detach': (shellId: string) => void;
  /** Ends the program if it still runs and forgets the shell; its port closes. */
  'shells:close': (shellId: string) => void;
  'shells:busy': (shellId: string) => BusyAnswer;
  /** How it lags and lagged. Asked while somebody looks: nothing is measured for it otherwise. */
  'shells:lag': (shellId: string) => LagReport;
  /**
   * Shells in the window's own panes that are there already: they outlived a window that crashed or
   * was reloaded, were open when the app last ended, or came from another window. Of those of other
   * windows none may ask or say anything.
   */
  'shells:list': () => ShellStatus[];
  /**
   * Takes such a shell over. Its port follows as after `shells:open`. From another window that
   * shows it the terminal is handed over as it is (`arriving`). Else, and where that fails, the
   * port first carries the latest output a window had already been given (bounded), to be
   * acknowledged like any other. The other window hears no more of the shell.
   */
  'shells:attach': (shellId: string, cols: number, rows: number) => ShellStatus;
}

/** A part of `Events`. */
export interface ShellEvents {
  'shell:status': ShellStatus;
}
