// Shells at which several people are.
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
} from '../sharing.ts';

/** A part of `Calls`. */
export interface SharingCalls {
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
}

/** A part of `Events`. */
export interface SharingEvents {
  'sharing:company': ShellCompany;
  'sharing:chat': ShellChat;
  /** The agent took nothing of what was typed: one may only watch there. */
  'sharing:refused': { shellId: string };
  'sharing:opened': OpenedLink;
  /** All that were joined: one more, or one once more. */
  'sharing:joined': JoinedShell[];
}
