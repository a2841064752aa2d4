// The contract's types for shells that several people are at. Part of `contract.ts`, which hands them
// on: the window imports them from there.

import type { Said } from '../../words/said.ts';

/** `owner`: whose agent it is. `editor` and `viewer` came by an invitation to one shell. */
export type MemberRole = 'owner' | 'editor' | 'viewer';
export type GuestRole = Exclude<MemberRole, 'owner'>;

/** `fit`: the smallest of all who may type. `driver`: the size of who typed or resized last. */
export type SizePolicy = 'fit' | 'driver';

/** Somebody at a shell. */
export interface ShellMember {
  id: number;
  name: string;
  role: MemberRole;
  /** 0–7; the same for everybody who looks. */
  colour: number;
  roundTripMs: number | null;
  /** Bytes of output not yet on that member's screen. */
  behind: number;
  typing: boolean;
}

/** Who is at a shell, and what this app is there. Sent whole at each change. */
export interface ShellCompany {
  shellId: string;
  role: MemberRole;
  /** This app's own number among the members; null while it isn't connected. */
  self: number | null;
  /** The agent can share shells, and this app may. */
  canShare: boolean;
  /** Null until the agent has told. */
  group: {
    total: number;
    /** Not all of them in a large group. */
    members: ShellMember[];
    policy: SizePolicy;
    /** Member whose size counts under `driver`. */
    driver: number | null;
    /** The size that the shell has. */
    cols: number;
    rows: number;
  } | null;
}

export interface ChatLine {
  /** Counts a shell's messages; the same for everybody. */
  seq: number;
  from: number;
  name: string;
  colour: number;
  role: MemberRole;
  /** Milliseconds since 1970. */
  at: number;
  text: string;
}

export interface ShellChat {
  shellId: string;
  lines: ChatLine[];
  /** These are all there are: what came before was said at another shell. */
  whole: boolean;
}

/** `refused`: the agent doesn't take it so, for the reason given; else it may be said again. */
export type SayResult = { ok: true } | { ok: false; refused: boolean; message: Said };

/** What an invitation is asked for with. */
export interface InvitationWish {
  role: GuestRole;
  /** A minute to a week, milliseconds. */
  expiresInMs: number;
  /** How many people may come with it, 1–1,000; null: any number. */
  uses: number | null;
  /** What its owner calls it; may be ''. */
  label: string;
  /** What its guests will see the shell called. */
  name: string;
}

/** An invitation of a shell, as its owner sees it. Times in ms since 1970, by the agent's clock. */
export interface SharedInvitation {
  id: string;
  role: GuestRole;
  label: string;
  createdAt: number;
  expiresAt: number;
  uses: number | null;
  /** How many have come with it, and how many of them are here now. */
  used: number;
  online: number;
  state: 'open' | 'used-up' | 'expired' | 'revoked' | 'shell-gone';
}

/** What an invitation's link says. */
export interface ReadInvitation {
  role: GuestRole;
  /** What the shell is called; '' where the link doesn't say. */
  name: string;
  /** `host:port`, the name of a relay, or the path of a socket. */
  address: string;
  /** Whose computers can get there: `loopback` and `socket` lead to one and the same computer. */
  reach: 'network' | 'relay' | 'loopback' | 'socket';
}

/** A link to hand out. It holds the invitation's secret, and never the agent's. */
export interface HandedLink extends ReadInvitation {
  link: string;
}

/** A link that the system gave to the app; what it holds stays in the main process. */
export interface OpenedLink extends ReadInvitation {
  ticket: string;
}

/** A shell of somebody else's agent, joined by an invitation; takes a host's place in its tab. */
export interface JoinedShell {
  id: string;
  /** What its tab is called. */
  name: string;
  role: GuestRole;
  address: string;
}
