// The tunnels of all hosts as the window shows them. The main process owns them; each change of a
// host's comes as a whole, and figures every second while somebody looks.
import { SvelteMap } from 'svelte/reactivity';
import type {
  Bridge,
  HostTunnelsView,
  ToldTunnels,
  TunnelFigures,
  TunnelReport,
  TunnelView,
} from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { rateBetween, tunnelName, type Rate } from '../lib/tunnels.ts';

export interface TunnelNews {
  /** It ran or was to run, and can't. */
  failed(tunnel: TunnelView): void;
  /** ssh asks something for the tunnels of this host. */
  asked(hostId: string): void;
}

const STANDSTILL: Rate = { up: 0, down: 0 };

export class Tunnels {
  readonly #bridge: Bridge;
  readonly #news: TunnelNews;
  readonly #hosts = new SvelteMap<string, HostTunnelsView>();
  readonly #figures = new SvelteMap<string, TunnelFigures>();
  readonly #rates = new SvelteMap<string, Rate>();
  /** What rates count from: news between two reports is no such mark. */
  #last: TunnelReport | null = null;
  /** The last change of a tunnel's state, for who can't see it. */
  heard = $state('');

  constructor(bridge: Bridge, initial: readonly ToldTunnels[], news: TunnelNews) {
    this.#bridge = bridge;
    this.#news = news;
    for (const view of initial) this.#hosts.set(view.hostId, view);
    bridge.on('tunnels:changed', (view) => this.#changed(view));
    bridge.on('tunnels:report', (report) => this.#reported(report));
    for (const { hostId, question, front } of initial) {
      if (front && question !== '') news.asked(hostId);
    }
  }

  of(hostId: string): HostTunnelsView {
    return this.#hosts.get(hostId) ?? { hostId, tunnels: [], question: '', news: null };
  }

  /** Hosts that have any. */
  get all(): HostTunnelsView[] {
    return [...this.#hosts.values()];
  }

  byId(id: string): TunnelView | undefined {
    return this.all.flatMap(({ tunnels }) => tunnels).find((tunnel) => tunnel.id === id);
  }

  /** Connections through all tunnels of a host, as far as it is known. */
  openOn(hostId: string): number {
    const open = this.of(hostId).tunnels.map((one) => this.figures(one).open ?? 0);
    return open.reduce((sum, one) => sum + one, 0);
  }

  figures(tunnel: TunnelView): TunnelFigures {
    return this.#figures.get(tunnel.id) ?? tunnel.figures;
  }

  rate(id: string): Rate {
    return this.#rates.get(id) ?? STANDSTILL;
  }

  /** Figures come only while somebody looks. The function ends it. */
  watch(): () => void {
    void this.#bridge.call('tunnels:watch', true);
    return () => {
      void this.#bridge.call('tunnels:watch', false);
      this.#rates.clear();
      this.#last = null;
    };
  }

  /** Every window shows it; what is new in it is said in the one in front alone. */
  #changed(view: ToldTunnels): void {
    const before = this.of(view.hostId);
    if (view.tunnels.length > 0) this.#hosts.set(view.hostId, view);
    else this.#hosts.delete(view.hostId);
    for (const tunnel of view.tunnels) {
      this.#figures.set(tunnel.id, tunnel.figures);
      const known = before.tunnels.find(({ id }) => id === tunnel.id);
      if (view.front && known && known.state !== tunnel.state) this.#turned(tunnel);
    }
    const isAsked = view.question !== '' && before.question === '';
    if (view.front && isAsked) this.#news.asked(view.hostId);
  }

  #turned(tunnel: TunnelView): void {
    const why = tunnel.state === 'failed' ? inWords(tunnel.trouble?.message) : '';
    this.heard = words.tunnels.news.turned(tunnelName(tunnel), tunnel.state, why);
    if (tunnel.state === 'failed') this.#news.failed(tunnel);
  }

  #reported(report: TunnelReport): void {
    const last = this.#last;
    this.#last = report;
    for (const now of report.figures) {
      const before = last?.figures.find(({ id }) => id === now.id);
      this.#rates.set(now.id, rateBetween(before, now, report.at - (last?.at ?? report.at)));
      this.#figures.set(now.id, now);
    }
  }
}
