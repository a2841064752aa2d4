// The one contract between the main process and a window. Two maps from name to signature: `Calls`
// (a window asks, main answers it alone) and `Events` (main tells: of a shell the window that shows
// it, of what all share all windows).
// Types only: the renderer may import this file and nothing else of ours.
// The runtime check of every call's arguments stands in `schemas.ts` beside it.
import type {
  ChatLine,
  HandedLink,
  InvitationWish,
  JoinedShell,
  OpenedLink,
  ReadInvitation,
  SayResult,
  SharedInvitation,
  ShellChat,
  ShellCompany,
  SizePolicy,
} from './sharing.ts';

import type { Settings } from '../settings/settingsSchema.ts';
import type { Command } from './commands.ts';

export type { Command, Settings };
export type * from './sharing.ts';

import type {
  HostTunnelsView,
  TunnelDraft,
  TunnelErrors,
  TunnelReport,
  TunnelSaveResult,
} from './tunnelTypes.ts';

export type * from './tunnelTypes.ts';

import type { UpdateState } from './updateTypes.ts';

export type * from './updateTypes.ts';

import type { Said } from '../../words/said.ts';
import type { Choice, HostCan, SecretWords } from '../hosts/kinds/kind.ts';
import type { FieldName, HostKind, HostValues } from '../hosts/kinds/kinds.ts';

export type { Choice, FieldName, HostCan, HostKind };

/** The colours a host may carry; the renderer maps each to a token of the theme. */
export type HostColor = 'none' | 'blue' | 'green' | 'amber' | 'red' | 'violet' | 'teal';

/**
 * What the Add / Edit host dialog holds: the fields of all kinds, those of another kind as they are
 * in a new host. What each means stands with its kind, in `electron/hosts/kinds`. A secret that is
 * '' on edit keeps the saved one.
 */
export interface HostDraft extends HostValues {
  kind: HostKind;
  name: string;
  color: HostColor;
}

/** A draft as it is handed over: what is left out is as in a new host. */
export type GivenDraft = Pick<HostDraft, 'kind' | 'name' | 'color'> & Partial<HostValues>;

/** A field of a kind's form. */
export interface FieldInfo {
  name: FieldName;
  label: string;
  hint: string;
  placeholder?: string;
  lines?: number;
  breaks?: boolean;
  narrow?: boolean;
  required?: boolean;
  suggests?: 'shells';
  choices?: readonly Choice[];
  /** It is a secret: typed, but never shown again. */
  secret?: SecretWords;
}

/** A kind of host, as the window needs it. */
export interface HostKindInfo {
  kind: HostKind;
  word: string;
  badge: string;
  /** Not to be added by a person. */
  unlisted: boolean;
  measured: 'program' | 'echo' | 'link';
  /** In the form's order. */
  fields: FieldInfo[];
}

export interface HostKinds {
  kinds: HostKindInfo[];
  /** A host with nothing filled in. */
  empty: HostDraft;
}

/** A field of the draft, and what is wrong with it. */
export type FieldErrors = Partial<Record<keyof HostDraft, Said>>;

/** A host as the sidebar and the dialog need it. Never holds a secret: such fields are ''. */
export interface SavedHost extends HostDraft {
  id: string;
  /** Second line of the sidebar entry: `deploy@web-eu-1`, `ws://10.2.0.14:7722`, `/bin/zsh`. */
  detail: string;
  can: HostCan;
  /** Why it can't be used as it is stored; null if it can. */
  problem: Said | null;
}

export type SaveResult = { ok: true; host: SavedHost } | { ok: false; errors: FieldErrors };

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
  /** The tab's name given by the user; null while it has none. */
  customTitle: string | null;
}

/** All that is known of a shell's lag, for who looks at it. Times in milliseconds. */
export interface LagReport {
  /** When this was measured, on main's clock: two reports give a rate. */
  at: number;
  /** What heartbeats tell of the link; null where there are none. `usualMs` is of good times. */
  link: { roundTripMs: number | null; usualMs: number | null; silentMs: number } | null;
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

/** Order, names and choice of the tabs. Shells that are not named in it stand at the end. */
export interface TabArrangement {
  tabs: { shellId: string; customTitle: string | null }[];
  /** Shell of the active tab; null when there is none. */
  active: string | null;
}

/** What a right click in a terminal does; `paste` copies where something is selected. */
export type RightClickSetting = Settings['rightClick'];

/** Which of macOS's two Option keys are Alt to programs. */
export type OptionKey = Settings['optionKey'];

export interface AppInfo {
  version: string;
  /** The window says on its console when something holds it up: in development builds. */
  watchdog: boolean;
  platform: 'linux' | 'darwin' | 'win32';
  /** Windows' console behind PTYs of this computer, as xterm.js wants to know it; else null. */
  windowsPty: { backend: 'conpty' | 'winpty'; buildNumber: number } | null;
  /** The window fills its screen. */
  fullScreen: boolean;
  /** Login name of the user. */
  userName: string;
  /** Things the user must know at start, e.g. that a damaged hosts file was set aside. */
  notices: Notice[];
}

export interface Notice {
  id: string;
  level: 'info' | 'warning' | 'error';
  text: Said;
  /** It can't be dismissed, and no other pushes it out. */
  lasting?: boolean;
}

/** Window asks, main answers. A rejected promise carries a message fit for a person. */
export interface Calls {
  'app:info': () => AppInfo;
  /**
   * False: secrets are kept in a file only the user can read; say so. To be asked when one is about
   * to be entered, as it may open the keychain.
   */
  'app:hasKeychain': () => boolean;
  /**
   * Opens an http(s) link, or a mailto link of address and subject, in the system's program for
   * it; the window has asked the user.
   */
  'app:openLink': (url: string) => void;
  /** The kinds of hosts that there are, and their fields. Always the same within one run. */
  'hosts:kinds': () => HostKinds;
  'hosts:list': () => SavedHost[];
  /** Errors the draft would be refused with; `id` is the host being edited, null for a new one. */
  'hosts:check': (draft: GivenDraft, id: string | null) => FieldErrors;
  'hosts:save': (draft: GivenDraft, id: string | null) => SaveResult;
  /** Makes a copy named "NAME copy" and returns it. */
  'hosts:duplicate': (id: string) => SavedHost;
  'hosts:delete': (id: string) => void;
  /** Shells that the host's agent holds. Rejects when it can't be reached, or has no agent. */
  'hosts:running': (hostId: string) => RunningShell[];
  /** Ends one of them. Rejects as `hosts:running` does; one that has ended already is fine. */
  'hosts:endRunning': (hostId: string, session: string) => void;
  /**
   * Installs bowline-agent on an SSH host, in a tab of its own: its shell shows what is done, asks
   * what ssh asks, and ends with exit code 0 when the agent is ready. Else as `shells:open`.
   */
  'hosts:installAgent': (hostId: string, cols: number, rows: number) => ShellStatus;
  /** Shells of this computer, the user's own first where that is known; looked for anew. */
  'shells:found': () => FoundShell[];
  /**
   * Opens a shell on a host, or a found one. The shell's MessagePort follows as a window message
   * (see `PortMessage`); status events may arrive before this answer does.
   */
  'shells:open': (hostId: string, cols: number, rows: number) => ShellStatus;
  /** Opens a tab on a shell that runs on the host's agent already; like `shells:open`. */
  'shells:openRunning': (
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
   * Shells that are there before the window has opened any: they outlived a window that crashed
   * or was reloaded, or were open when the app last ended. In the order of their tabs, and without
   * those that another window shows; of these no window but that one may ask or say anything.
   */
  'shells:list': () => ShellStatus[];
  /**
   * Takes such a shell over. Its port follows as after `shells:open`, and first carries the
   * latest output the window had already been given (bounded), to be acknowledged like any other.
   * Another window that shows it is told so in its terminal, and hears no more of it.
   */
  'shells:attach': (shellId: string, cols: number, rows: number) => ShellStatus;
  /** The hosts that have tunnels. */
  'tunnels:list': () => HostTunnelsView[];
  /** Errors the draft would be refused with; `id` is the tunnel being edited, null for a new one. */
  'tunnels:check': (hostId: string, draft: TunnelDraft, id: string | null) => TunnelErrors;
  /** One that was running is started anew with what changed. */
  'tunnels:save': (hostId: string, draft: TunnelDraft, id: string | null) => TunnelSaveResult;
  /** Stops it, and forgets it. */
  'tunnels:remove': (id: string) => void;
  /** What becomes of it comes as `tunnels:changed`. Rejects when it is gone. */
  'tunnels:start': (id: string) => void;
  'tunnels:stop': (id: string) => void;
  /** Answers what ssh asks for the tunnels of a host. */
  'tunnels:answer': (hostId: string, answer: string) => void;
  /** From now on `tunnels:report` comes every second, or no more. */
  'tunnels:watch': (on: boolean) => void;
  /** The window tells at each change how its tabs stand, so that they can come back so. */
  'tabs:arrange': (arrangement: TabArrangement) => void;
  /** How the tabs of `shells:list` are to stand. */
  'tabs:arrangement': () => TabArrangement;
  /** Who is at a shell, and what was said there. Null for a shell that can't be shared. */
  'sharing:company': (shellId: string) => { company: ShellCompany; chat: ChatLine[] } | null;
  /** Says something to all at the shell. `id` names it: said again, it counts once. */
  'sharing:say': (shellId: string, id: string, text: string) => SayResult;
  'sharing:setPolicy': (shellId: string, policy: SizePolicy) => void;
  'sharing:invite': (shellId: string, wish: InvitationWish) => HandedLink;
  /** The same invitation at another address, `host` or `host:port`. */
  'sharing:readdress': (link: string, hostPort: string) => HandedLink;
  'sharing:invitations': (shellId: string) => SharedInvitation[];
  /** Takes one back at once; answers with how many were cut off. */
  'sharing:revoke': (shellId: string, id: string) => number;
  /** What an invitation says, without connecting. Rejects when the text is none. */
  'sharing:read': (link: string) => ReadInvitation;
  /** Keeps an invitation, to be opened like a host. `name` is what the others see of the user. */
  'sharing:join': (how: { link: string } | { ticket: string }, name: string) => JoinedShell;
  'sharing:joined': () => JoinedShell[];
  /** Links that the system gave to the app, and nobody has answered yet. */
  'sharing:opened': () => OpenedLink[];
  /** The user would rather not. */
  'sharing:dismiss': (ticket: string) => void;
  'updates:state': () => UpdateState;
  /** Looks for a newer version now; what comes of it comes as `updates:changed`. Never rejects. */
  'updates:check': () => void;
  /** Downloads the version that was found, likewise. */
  'updates:download': () => void;
  /** Not now: stops a download, and takes the notice away. */
  'updates:later': () => void;
  /** Ends the app as closing its window does, with the same question; then installs and starts. */
  'updates:restart': () => void;
  'settings:get': () => Settings;
  /** Merges, validates, stores; answers with the whole. */
  'settings:set': (change: Partial<Settings>) => Settings;
  'clipboard:read': () => string;
  'clipboard:write': (text: string) => void;
  /** Writes to the X11 primary selection; does nothing elsewhere. */
  'clipboard:writeSelection': (text: string) => void;
  'clipboard:readSelection': () => string;
}

/** Main tells the window. */
export interface Events {
  'hosts:changed': SavedHost[];
  'shell:status': ShellStatus;
  'settings:changed': Settings;
  'sharing:company': ShellCompany;
  'sharing:chat': ShellChat;
  /** The agent took nothing of what was typed: one may only watch there. */
  'sharing:refused': { shellId: string };
  'sharing:opened': OpenedLink;
  'tunnels:changed': HostTunnelsView;
  'tunnels:report': TunnelReport;
  'app:notice': Notice;
  'updates:changed': UpdateState;
  'menu:command': Command;
  /** The colours in force now, after the setting and the system's own. */
  'app:theme': 'light' | 'dark';
  'app:fullScreen': boolean;
}

/** What main says between stretches of output, in its place among them. */
export type PortMark =
  /** A line of Bowline's own, shown marked in the terminal, never mistaken for output. */
  | { type: 'note'; text: string }
  /** Another program's output begins: modes and screen of the last one are put away. */
  | { type: 'fresh' }
  /**
   * The next `bytes` of output were printed before this view began. Queries in them (cursor
   * position, device attributes, colours) were answered then, and are not answered again.
   */
  | { type: 'replayed'; bytes: number }
  /** From here on the program prints for a terminal of this size. */
  | { type: 'size'; cols: number; rows: number };

/** Main → window over a shell's MessagePort. */
export type PortDown =
  /** Terminal output, to be written to xterm.js as it is. */
  | { type: 'output'; bytes: Uint8Array }
  | PortMark
  /** No output follows from this connection; the exit code is in the status. */
  | { type: 'end' };

/** Window → main over a shell's MessagePort. */
export type PortUp =
  /** At most 1 MiB a message, to be cut up by the sender; a larger one is refused with a note. */
  | { type: 'input'; bytes: Uint8Array }
  | { type: 'resize'; cols: number; rows: number }
  /** xterm.js has parsed this many more bytes of `output`: the credit that keeps it coming. */
  | { type: 'parsed'; bytes: number };

/**
 * How a shell's port reaches the window, which can't take it through the context bridge:
 * the preload posts `{ type: 'bowline:port', shellId }` to the window with the port attached.
 */
export interface PortMessage {
  type: 'bowline:port';
  shellId: string;
}

/** What the preload puts on `window.bowline`. */
export interface Bridge {
  call<N extends keyof Calls>(
    name: N,
    ...args: Parameters<Calls[N]>
  ): Promise<ReturnType<Calls[N]>>;
  /** Returns a function that ends the subscription. */
  on<N extends keyof Events>(name: N, listener: (payload: Events[N]) => void): () => void;
}
