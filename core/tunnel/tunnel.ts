// A tunnel as its owner sees it, whoever carries it: bowline-agent or OpenSSH.
import type { Said } from '../../words/said.ts';
import type { Place } from './place.ts';

export type TunnelKind = 'local' | 'remote' | 'dynamic';

export interface TunnelSpec {
  kind: TunnelKind;
  /** Local and dynamic: here; remote: on the host. */
  listen: Place;
  /** Local: seen from the host; remote: seen from here; dynamic: null, for each asks for its own. */
  target: Place | null;
  /** Dynamic: what SOCKS clients must know; absent: nothing. */
  login?: { user: string; password: string };
  /** Others than programs of the listening machine may connect: said on purpose. */
  public?: boolean;
}

export type TunnelState =
  /** Nobody asked for it, or it was stopped. */
  | 'stopped'
  /** Asked for, and not listening yet. */
  | 'starting'
  /** Listening, and connections can be made. */
  | 'running'
  /** The connection to the host was cut, and is being made again. */
  | 'waiting'
  /** It can't be had; `error` says why, and `start` tries again. */
  | 'failed';

/** What went wrong, to be told to people, and a name for code. */
export interface TunnelTrouble {
  code: string;
  message: Said;
  /** What to do about it. */
  hint: Said | null;
  /** Milliseconds since 1970. */
  at: number;
  /** Which part of the tunnel is to blame. */
  field?: 'listen' | 'target';
}

export interface TunnelStatus {
  state: TunnelState;
  /** Where it really listens; null unless it does. */
  listening: Place | null;
  /** Why it failed; while it runs, the last connection that couldn't be made. */
  error: TunnelTrouble | null;
  /** Connections open now; null where nobody can know. */
  open: number | null;
  /** Connections since it was started. */
  total: number | null;
  /** Payload bytes from whoever connected to the target, since it was started. */
  up: number | null;
  /** And back. */
  down: number | null;
}

export interface Tunnel {
  readonly spec: TunnelSpec;
  /** A fresh look; cheap. */
  readonly status: TunnelStatus;
  /**
   * Never throws; what becomes of it is in `status`. `patient`: it ran before this program was
   * started, and the host may not have noticed yet that the one before it is gone.
   */
  start(patient?: boolean): void;
  /** Resolves when nothing listens and no connection of it is left. */
  stop(): Promise<void>;
  /** Tells of changes of everything but the bytes. The function ends it. */
  subscribe(onChange: () => void): () => void;
}

/** All tunnels of one host. */
export interface HostTunnels {
  readonly tunnels: readonly Tunnel[];
  /** A tunnel that was not started yet. Throws `TunnelError` bad-tunnel or too-many-tunnels. */
  add(spec: TunnelSpec): Tunnel;
  remove(tunnel: Tunnel): Promise<void>;
  /** Stops them all. */
  close(): Promise<void>;
}
