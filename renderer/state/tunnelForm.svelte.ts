// What is typed into the form of a tunnel, and what is wrong with it: before it is saved, by the
// rules; after it was started, by what came of it.
import type {
  Bridge,
  SavedTunnel,
  TunnelDraft,
  TunnelErrors,
  TunnelTrouble,
  TunnelView,
} from '../../electron/ipc/contract.ts';
import { say, type Said } from '../../words/said.ts';
import { problemsIn, type Problems } from '../lib/problems.ts';
import { NEW_TUNNEL } from '../lib/tunnels.ts';

export type TunnelField = keyof TunnelDraft;

/** The order in which the fields stand on the screen. */
const ORDER: TunnelField[] = [
  'kind',
  'name',
  'listenAddress',
  'listenPort',
  'shared',
  'targetAddress',
  'targetPort',
  'user',
  'password',
  'autostart',
];

/** Troubles of listening that the address is to blame for, not the port. */
const OF_ADDRESS: ReadonlySet<string> = new Set(['no-such-address', 'listen-not-loopback']);

/** These change nothing of what is carried. */
const HARMLESS: readonly TunnelField[] = ['name', 'autostart'];

export class TunnelForm {
  readonly #bridge: Bridge;
  readonly #hostId: string;
  #id = $state<string | null>(null);
  #initial: TunnelDraft;
  #errors = $state.raw<TunnelErrors>({});
  #visited: TunnelField[] = [];
  /** What its start says of a field, as long as that holds the same. */
  #blamed: { field: TunnelField; value: unknown; why: Said } | null = null;
  #checks = 0;
  /** How it stood when it was started from here, which says nothing about this start. */
  #before: TunnelView | undefined;
  draft: TunnelDraft = $state({ ...NEW_TUNNEL });
  saving = $state(false);
  /** Saved, started, and not yet known what comes of it. */
  starting = $state(false);

  constructor(bridge: Bridge, hostId: string, tunnel: TunnelView | null) {
    this.#bridge = bridge;
    this.#hostId = hostId;
    this.#id = tunnel?.id ?? null;
    this.#initial = tunnel ? draftOf(tunnel) : { ...NEW_TUNNEL };
    this.draft = { ...this.#initial };
    if (tunnel) this.#blame(tunnel);
  }

  /** Null until it was saved for the first time. */
  get id(): string | null {
    return this.#id;
  }

  /** What is wrong with which field, in words. */
  get errors(): Problems<TunnelField> {
    return problemsIn(this.#errors);
  }

  /** True when closing would lose something. */
  get changed(): boolean {
    return ORDER.some((name) => this.draft[name] !== this.#initial[name]);
  }

  /** Saving would start a tunnel anew that runs, and so cut whoever is connected. */
  get restarts(): boolean {
    const differs = (name: TunnelField): boolean => this.draft[name] !== this.#initial[name];
    return this.#id !== null && ORDER.some((name) => !HARMLESS.includes(name) && differs(name));
  }

  /** A password is saved: the field may stay empty. */
  get hasPassword(): boolean {
    return this.#id !== null && this.#initial.user !== '';
  }

  /** Leaving a field checks the whole, and shows what concerns fields that were visited. */
  async leave(field: TunnelField): Promise<void> {
    if (this.draft[field] === '' && this.#id === null) return;
    this.#visited.push(field);
    await this.#check();
  }

  /** Typing in a field that was found wrong: looks again at once. */
  async typed(field: TunnelField): Promise<void> {
    if (this.#errors[field]) await this.#check();
  }

  /**
   * Saves, and starts it if asked to; false means that it was refused, and `errors` says why.
   * `known` is how the window knows it then: that is how it stood before.
   */
  async save(start: boolean, known: (id: string) => TunnelView | undefined): Promise<boolean> {
    this.saving = true;
    try {
      const draft = { ...this.draft };
      const result = await this.#bridge.call('tunnels:save', this.#hostId, draft, this.#id);
      this.#checks += 1;
      this.#blamed = null;
      this.#visited = [...ORDER];
      this.#errors = result.ok ? {} : result.errors;
      if (!result.ok) return false;
      this.#saved(result.tunnel);
      if (start) await this.#start(result.tunnel.id, known(result.tunnel.id));
      return true;
    } finally {
      this.saving = false;
    }
  }

  /**
   * How the tunnel stands that was started from here. True once there is nothing more to wait
   * for here: it runs, or what holds it up is not in this form.
   */
  follow(tunnel: TunnelView, asked: boolean): boolean {
    if (!this.starting || tunnel === this.#before) return false;
    if (tunnel.state === 'starting' && !asked) return false;
    if (tunnel.state === 'stopped') return false; // the news of its start is still on its way
    this.starting = false;
    if (tunnel.state !== 'failed' || !tunnel.trouble?.field) return true;
    this.#blame(tunnel);
    return false;
  }

  /** The first wrong field as they stand on the screen. */
  get firstWrong(): TunnelField | null {
    return ORDER.find((field) => this.#errors[field]) ?? null;
  }

  #saved(tunnel: SavedTunnel): void {
    this.#id = tunnel.id;
    this.#initial = draftOf(tunnel);
    this.draft = { ...this.#initial };
  }

  async #start(id: string, before: TunnelView | undefined): Promise<void> {
    this.#before = before;
    this.starting = true;
    try {
      await this.#bridge.call('tunnels:start', id);
    } catch (error) {
      this.starting = false;
      throw error;
    }
  }

  /** What went wrong last, at the field that is to blame. */
  #blame({ state, trouble }: TunnelView): void {
    if (state !== 'failed' || !trouble?.field) return;
    const field = blamed(trouble, this.draft);
    const why = say('both', { first: trouble.message, second: trouble.hint ?? '' });
    this.#blamed = { field, value: this.draft[field], why };
    this.#errors = { [field]: why };
  }

  async #check(): Promise<void> {
    const turn = ++this.#checks;
    const draft = { ...this.draft };
    const found = await this.#bridge.call('tunnels:check', this.#hostId, draft, this.#id);
    if (turn !== this.#checks) return; // a later check or a save knows better
    const shown = Object.entries(found).filter(([name]) =>
      this.#visited.includes(name as TunnelField),
    );
    this.#errors = { ...this.#stillBlamed(), ...(Object.fromEntries(shown) as TunnelErrors) };
  }

  #stillBlamed(): TunnelErrors {
    if (!this.#blamed) return {};
    const { field, value, why } = this.#blamed;
    return this.draft[field] === value ? { [field]: why } : {};
  }
}

/** A socket has no port, and for some troubles another port is no help. */
function blamed({ field, code }: TunnelTrouble, { listenAddress }: TunnelDraft): TunnelField {
  if (field !== 'listen') return 'targetAddress';
  const byAddress = listenAddress.startsWith('/') || OF_ADDRESS.has(code);
  return byAddress ? 'listenAddress' : 'listenPort';
}

function draftOf(tunnel: SavedTunnel): TunnelDraft {
  const entries = ORDER.map((name) => [name, tunnel[name]]);
  return Object.fromEntries(entries) as unknown as TunnelDraft;
}
