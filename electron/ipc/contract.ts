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

import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import type { AboutSettings, HostSettings, Settings } from '../settings/settingsSchema.ts';
import type { Command } from './commands.ts';

export type { AboutSettings, Command, HostSettings, Layout, LayoutOp, Settings };
export type * from './sharing.ts';

import type {
  ToldTunnels,
  TunnelDraft,
  TunnelErrors,
  TunnelReport,
  TunnelSaveResult,
} from './tunnelTypes.ts';

export type * from './tunnelTypes.ts';

import type { UpdateState } from './updateTypes.ts';

export type * from './updateTypes.ts';

import type { GivenFile, ImportedSchemes, Scheme } from './lookTypes.ts';

export type * from './lookTypes.ts';

import type { HandedPart } from './handed.ts';

export type * from './handed.ts';

import type {
  Backup,
  BackupPreview,
  BinItem,
  FolderDraft,
  FolderErrors,
  FolderFields,
  FolderSaveResult,
  HostPlace,
  HostsPatch,
  Inherited,
  SavedFolder,
} from './arrangeTypes.ts';

export type * from './arrangeTypes.ts';

import type {
  Exported,
  ExportWish,
  HostsFound,
  ImportDone,
  ImportLines,
  ImportPart,
  ImportPick,
  ImportPreview,
  ImportProgress,
  ImportWish,
} from './importTypes.ts';

export type * from './importTypes.ts';

import type { AskedQuestion, HostTest, Keeper, SavedIdentity } from './loginTypes.ts';
import type { LoginCalls } from './loginCalls.ts';

export type * from './loginTypes.ts';

import type { KeyProgress } from './keyTypes.ts';
import type { KeyCalls } from './keyCalls.ts';

import type { FileCalls, FileEvents } from './fileCalls.ts';

export type * from './fileTypes.ts';
export type * from './keyTypes.ts';

import type { AskedSsh, LinkEnd, LinkState } from './linkTypes.ts';

export type * from './linkTypes.ts';

import type { Said } from '../../words/said.ts';
import type { Choice, HostCan, SecretWords, Section } from '../hosts/kinds/kind.ts';
import type { FieldName, HostKind, HostValues } from '../hosts/kinds/kinds.ts';

export type { Choice, FieldName, HostCan, HostKind, Section };

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

/**
 * A draft as it is handed over: what is left out is as in a new host, but for what arranges it, which
 * stays as it was.
 */
export type GivenDraft = Pick<HostDraft, 'kind' | 'name' | 'color'> &
  Partial<HostValues> &
  Partial<HostPlace>;

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
  section?: Section;
  suggests?: 'shells' | 'schemes' | 'hosts' | 'identities';
  choices?: readonly Choice[];
  /** A folder may have a value for it: where a host's own is empty, that holds. */
  inherits?: boolean;
  /** A folder's lines hold beside the host's own. */
  addsUp?: boolean;
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
export type FieldErrors = Partial<Record<keyof HostDraft | keyof HostPlace, Said>>;

/**
 * A host as the sidebar and the dialog need it, with its own values. Never holds a secret: such fields
 * are ''.
 */
export interface SavedHost extends HostDraft, HostPlace {
  id: string;
  /** Values that it has from its folders, by field: they hold at the next connection. */
  inherited: Inherited;
  /** When a shell was opened on it last, milliseconds since 1970; null: never. */
  usedAt: number | null;
  /** With all that holds: second line of the sidebar entry: `deploy@web-eu-1`, `ws://10.2.0.14:7722`, `/bin/zsh`. */
  detail: string;
  can: HostCan;
  /** Why it can't be used as it is stored; null if it can. */
  problem: Said | null;
}

/**
 * Saved hosts as one text, in which each has what isn't as in `usual`: `renderer/lib/packedHosts.ts`
 * reads it, and has what is usual behind each. Value by value, thousands would take their time to come into
 * a page.
 */
export type PackedHosts = string;

/** A part of all saved hosts; `next`: where the one after it begins, null for none. */
export interface HostsPart {
  hosts: PackedHosts;
  next: number | null;
}

/** What has become of saved hosts. */
export interface HostsChange {
  /** Those that are new, or others than before. */
  put: PackedHosts;
  /** Ids of those that aren't there any more. */
  gone: string[];
  /** The rest of the same follows at once: what a window shows is to change with all of it. */
  more: boolean;
}

export type SaveResult = { ok: true; host: SavedHost } | { ok: false; errors: FieldErrors };

/** A test of what is in a form: what was found, or what is wrong with which field. */
export type HostTestResult = { ok: true; found: HostTest } | { ok: false; errors: FieldErrors };

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

/** How all windows stand, as one of them is told it. */
export interface LayoutView {
  layout: Layout;
  /** The number of the last operation of this window that is in it, or was refused; 0 for none. */
  seen: number;
}

/** A family of fonts that is installed. */
export interface InstalledFont {
  name: string;
  /** All its characters are of one width. */
  mono: boolean;
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
  /** It can be seen: it isn't minimised or put away. */
  shown: boolean;
  /** The system says that a screen reader reads along; never on Linux. */
  screenReader: boolean;
  /** Login name of the user. */
  userName: string;
  /** Path of the user's home folder. */
  home: string;
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

/** What a window is to ask before it, or the app with all its windows, goes. */
export interface LeaveWish {
  /** To be named with the answer. */
  id: number;
  /** That would end with it; '' for one whose name can't be told. */
  programs: string[];
  /** Names of files with text in the window's editor that isn't saved. */
  texts: string[];
  what: 'close' | 'quit';
}

/** Window asks, main answers. A rejected promise carries a message fit for a person. */
export interface Calls extends LoginCalls, KeyCalls, FileCalls {
  'app:info': () => AppInfo;
  /**
   * False: secrets are kept in a file only the user can read; say so. To be asked when one is about
   * to be entered, as it may open the keychain.
   */
  'app:hasKeychain': () => boolean;
  /**
   * Of what `app:leaving` asks: it is shown now, or was answered. One that isn't shown soon is asked
   * in the system's own box instead.
   */
  'app:leave': (id: number, what: 'shown' | 'keep' | 'go') => void;
  /** The page has its picture, and the pane with the keyboard can be used: the next window may open. */
  'app:pictured': () => void;
  /**
   * Opens an http(s) link, or a mailto link of address and subject, in the system's program for
   * it; the window has asked the user.
   */
  'app:openLink': (url: string) => void;
  /** A bell rang: sounds, or asks for attention while the window is in the background. */
  'app:ring': (how: { sound: boolean; urgent: boolean }) => void;
  /** The kinds of hosts that there are, and their fields. Always the same within one run. */
  'hosts:kinds': () => HostKinds;
  /** All of them: for tests and tools. */
  'hosts:list': () => SavedHost[];
  /** What a window begins with, whose own tabs' hosts are in it; the others are had by `hosts:further`. */
  'hosts:first': () => HostsPart;
  /** What is told by `hosts:changed` meanwhile is later than what this answers. */
  'hosts:further': (next: number) => HostsPart;
  /** Errors the draft would be refused with; `id` is the host being edited, null for a new one. */
  'hosts:check': (draft: GivenDraft, id: string | null) => FieldErrors;
  'hosts:save': (draft: GivenDraft, id: string | null) => SaveResult;
  /**
   * Looks whether a host can be reached as the draft says, without logging in. What would run here is asked
   * about first; rejects without a yes. One at a time: a new one stops the one before. `proxyPassword`: typed for
   * the proxy of the draft, in the place of the one that is kept.
   */
  'hosts:test': (draft: GivenDraft, id: string | null, proxyPassword?: string) => HostTestResult;
  /** The test that runs, if one does, isn't wanted any more. */
  'hosts:endTest': () => void;
  /** Makes a copy named "NAME copy" and returns it. */
  'hosts:duplicate': (id: string) => SavedHost;
  /** Into the bin, as one act. Each call below that takes many does all or nothing. */
  'hosts:delete': (ids: string[]) => void;
  /** Changes nothing else, and allows nothing to run. Answers with what is wrong; {} when it is done. */
  'hosts:rename': (id: string, name: string) => FieldErrors;
  /** Rejects where a name would be there twice. */
  'hosts:move': (ids: string[], folder: string | null) => void;
  /**
   * Answers with what is wrong with the values; {} when it is done. `act`, made up by who asks, is
   * its name for `hosts:unpatch`.
   */
  'hosts:patch': (ids: string[], patch: HostsPatch, act?: string) => FieldErrors;
  /**
   * Takes a change of this run back: what it made and nobody has changed since is as it was. Rejects
   * where that is too long ago, and where names or folders are in the way.
   */
  'hosts:unpatch': (act: string) => void;
  'folders:list': () => SavedFolder[];
  /** Errors the draft would be refused with; `id` null: of a new one. */
  'folders:check': (draft: FolderDraft, id: string | null) => FolderErrors;
  /** `id` null adds one. What it says of fields holds at the next connection. */
  'folders:save': (draft: FolderDraft, id: string | null) => FolderSaveResult;
  'folders:move': (ids: string[], parent: string | null) => void;
  /**
   * What a folder has for hosts in it, with those around it; null: none. Of lines those whose keys `own`,
   * which a host or a folder in it says itself, doesn't have.
   */
  'folders:inherited': (folder: string | null, own: FolderFields) => Inherited;
  /** Into the bin, with all that is in it, as one act. */
  'folders:delete': (id: string) => void;
  /** The latest first. */
  'bin:list': () => BinItem[];
  /**
   * Hosts as they were, with their id, secrets and tunnels, and folders with what was deleted with
   * them. Answers with the hosts. Rejects for what isn't there any more.
   */
  'bin:restore': (ids: string[]) => SavedHost[];
  /** For good, from the backups too; `null`: all. */
  'bin:empty': (ids: string[] | null) => void;
  /** The latest first. */
  'backups:list': () => Backup[];
  'backups:preview': (name: string) => BackupPreview;
  /** Everything becomes as it was then, once what is there now has a backup too. */
  'backups:restore': (name: string) => void;
  /** Folders that follow an ssh config. */
  'links:list': () => LinkState[];
  /** Makes a folder that follows a file: its path, which may begin with `~/`. Rejects where it can't be read. */
  'links:add': (file: string, parent: string | null) => SavedFolder;
  /** The system's own dialog asks for a file; null: called off. */
  'links:pick': () => string | null;
  /** Reads a folder's file now; what is wrong with it is told by `links:changed`. */
  'links:read': (folder: string) => void;
  /** In the program that the system has for it. */
  'links:openFile': (folder: string) => void;
  /**
   * What ssh itself says of a host in such a folder. Commands that ssh would run for that are asked about
   * first; rejects without a yes.
   */
  'links:ask': (hostId: string) => AskedSsh;
  /** A folder stops following its file. */
  'links:end': (folder: string, how: LinkEnd) => void;
  /** Where other tools keep their hosts on this computer. They are read, and nothing else is done. */
  'import:found': () => HostsFound[];
  /**
   * Reads a file or folder; null where the user called that off. Rejects with the place where it is
   * damaged, or why it can't be read. Nothing in it is run.
   */
  'import:open': (pick: ImportPick) => ImportPreview | null;
  /** The lines of a found host in the file; null where it has none. */
  /** The rows of a preview from one on, some at a time. */
  'import:further': (id: string, from: number) => ImportPart;
  'import:lines': (id: string, at: number) => ImportLines | null;
  /** All of it or nothing, as one transaction; told by `import:progress`. */
  'import:apply': (id: string, wish: ImportWish) => ImportDone;
  /** Takes the whole import back. Rejects where hosts that it brought were changed since. */
  'import:undo': (id: string) => void;
  /** The preview isn't needed any more. */
  'import:close': (id: string) => void;
  /** Asks where to, and writes it. */
  'export:write': (wish: ExportWish) => Exported;
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
  /** The hosts that have tunnels. */
  'tunnels:list': () => ToldTunnels[];
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
  /** How all windows stand, and which of them this is. */
  'layout:view': () => LayoutView & { own: string };
  /**
   * Changes that. Numbers rise with each; what comes of it is told to all windows by
   * `layout:changed`, and a refusal rejects in words.
   */
  'layout:do': (op: LayoutOp, number: number) => void;
  /** Shows a tab, of whichever window, and brings that before the others. */
  'layout:reveal': (tab: string) => void;
  /**
   * The window of this id, which this one makes next, is to stand at that point of the screen
   * (pixels of the system, as a mouse event's `screenX`): a tab was dropped there.
   */
  'layout:place': (window: string, x: number, y: number) => void;
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
  /** Links that the system gave to the app, that this window asks about, and nobody has answered. */
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
  'settings:set': (change: Partial<Omit<Settings, 'hosts'>>) => Settings;
  /** What a host has otherwise than all others: this and nothing else. */
  'settings:setFor': (hostId: string, settings: HostSettings) => Settings;
  'settings:about': () => AboutSettings;
  /** Shows the file of the settings in the system's editor, or its folder. */
  'settings:openFile': () => Promise<void>;
  /** Families of fonts that this computer has; empty where it can't say. */
  'settings:fonts': () => Promise<InstalledFont[]>;
  /** The colour schemes that were imported. */
  'look:schemes': () => Scheme[];
  /** Imports files that are given, or else those that the user chooses; what is wrong is in the answer. */
  'look:import': (files: GivenFile[] | null) => ImportedSchemes;
  /** Takes away an imported one. */
  'look:forget': (id: string) => void;
  /** Takes that back. Rejects where it wasn't forgotten in this run. */
  'look:restore': (id: string) => void;
  'clipboard:read': () => string;
  'clipboard:write': (text: string) => void;
  /** Writes to the X11 primary selection; does nothing elsewhere. */
  'clipboard:writeSelection': (text: string) => void;
  'clipboard:readSelection': () => string;
}

/** Main tells the window. */
export interface Events extends FileEvents {
  'hosts:changed': HostsChange;
  /** Told before `hosts:changed` where both are news. */
  'folders:changed': SavedFolder[];
  /** A shell was opened on a saved host: its `usedAt`. */
  'hosts:used': { id: string; at: number };
  /** How it is with all files that folders follow. */
  'links:changed': LinkState[];
  'import:progress': ImportProgress;
  'shell:status': ShellStatus;
  /** What stands over a shell's terminal now; null: nothing. */
  'logins:asks': { shellId: string; question: AskedQuestion | null };
  'vault:changed': Keeper;
  'identities:changed': SavedIdentity[];
  'keys:progress': KeyProgress;
  'layout:changed': LayoutView;
  /** The window can be seen: it isn't minimised or put away. */
  'app:shown': boolean;
  'settings:changed': Settings;
  /** All schemes that were imported. */
  'look:changed': Scheme[];
  'sharing:company': ShellCompany;
  'sharing:chat': ShellChat;
  /** The agent took nothing of what was typed: one may only watch there. */
  'sharing:refused': { shellId: string };
  'sharing:opened': OpenedLink;
  /** All that were joined: one more, or one once more. */
  'sharing:joined': JoinedShell[];
  'tunnels:changed': ToldTunnels;
  'tunnels:report': TunnelReport;
  'app:notice': Notice;
  'updates:changed': UpdateState;
  'menu:command': Command;
  /** The colours in force now, after the setting and the system's own. */
  'app:theme': 'light' | 'dark';
  'app:fullScreen': boolean;
  /** To be asked now; null: that question is over. */
  'app:leaving': LeaveWish | null;
  'app:screenReader': boolean;
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
  | { type: 'end' }
  /** Another window takes over. Once all before this is parsed, the terminal is handed over. */
  | { type: 'leave' }
  /** One more part of it may be sent. */
  | { type: 'more' }
  /** A terminal comes from another window. What is typed waits until it is here. */
  | { type: 'arriving' }
  | { type: 'handed'; part: HandedPart }
  /** It is here, and output goes on. `typed` was typed in this window before `arriving` came. */
  | { type: 'arrived'; typed: Uint8Array[] }
  /** It won't come whole: all of it is forgotten. The latest output follows, as after a crash. */
  | { type: 'torn'; typed: Uint8Array[] };

/** Window → main over a shell's MessagePort. */
export type PortUp =
  /** At most 1 MiB a message, to be cut up by the sender; a larger one is refused with a note. */
  | { type: 'input'; bytes: Uint8Array }
  | { type: 'resize'; cols: number; rows: number }
  /** xterm.js has parsed this many more bytes of `output`: the credit that keeps it coming. */
  | { type: 'parsed'; bytes: number }
  /** The answer to `leave`; at most 256 KiB each, and 8 that weren't `taken` yet. */
  | { type: 'handed'; part: HandedPart }
  /** One more part of the terminal that arrives was taken. */
  | { type: 'taken' };

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
