// What a node counts of itself, as plain numbers: they are raised where every byte passes, and the
// metrics read them when somebody asks.
export class Counts {
  /** Control connections whose id is proved. */
  agents = 0;
  /** Clients that wait for their agent. */
  waiting = 0;
  splices = 0;
  /** Taken, and not shown yet who they are. */
  halfOpen = 0;
  /** TCP connections, those at the door included. */
  connections = 0;
  atDoor = 0;
  /** Since the start, as all below. */
  accepted = 0;
  proved = 0;
  summoned = 0;
  spliced = 0;
  messages = 0;
  toAgents = 0;
  toClients = 0;
  /** How often an end wasn't read because the other one had too much. */
  pauses = 0;
  /** The most that ever waited for one socket, bytes. */
  mostHeld = 0;
  /** Pings left unanswered because their sender reads nothing. */
  unanswered = 0;
  /** Why somebody was turned away or cut, by code or by the limit's name. */
  readonly refused = new Map<string, number>();
  /** How splices ended, by code. */
  readonly ended = new Map<string, number>();

  refuse(why: string): void {
    this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
  }

  end(why: string): void {
    this.ended.set(why, (this.ended.get(why) ?? 0) + 1);
  }
}
