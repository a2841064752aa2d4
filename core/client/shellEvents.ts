// What a client hears of a shell on an agent, and what a shell needs of the connection it is on.
import type { Peer } from '../connection/peer.ts';
import type { AllBodies } from '../wire/messages.ts';
import type { ChatMessage, Group } from './group.ts';
import type { Screen } from './screenParts.ts';

export type ShellEnd =
  | { kind: 'exited'; code: number | null; signal: string | null }
  | { kind: 'detached'; reason: AllBodies['detached']['reason'] }
  /** Refused, or ended by the agent: `code` is one of the named channel errors. */
  | { kind: 'reset'; code: string; message: string }
  /** The connection is gone; the shell may live on. */
  | { kind: 'lost' };

/** What is said of the output, in its place there. */
export type OutputMark =
  /** So many bytes are missing here. */
  | { type: 'skipped'; bytes: number }
  /** What was printed before this client first came isn't all there any more; it missed nothing. */
  | { type: 'earlier' }
  /** The next chunk, of so many bytes, was printed before this client came. */
  | { type: 'replayed'; bytes: number }
  /** From here on the program prints for a terminal of this size, which others may have chosen. */
  | { type: 'size'; cols: number; rows: number };

export interface RemoteShellEvents {
  onOpened(opened: AllBodies['opened']): void;
  /** Acknowledged input moved on; see `pendingInput`. */
  onAcknowledged(): void;
  /** `meter` shows something else. */
  onMeter?(): void;
  /** Output between these offsets is gone; output goes on at `to`. */
  onLagged(from: number, to: number): void;
  /**
   * What is on the program's terminal, in place of output that is gone. Its bytes come through
   * `output` next, behind what clears the terminal; what still waited there is dropped. The
   * terminal should get the screen's size before.
   */
  onScreen?(screen: Screen): void;
  /** There is news of the others at this shell. */
  onGroup?(group: Group): void;
  /** Somebody said something: in order, each once. */
  onChat?(message: ChatMessage): void;
  /** Something was refused that was asked for on the side of the stream: typing, to a viewer. */
  onRefused?(refusal: AllBodies['refused']): void;
  /** Called once, after the last byte went into `output`. */
  onEnd(end: ShellEnd): void;
}

/** What a shell needs of the connection it is on. */
export interface ShellConnection extends Pick<Peer, 'outbox' | 'send' | 'maxBody'> {
  readonly role: AllBodies['ready']['role'];
  /** As `AgentClient.request`. */
  request(method: string, params: unknown): Promise<unknown>;
}
