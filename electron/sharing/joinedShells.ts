// Shells of somebody else's agent, joined by an invitation: kept so that their tabs come back after
// a restart, and so that who joins again is known there. Each takes the place of a host. The links
// hold a secret and are sealed like those of hosts.
import { inWords, type Said, say } from '../../words/said.ts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { newMemberId } from '../../core/client/agentClient.ts';
import { formatInvitationLink, type InvitationLink } from '../../core/link/invitationLink.ts';
import { plainBox, type SecretBox } from '../hosts/secretBox.ts';
import { hostOf, type StoredHost } from '../hosts/storedHost.ts';
import type { JoinedShell } from '../ipc/contract.ts';
import { SHELL_LIMIT } from '../limits.ts';
import { PersonError } from '../personError.ts';
import { goodOnes, readJson, writeJson, type Understood } from '../settings/jsonFile.ts';
import { described } from './readLink.ts';

/** More than can be open at once; past it, who was joined longest ago is forgotten. */
const JOINED_LIMIT = SHELL_LIMIT + 56;
/** No invitation lives longer than a week, by the agent's clock; a day for clocks that differ. */
const FORGOTTEN_AFTER_MS = 8 * 24 * 60 * 60 * 1000;

// Loose: what a newer version knows of a shell is handed on as it is.
const record = z.looseObject({
  id: z.string().min(1).max(100),
  name: z.string().max(100),
  role: z.enum(['editor', 'viewer']),
  address: z.string().max(1_000),
  /** Names the invitation; with the address it says which are the same. */
  invitation: z.string().max(100),
  /** Names this app's user to the agent: see `AgentClientOptions`. */
  member: z.string().regex(/^[0-9a-f]{32}$/),
  /** Milliseconds since 1970. */
  joinedAt: z.number(),
  sealedBy: z.enum(['keychain', 'none']),
  /** The link, in base64. */
  sealed: z.string().max(20_000),
});

type JoinedRecord = z.infer<typeof record>;

const fileShape = z.object({ version: z.literal(1), joined: z.array(z.unknown()) });

export interface JoinedShellsOptions {
  path: string;
  secretBox: SecretBox;
  /** Milliseconds since 1970. */
  now: () => number;
}

export class JoinedShells {
  /** What the user must know about the file that was found; null if nothing. */
  readonly notice: Said | null;
  readonly #options: JoinedShellsOptions;
  /** Who was joined last stands last. */
  #joined: JoinedRecord[];

  constructor(options: JoinedShellsOptions) {
    this.#options = options;
    const now = options.now();
    const file = { path: options.path, understand, file: 'joined' } as const;
    const { value = [], notice } = readJson(file, new Date(now));
    this.notice = notice;
    this.#joined = value.filter(({ joinedAt }) => joinedAt >= now - FORGOTTEN_AFTER_MS);
    if (notice) this.#tryStore();
  }

  /** Found out when a link is to be sealed, or was: it may open the keychain. */
  get #box(): SecretBox {
    const { secretBox } = this.#options;
    return secretBox.available ? secretBox : plainBox;
  }

  list(): JoinedShell[] {
    return this.#joined.map(shown);
  }

  /**
   * Keeps an invitation, and the name that its guest is known by; one that is kept already keeps
   * it. Throws a `PersonError` when it can't be stored.
   */
  join(link: InvitationLink): JoinedShell {
    const { role, name, address } = described(link);
    const isSame = (one: JoinedRecord): boolean =>
      one.invitation === link.invitation.id && one.address === address;
    const known = this.#joined.find(isSame);
    const next: JoinedRecord = {
      id: known?.id ?? `joined-${randomUUID()}`,
      name: name || inWords(say('joined-shell-name', { address })).slice(0, 100),
      ...{ role, address, invitation: link.invitation.id },
      member: known?.member ?? newMemberId(),
      joinedAt: this.#options.now(),
      sealedBy: this.#box.available ? 'keychain' : 'none',
      sealed: this.#seal(formatInvitationLink(link)),
    };
    const others = this.#joined.filter((one) => one !== known);
    this.#store([...others, next].slice(-JOINED_LIMIT));
    return shown(next);
  }

  /** In the form in which shells are opened; undefined when there is none (any more). */
  host(id: string): StoredHost | undefined {
    const joined = this.#joined.find((one) => one.id === id);
    if (!joined) return undefined;
    const { name, role, member } = joined;
    return hostOf('joined', { id, name, role, member, invitation: this.#unseal(joined) });
  }

  /** Of a keychain that answers later: see `HostStore.fetch`. */
  fetch(ids: readonly string[]): Promise<void> | undefined {
    const sealed = this.#joined.filter(
      ({ id, sealedBy }) => sealedBy === 'keychain' && ids.includes(id),
    );
    return this.#options.secretBox.fetch?.(sealed.map((one) => Buffer.from(one.sealed, 'base64')));
  }

  /** `join`, once the keychain has answered. Rejects as it throws. */
  async joinSoon(link: InvitationLink): Promise<JoinedShell> {
    const { secretBox } = this.#options;
    const join = (): JoinedShell => this.join(link);
    return secretBox.sealing ? secretBox.sealing([formatInvitationLink(link)], join) : join();
  }

  #store(joined: JoinedRecord[]): void {
    try {
      writeJson(this.#options.path, { version: 1, joined });
    } catch (cause) {
      throw new PersonError(say('invitation-not-stored'), { cause });
    }
    this.#joined = joined;
  }

  // Or a part that was lost would be told at each start anew.
  #tryStore(): void {
    try {
      this.#store(this.#joined);
    } catch {
      // The next invitation says so.
    }
  }

  #seal(link: string): string {
    try {
      return Buffer.from(this.#box.seal(link)).toString('base64');
    } catch (cause) {
      throw new PersonError(say('invitation-not-sealed'), { cause });
    }
  }

  /** '' when the keychain doesn't give it back. */
  #unseal({ sealedBy, sealed }: JoinedRecord): string {
    if (sealedBy === 'none') return plainBox.unseal(Buffer.from(sealed, 'base64'));
    const { secretBox } = this.#options;
    if (!secretBox.available) return '';
    try {
      return secretBox.unseal(Buffer.from(sealed, 'base64'));
    } catch {
      return '';
    }
  }
}

function understand(json: unknown): Understood<JoinedRecord[]> | undefined {
  const { data } = fileShape.safeParse(json);
  const seen = new Set<string>();
  const found =
    data &&
    goodOnes(data.joined, JOINED_LIMIT, (item) => {
      const one = record.safeParse(item).data;
      if (!one || seen.has(one.id)) return undefined;
      seen.add(one.id);
      return one;
    });
  return found && found.lost > 0 && found.value.length === 0 ? undefined : found;
}

function shown({ id, name, role, address }: JoinedRecord): JoinedShell {
  return { id, name, role, address };
}
