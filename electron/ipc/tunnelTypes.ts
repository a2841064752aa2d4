// The part of the IPC contract that is about tunnels. Like all of it: types only, and the window
// knows them through `contract.ts`.

import type { Said } from '../../words/said.ts';

/** Local and dynamic tunnels listen here, remote ones on the host. */
export type TunnelKind = 'local' | 'remote' | 'dynamic';

/** What the form of a tunnel holds. Every field is present; those of another kind are ''. */
export interface TunnelDraft {
  kind: TunnelKind;
  /** '' calls it by where it leads. */
  name: string;
  /** Where it listens: an address, or the path of a unix socket. */
  listenAddress: string;
  /** As typed; 0 takes a free one. '' for a socket. */
  listenPort: string;
  /** Other machines than the listening one may connect: needed for any address but loopback. */
  shared: boolean;
  /** Where it leads: local: as the host sees it; remote: as this computer does. */
  targetAddress: string;
  targetPort: string;
  /** Dynamic, through an agent: what SOCKS clients must know; '' asks them for nothing. */
  user: string;
  /** '' on edit keeps the saved one. */
  password: string;
  /** Starts with the first shell of its host; else by hand. */
  autostart: boolean;
}

/** A field of the draft, and what is wrong with it. */
export type TunnelErrors = Partial<Record<keyof TunnelDraft, Said>>;

/** Never holds a secret for the window: `password` is ''. */
export interface SavedTunnel extends TunnelDraft {
  id: string;
  hostId: string;
}

export type TunnelSaveResult =
  { ok: true; tunnel: SavedTunnel } | { ok: false; errors: TunnelErrors };

/** `waiting`: the connection to the host was cut, and is being made again. */
export type TunnelState = 'stopped' | 'starting' | 'running' | 'waiting' | 'failed';

/** What has gone through a tunnel since it was started; null where only ssh knows. */
export interface TunnelFigures {
  id: string;
  /** Connections open now. */
  open: number | null;
  /** Connections since it was started. */
  total: number | null;
  /** Payload bytes from whoever connected to where it leads. */
  up: number | null;
  /** And back. */
  down: number | null;
}

/** What went wrong with a tunnel: a name for code, and what is to be said to people. */
export interface TunnelTrouble {
  code: string;
  message: Said;
  /** What to do about it. */
  hint: Said | null;
  /** Milliseconds since 1970. */
  at: number;
  /** Which end is to blame. */
  field: 'listen' | 'target' | null;
}

/** A saved tunnel and how it stands. */
export interface TunnelView extends SavedTunnel {
  state: TunnelState;
  /** Where it really listens, `127.0.0.1:8080`; '' unless it does. */
  listening: string;
  /** Why it failed; while it runs, the last connection that couldn't be made. */
  trouble: TunnelTrouble | null;
  figures: TunnelFigures;
}

/** All tunnels of one host. Sent whole on each change. */
export interface HostTunnelsView {
  hostId: string;
  tunnels: TunnelView[];
  /** What ssh asks while it logs in for them, in its own words; '' when it asks nothing here. */
  question: string;
  /** What holds them up: "ssh is waiting for your answer in a shell of this host." Null where nothing does. */
  news: Said | null;
}

/** The same as one window is told it. */
export interface ToldTunnels extends HostTunnelsView {
  /** The window is in front: there, and nowhere else, its user is told what has happened. */
  front: boolean;
}

/** Figures of all tunnels that run, as of `at` (ms, of a clock that never goes back). */
export interface TunnelReport {
  at: number;
  figures: TunnelFigures[];
}
