// Tunnels of hosts.
import type {
  ToldTunnels,
  TunnelDraft,
  TunnelErrors,
  TunnelReport,
  TunnelSaveResult,
} from '../tunnelTypes.ts';

/** A part of `Calls`. */
export interface TunnelCalls {
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
}

/** A part of `Events`. */
export interface TunnelEvents {
  'tunnels:changed': ToldTunnels;
  'tunnels:report': TunnelReport;
}
