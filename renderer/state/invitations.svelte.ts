// The invitations of one shell, as the "Share" dialog shows them: asked for when it opens and at
// each change, made, readdressed and taken back.
import type {
  Bridge,
  HandedLink,
  InvitationWish,
  SharedInvitation,
} from '../../electron/ipc/contract.ts';
import { reason } from '../lib/bridge.ts';

export class Invitations {
  readonly #bridge: Bridge;
  readonly #shellId: string;
  #list = $state.raw<readonly SharedInvitation[] | null>(null);
  #handed = $state.raw<HandedLink | null>(null);
  #error = $state('');
  #addressError = $state('');
  #making = $state(false);
  /** When the list was last right, in ms since 1970. */
  #asOf = $state(0);
  #turn = 0;

  constructor(bridge: Bridge, shellId: string) {
    this.#bridge = bridge;
    this.#shellId = shellId;
  }

  /** The newest first; null until the agent has answered for the first time. */
  get list(): readonly SharedInvitation[] | null {
    return this.#list;
  }

  /** The link that was made last, to be handed out. */
  get handed(): HandedLink | null {
    return this.#handed;
  }

  /** Why the last thing asked for was not done; '' when it was. */
  get error(): string {
    return this.#error;
  }

  get addressError(): string {
    return this.#addressError;
  }

  get making(): boolean {
    return this.#making;
  }

  get asOf(): number {
    return this.#asOf;
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    await this.#try(async () => {
      const list = await this.#bridge.call('sharing:invitations', this.#shellId);
      if (turn !== this.#turn) return;
      this.#list = [...list].sort((a, b) => b.createdAt - a.createdAt);
      this.#asOf = Date.now();
    });
  }

  /** Resolves with whether it was made; one at a time, so that two keys don't make two. */
  async make(wish: InvitationWish): Promise<boolean> {
    if (this.#making) return false;
    this.#making = true;
    await this.#try(async () => {
      this.#handed = await this.#bridge.call('sharing:invite', this.#shellId, wish);
      this.#addressError = '';
    });
    this.#making = false;
    if (this.#error) return false;
    await this.refresh();
    return true;
  }

  /** Takes one back at once, and looks what is left. */
  async revoke(id: string): Promise<void> {
    await this.#try(
      async () => void (await this.#bridge.call('sharing:revoke', this.#shellId, id)),
    );
    if (this.#error) return;
    if (this.#handed?.link.includes(`invite=${id}`)) this.#handed = null;
    await this.refresh();
  }

  /** The same link with an address that others can reach. */
  async readdress(hostPort: string): Promise<void> {
    if (!this.#handed) return;
    try {
      this.#handed = await this.#bridge.call('sharing:readdress', this.#handed.link, hostPort);
      this.#addressError = '';
    } catch (error) {
      this.#addressError = reason(error);
    }
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#error = '';
    } catch (error) {
      this.#error = reason(error);
    }
  }
}
