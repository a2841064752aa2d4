// What the window asks and hears of the others at its shells, by the shell's id. Requests go over
// the connection that the shell is seen through.
import { say, type Said } from '../../words/said.ts';
import {
  invitations,
  invite,
  revoke,
  setSizePolicy,
  type Invitation,
} from '../../core/client/sharing.ts';
import { invitationLink } from '../../core/link/invitationLink.ts';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import type { HostCompany } from '../agents/hostCompany.ts';
import { canOf } from '../hosts/kinds/kinds.ts';
import type {
  ChatLine,
  Events,
  HandedLink,
  InvitationWish,
  SayResult,
  SharedInvitation,
  ShellCompany,
  SizePolicy,
} from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { handed } from './readLink.ts';

type Told = 'sharing:company' | 'sharing:chat' | 'sharing:refused';
type Tell = <N extends Told>(name: N, payload: Events[N]) => void;

/** A shell that others may be at. */
export interface Place {
  company: HostCompany;
  /** The shell's name on its agent. */
  session: string;
}

export interface HostCompaniesOptions {
  /** Throws a `PersonError` when there is no such shell; undefined for one that can't be shared. */
  find: (shellId: string) => Place | undefined;
}

export class HostCompanies {
  readonly #options: HostCompaniesOptions;

  constructor(options: HostCompaniesOptions) {
    this.#options = options;
  }

  /** Tells by `tell` of a shell's company from now on. The result ends that. */
  watch(shellId: string, company: HostCompany, tell: Tell): () => void {
    const changed = (): void => tell('sharing:company', { shellId, ...company.state });
    changed();
    tell('sharing:chat', { shellId, lines: [...company.chat], whole: true });
    return company.subscribe({
      onChange: changed,
      onChat: (line) => tell('sharing:chat', { shellId, lines: [line], whole: false }),
      onRefused: () => tell('sharing:refused', { shellId }),
    });
  }

  look(shellId: string): { company: ShellCompany; chat: ChatLine[] } | null {
    const company = this.#options.find(shellId)?.company;
    return company ? { company: { shellId, ...company.state }, chat: [...company.chat] } : null;
  }

  say(shellId: string, id: string, text: string): Promise<SayResult> {
    return this.#place(shellId).company.say(id, text);
  }

  async setPolicy(shellId: string, policy: SizePolicy): Promise<void> {
    const { company, session } = this.#place(shellId);
    await explained(setSizePolicy(company.client, session, policy));
  }

  async invite(shellId: string, wish: InvitationWish): Promise<HandedLink> {
    const { company, session } = this.#place(shellId);
    const { client, host } = company;
    // A guest is refused by the agent, in its own words. The socket that ssh forwards is this app's
    // own, and gone with the login.
    if (company.role === 'owner' && !canOf(host).share)
      throw new PersonError(say('share-behind-ssh'));
    const { role, expiresInMs, uses, label } = wish;
    const made = await explained(invite(client, { session, role, expiresInMs, uses, label }));
    const agent = parsePairingLink(host.pairingLink);
    return handed(invitationLink({ ...agent, name: wish.name }, made));
  }

  async invitations(shellId: string): Promise<SharedInvitation[]> {
    const { company, session } = this.#place(shellId);
    return (await explained(invitations(company.client, session))).map(shown);
  }

  async revoke(shellId: string, id: string): Promise<number> {
    return (await explained(revoke(this.#place(shellId).company.client, id))).cutOff;
  }

  #place(shellId: string): Place {
    const place = this.#options.find(shellId);
    if (place) return place;
    throw new PersonError(say('share-without-agent'));
  }
}

function shown({ session: _, ...invitation }: Invitation): SharedInvitation {
  return invitation;
}

async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof ConnectFailure) {
      throw new PersonError(say('share-agent-away', { why: cause.said }), { cause });
    }
    if (!(cause instanceof ChannelError)) throw cause;
    throw new PersonError(refusal(cause), { cause });
  }
}

function refusal({ code, said }: ChannelError): Said {
  switch (code) {
    case 'unknown-method':
      return say('share-agent-too-old');
    case 'no-such-session':
      return say('share-shell-gone');
    case 'no-such-invitation':
      return say('invitation-gone');
    case 'too-many-invitations':
      return say('invitations-full');
    case 'forbidden':
      return say('share-owner-only');
    default:
      return say('share-refused', { why: said });
  }
}
