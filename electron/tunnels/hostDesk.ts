// The tunnels of one host while any of them is wanted: each saved one and what has become of it,
// and the place at which ssh is answered.
import { say } from '../../words/said.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Tunnel, TunnelSpec, TunnelStatus } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import { toSpec } from '../hosts/tunnelDraft.ts';
import type { TunnelStore } from '../hosts/tunnelStore.ts';
import type { HostTunnelsView, TunnelFigures } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { Answerer } from '../ssh/dialogue.ts';
import type { Carrier } from './carrier.ts';
import { STOPPED, toFigures, toView } from './tunnelViews.ts';

export interface HostDeskOptions {
  hostId: string;
  store: TunnelStore;
  /** For the host as it is saved now. Throws a `PersonError` when it is gone. */
  carry: (patient: boolean) => Carrier;
  onChange: () => void;
}

interface Entry {
  tunnel: Tunnel;
  carrier: Carrier;
  unsubscribe: () => void;
}

interface Carried {
  carrier: Carrier;
  answerer: Answerer | undefined;
}

export class HostDesk {
  readonly #options: HostDeskOptions;
  readonly #entries = new Map<string, Entry>();
  #carried: Carried | undefined;
  /** Tunnels that are being taken away, so that what carries them is still there for others. */
  #ending = 0;

  constructor(options: HostDeskOptions) {
    this.#options = options;
  }

  get view(): HostTunnelsView {
    const { hostId, store } = this.#options;
    const answerer = this.#carried?.answerer;
    const question = answerer?.question ?? '';
    const waits = answerer?.news?.state === 'authenticating' && question === '';
    const said = question === '' ? (answerer?.news?.message ?? null) : null;
    const news = waits ? say('ssh-waits-in-a-tab') : said;
    const tunnels = store.list(hostId).map((saved) => toView(saved, this.#statusOf(saved.id)));
    return { hostId, tunnels, question, news };
  }

  /** Those that somebody wants to run, whether or not they can just now. */
  get wanted(): string[] {
    return [...this.#entries].filter(([, entry]) => isWanted(entry)).map(([id]) => id);
  }

  /** The connection to the host was cut, and is being made again. */
  get waiting(): boolean {
    return [...this.#entries.values()].some(({ tunnel }) => tunnel.status.state === 'waiting');
  }

  get figures(): TunnelFigures[] {
    return this.wanted.map((id) => toFigures(id, this.#statusOf(id)));
  }

  /** Does nothing where it is wanted already. Throws a `PersonError` when it can't be asked for. */
  start(id: string, patient = false): void {
    const before = this.#entries.get(id);
    if (before && isWanted(before)) return;
    const saved = this.#options.store.get(id);
    if (!saved) throw new PersonError(say('tunnel-gone'));
    const spec = toSpec(saved);
    if (before) void this.#forget(id); // it has failed, and holds nothing
    const { carrier } = this.#carry(patient);
    const tunnel = addTo(carrier, spec);
    const unsubscribe = tunnel.subscribe(() => this.#options.onChange());
    this.#entries.set(id, { tunnel, carrier, unsubscribe });
    tunnel.start(patient);
    this.#options.onChange();
  }

  async stop(id: string): Promise<void> {
    const stopped = this.#forget(id);
    this.#options.onChange();
    await stopped;
  }

  /** A tunnel that was saved goes on as it is now; untouched where it carries the same. */
  async changed(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry || !this.#differs(id, entry.tunnel.spec)) return;
    if (!isWanted(entry)) return this.stop(id);
    await this.#restart(id);
  }

  /** Over the same login: nobody is asked for a password again. */
  async #restart(id: string): Promise<void> {
    const release = this.#carried?.carrier.keep();
    this.#ending++;
    try {
      await this.#forget(id);
      this.start(id);
    } finally {
      this.#ending--;
      release?.();
    }
  }

  /** A password that can't be read now is not taken for another one. */
  #differs(id: string, spec: TunnelSpec): boolean {
    const saved = this.#options.store.get(id);
    if (!saved) return true;
    const password = saved.password || (spec.login?.password ?? '');
    return !isDeepStrictEqual(toSpec({ ...saved, password }), spec);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.stop(id)));
  }

  /** Answers what ssh asks here; does nothing when it asks nothing any more. */
  answer(text: string): void {
    this.#carried?.answerer?.answer(Buffer.from(`${text}\r`));
  }

  wake(): void {
    this.#carried?.carrier.wake();
  }

  #statusOf(id: string): TunnelStatus {
    return this.#entries.get(id)?.tunnel.status ?? STOPPED;
  }

  /** One carrier for all that run at the same time; where none does, a new one by new settings. */
  #carry(patient: boolean): Carried {
    if (this.#idle) this.#letGo();
    if (this.#carried) return this.#carried;
    const carrier = this.#options.carry(patient);
    const onChange = (): void => this.#options.onChange();
    const answerer = carrier.dialogue?.take({ onText: onChange, onChange }, true);
    this.#carried = { carrier, answerer };
    return this.#carried;
  }

  #forget(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return Promise.resolve();
    this.#entries.delete(id);
    entry.unsubscribe();
    const carried = isWanted(entry);
    const removed = entry.carrier.tunnels.remove(entry.tunnel);
    void this.#end(removed, carried);
    return removed;
  }

  /** @param carried one that had failed holds nothing */
  async #end(removed: Promise<void>, carried: boolean): Promise<void> {
    this.#ending += Number(carried);
    await removed;
    this.#ending -= Number(carried);
    if (!this.#idle) return;
    this.#letGo();
    this.#options.onChange();
  }

  get #idle(): boolean {
    return this.wanted.length === 0 && this.#ending === 0;
  }

  #letGo(): void {
    this.#carried?.answerer?.leave();
    this.#carried?.carrier.close();
    this.#carried = undefined;
  }
}

function addTo({ tunnels }: Carrier, spec: TunnelSpec): Tunnel {
  try {
    return tunnels.add(spec);
  } catch (error) {
    if (!(error instanceof TunnelError)) throw error;
    throw toldWhole(error);
  }
}

function toldWhole(cause: TunnelError): PersonError {
  const { said, advice } = cause;
  return new PersonError(say('both', { first: said, second: advice ?? '' }), { cause });
}

function isWanted({ tunnel }: Entry): boolean {
  const { state } = tunnel.status;
  return state !== 'stopped' && state !== 'failed';
}
