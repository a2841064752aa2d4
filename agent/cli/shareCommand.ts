// bowline-agent share: invites others to one shell of an agent; and tells of the
// invitations there are, and takes one back.
import {
  formatInvitationLink,
  invitationLink,
  type GuestRole,
} from '../../core/link/invitationLink.ts';
import {
  invitations,
  invite,
  isOver,
  revoke,
  type Invitation,
  type MadeInvitation,
} from '../../core/client/sharing.ts';
import { PairingLinkError, type PairingLink } from '../../core/link/pairingLink.ts';
import { AgentError } from '../agentError.ts';
import { isLoopback } from '../listen/listenAddress.ts';
import { findShell, withAgent } from './agentSession.ts';
import type { FoundLink, LinkArguments, LinkSource } from './linkSource.ts';
import { print, printJson, remark } from './output.ts';
import { noHostAtRelay } from './pairCommand.ts';
import { duration, table } from './table.ts';

export interface ShareArguments extends LinkArguments {
  role?: GuestRole;
  /** Milliseconds. */
  expires?: number;
  uses?: number;
  label?: string;
  host?: string;
  list?: boolean;
  revoke?: string;
  json?: boolean;
}

export async function shareCommand(
  source: LinkSource,
  given: (string | undefined)[],
  args: ShareArguments,
): Promise<void> {
  const agent = source.agent(given, args, 1);
  const [shell] = agent.words;
  if (args.list) return list(agent, shell, args);
  if (args.revoke !== undefined) return takeBack(agent, args.revoke, args);
  const made = await withAgent(agent.link, async (client) => {
    const { session } = await findShell(client, shell);
    return invite(client, {
      ...{ session, role: args.role ?? 'viewer', uses: args.uses ?? null },
      ...(args.expires === undefined ? {} : { expiresInMs: args.expires }),
      ...(args.label === undefined ? {} : { label: args.label }),
    });
  });
  tell(made, linkFor(agent, args.host, made), args);
}

function linkFor(
  agent: FoundLink,
  host: string | undefined,
  made: MadeInvitation,
): PairingLink & { text: string } {
  const link = agent.publicLink;
  const { address } = link;
  if (host !== undefined && address.kind === 'relay') throw noHostAtRelay();
  const reached = host !== undefined && address.kind === 'tcp' ? { ...address, host } : address;
  try {
    const full = invitationLink({ ...link, address: reached }, made);
    return { ...full, text: formatInvitationLink(full) };
  } catch (error) {
    if (!(error instanceof PairingLinkError)) throw error;
    const hint = 'Give --host a name or an IP address, without a port.';
    throw new AgentError('USAGE', "That host can't stand in a link.", hint, { cause: error });
  }
}

// The link alone is on stdout, so that scripts can use it; all else is for whoever looks on.
function tell(
  made: MadeInvitation,
  { text, address }: PairingLink & { text: string },
  { json }: ShareArguments,
): void {
  const { token: _secret, ...rest } = made;
  if (json) return printJson({ ...rest, link: text });
  const may = made.role === 'editor' ? 'watch this shell and type in it' : 'watch this shell';
  const who = made.uses === null ? 'Whoever has it' : `The first ${made.uses} who use it`;
  const until = new Date(made.expiresAt).toLocaleString();
  remark(
    `${who} can ${may}, until ${until}. To end that sooner: bowline-agent share --revoke ${made.id}`,
  );
  if (address.kind === 'unix' || (address.kind === 'tcp' && isLoopback(address.host))) {
    remark(
      'Only programs on this machine reach the agent at that address. See --host, and serve --listen.',
    );
  }
  print(`${text}\n`);
}

async function list(
  agent: FoundLink,
  shell: string | undefined,
  { json }: ShareArguments,
): Promise<void> {
  const all = await withAgent(agent.link, async (client) =>
    invitations(client, shell && (await findShell(client, shell)).session),
  );
  if (json) return printJson(all);
  if (all.length === 0) return print('No invitations.\n');
  const head = ['ID', 'STATE', 'ROLE', 'HERE', 'USED', 'ENDS IN', 'SHELL', 'LABEL'];
  print(table([head, ...all.map((one) => rowOf(one, Date.now()))]));
}

function rowOf(one: Invitation, now: number): string[] {
  const { id, state, role, online, used, uses, expiresAt, session, label } = one;
  const ends = isOver(one) ? '-' : duration(expiresAt - now);
  return [
    id,
    state,
    role,
    String(online),
    `${used}${uses === null ? '' : ` of ${uses}`}`,
    ends,
    session,
    label,
  ];
}

async function takeBack(agent: FoundLink, start: string, { json }: ShareArguments): Promise<void> {
  const { id, cutOff } = await withAgent(agent.link, async (client) => {
    const found = (await invitations(client)).filter((one) =>
      one.id.startsWith(start.toLowerCase()),
    );
    const [one] = found;
    if (!one || found.length > 1) throw noInvitation(start, found.length);
    return { id: one.id, ...(await revoke(client, one.id)) };
  });
  if (json) return printJson({ id, cutOff });
  print(`Invitation ${id} is worth nothing any more. Guests cut off: ${cutOff}.\n`);
}

function noInvitation(start: string, count: number): AgentError {
  const text = count
    ? `${count} invitations have names that begin with "${start}".`
    : `There is no invitation "${start}".`;
  return new AgentError('NO_INVITATION', text, 'See `bowline-agent share --list`.');
}
