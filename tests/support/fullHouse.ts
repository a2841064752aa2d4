// A real agent with as many connections on it as one likes, of its owner and of guests. There is a
// new one for each test that asks for it.
import { onTestFinished } from 'vitest';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { startAgent } from './agent.ts';
import { AgentShell, connect, inviteTo } from './agentShell.ts';
import { RawSocket } from './rawSocket.ts';

/** Fewer than may be logging in at once. */
const AT_ONCE = 64;

interface Rooms {
  owners: RawSocket[];
  guests: RawSocket[];
  agentLink: string;
  invitation: InvitationLink;
}

export class FullHouse {
  #rooms: Promise<Rooms> | undefined;

  /** So many connections of the owner's stand; else by what name one was refused. */
  async owners(count: number): Promise<string> {
    const { owners, agentLink } = await this.#open();
    return fill(owners, count, () => RawSocket.login(agentLink));
  }

  /** The same of guests, each another one. */
  async guests(count: number): Promise<string> {
    const { guests, invitation } = await this.#open();
    return fill(guests, count, () => RawSocket.join(invitation));
  }

  /** Somebody goes, and the agent knows. */
  async leave(who: 'owners' | 'guests'): Promise<void> {
    const gone = (await this.#open())[who].pop()!;
    gone.send('goodbye', 0, { reason: 'done' });
    gone.ws.close();
    await gone.closed;
  }

  #open(): Promise<Rooms> {
    return (this.#rooms ??= this.#start());
  }

  async #start(): Promise<Rooms> {
    const agent = await startAgent();
    const owner = await connect(agent.link);
    const shell = AgentShell.open(owner, { command: ['sleep', '1000'] });
    await shell.opened;
    const { session } = shell.cursor;
    const invitation = await inviteTo(owner, agent.link, { session, role: 'viewer' });
    await owner.close();
    const rooms: Rooms = { owners: [], guests: [], agentLink: agent.link, invitation };
    onTestFinished(async () => {
      this.#rooms = undefined;
      for (const raw of [...rooms.owners, ...rooms.guests]) raw.ws.terminate();
      await agent.stop();
    });
    return rooms;
  }
}

async function fill(
  room: RawSocket[],
  count: number,
  come: () => Promise<RawSocket>,
): Promise<string> {
  while (room.length < count) {
    const some = Math.min(AT_ONCE, count - room.length);
    const comings = await Promise.allSettled(Array.from({ length: some }, come));
    for (const one of comings) if (one.status === 'fulfilled') room.push(one.value.staysAlive());
    const refused = comings.find(({ status }) => status === 'rejected');
    if (refused) return reasonOf((refused as PromiseRejectedResult).reason);
  }
  return '';
}

function reasonOf(error: unknown): string {
  return /before the close \d+ (\S+)/.exec(String(error))?.[1] ?? String(error);
}
