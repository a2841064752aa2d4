// A hundred thousand agents and twenty nodes of a relay through restarts, as a simulation: event by
// event, by seed, with the accept rate of real nodes and the back-off of real agents. It shows that no
// stampede grows: `node bench/relaySimulation.ts` prints the figures of docs/RELAY.md.
import { RELAY_LIMITS } from '../relay/limits.ts';
import { TokenBucket } from '../relay/tokenBucket.ts';
import { seeded, type Random } from '../tests/support/random.ts';

export interface Scene {
  agents: number;
  nodes: number;
  /** What is done to the nodes: one after the other drained, one after the other killed, all killed at once. */
  how: 'rolling' | 'killed' | 'power';
  /** Until a node that was stopped runs again, milliseconds. */
  downMs: number;
  /** Until the balancer sends nobody more to a node that is gone, or somebody to one that is back. */
  noticeMs: number;
  seed: number;
}

export interface Figures {
  /** Connections taken in one second, by the busiest node. */
  peakTaken: number;
  /** Attempts in one second at the busiest node. */
  peakAttempts: number;
  /** Attempts that found no place at a door, or a node that was gone. */
  failed: number;
  /** The longest that one agent was away, milliseconds. */
  longestAwayMs: number;
  /** From the last node's return until everybody is back, milliseconds. */
  backMs: number;
  /** What the nodes had at the end, the fullest and the emptiest. */
  fullest: number;
  emptiest: number;
}

/** As agents do it: full jitter between nothing and 1 s, doubled up to 60 s. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
const { acceptRate, acceptBurst, atDoor, drainMs, agents: MOST } = RELAY_LIMITS;

interface Agent {
  node: Node | undefined;
  failures: number;
  awaySince: number;
}

interface Node {
  isUp: boolean;
  /** As the balancer sees it. */
  isSeen: boolean;
  readonly bucket: TokenBucket;
  queue: Agent[];
  readonly agents: Set<Agent>;
  readonly attempts: Map<number, number>;
  readonly taken: Map<number, number>;
}

/** What is to come, in its order. */
class Agenda {
  now = 0;
  readonly #heap: { at: number; order: number; run: () => void }[] = [];
  #order = 0;

  after(ms: number, run: () => void): void {
    const heap = this.#heap;
    heap.push({ at: this.now + ms, order: this.#order++, run });
    for (let at = heap.length - 1; at > 0;) {
      const above = (at - 1) >> 1;
      if (isSooner(heap[above]!, heap[at]!)) break;
      [heap[at], heap[above]] = [heap[above]!, heap[at]!];
      at = above;
    }
  }

  /** Until nothing is to come. */
  run(): void {
    for (let next = this.#take(); next; next = this.#take()) {
      this.now = next.at;
      next.run();
    }
  }

  #take(): { at: number; run: () => void } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const less = right < heap.length && isSooner(heap[right]!, heap[left]!) ? right : left;
      if (less >= heap.length || isSooner(heap[at]!, heap[less]!)) return first;
      [heap[at], heap[less]] = [heap[less]!, heap[at]!];
      at = less;
    }
  }
}

function isSooner(
  one: { at: number; order: number },
  other: { at: number; order: number },
): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

class Simulation {
  readonly #scene: Scene;
  readonly #random: Random;
  readonly #agenda = new Agenda();
  readonly #nodes: Node[];
  #failed = 0;
  #longestAway = 0;
  #lastUp = 0;
  #lastBack = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#random = seeded(scene.seed);
    this.#nodes = Array.from({ length: scene.nodes }, () => ({
      ...{ isUp: true, isSeen: true, queue: [], agents: new Set<Agent>() },
      ...{ attempts: new Map<number, number>(), taken: new Map<number, number>() },
      bucket: new TokenBucket(acceptRate, acceptBurst, 0),
    }));
    for (let at = 0; at < scene.agents; at++) {
      const node = this.#nodes[at % scene.nodes]!;
      node.agents.add({ node, failures: 0, awaySince: 0 });
    }
  }

  run(): Figures {
    const { how } = this.#scene;
    if (how === 'power') for (const node of this.#nodes) this.#kill(node, () => undefined);
    else this.#next(0, how);
    this.#agenda.run();
    const sizes = this.#nodes.map(({ agents }) => agents.size);
    return {
      peakTaken: most(this.#nodes.map(({ taken }) => taken)),
      peakAttempts: most(this.#nodes.map(({ attempts }) => attempts)),
      ...{ failed: this.#failed, longestAwayMs: this.#longestAway },
      backMs: Math.max(0, this.#lastBack - this.#lastUp),
      ...{ fullest: Math.max(...sizes), emptiest: Math.min(...sizes) },
    };
  }

  /** One after the other, as soon as the one before runs again. */
  #next(at: number, how: 'rolling' | 'killed'): void {
    const node = this.#nodes[at];
    if (!node) return;
    const then = (): void => this.#next(at + 1, how);
    if (how === 'killed') return this.#kill(node, then);
    node.isUp = false; // it takes nobody more
    this.#agenda.after(this.#scene.noticeMs, () => (node.isSeen = false));
    for (const agent of node.agents) {
      this.#agenda.after(this.#chance() * drainMs, () => this.#leave(agent, node));
    }
    this.#agenda.after(drainMs, () => this.#kill(node, then));
  }

  #leave(agent: Agent, node: Node): void {
    if (agent.node !== node) return;
    this.#lose(agent);
    this.#dial(agent);
  }

  #kill(node: Node, then: () => void): void {
    node.isUp = false;
    const { downMs, noticeMs } = this.#scene;
    this.#agenda.after(noticeMs, () => (node.isSeen = node.isUp));
    for (const agent of [...node.agents, ...node.queue]) {
      this.#lose(agent);
      this.#backOff(agent);
    }
    node.queue = [];
    this.#agenda.after(downMs, () => {
      node.isUp = true;
      this.#lastUp = this.#agenda.now;
      this.#agenda.after(noticeMs, () => (node.isSeen = true));
      then();
    });
  }

  #lose(agent: Agent): void {
    if (agent.node) agent.awaySince = this.#agenda.now;
    agent.node?.agents.delete(agent);
    agent.node = undefined;
  }

  #dial(agent: Agent): void {
    const seen = this.#nodes.filter(({ isSeen }) => isSeen);
    const node = this.#random.pick(seen.length > 0 ? seen : this.#nodes);
    count(node.attempts, this.#agenda.now);
    if (!node.isUp || node.queue.length >= atDoor) return this.#backOff(agent);
    node.queue.push(agent);
    if (node.queue.length === 1) this.#serve(node);
  }

  /** Takes who waits at its door, at the accept rate. */
  #serve(node: Node): void {
    const { now } = this.#agenda;
    while (node.isUp && node.queue.length > 0 && node.bucket.take(now))
      this.#take(node.queue.shift()!, node);
    if (!node.isUp || node.queue.length === 0) return;
    this.#agenda.after(Math.max(1, node.bucket.waitMs(now)), () => this.#serve(node));
  }

  #take(agent: Agent, node: Node): void {
    const { now } = this.#agenda;
    count(node.taken, now);
    if (node.agents.size >= MOST) return this.#backOff(agent);
    node.agents.add(agent);
    agent.node = node;
    agent.failures = 0;
    this.#longestAway = Math.max(this.#longestAway, now - agent.awaySince);
    this.#lastBack = now;
  }

  #backOff(agent: Agent): void {
    this.#failed++;
    const widest = Math.min(FIRST_MS * 2 ** agent.failures++, LONGEST_MS);
    this.#agenda.after(this.#chance() * widest, () => this.#dial(agent));
  }

  #chance(): number {
    return this.#random.int(1_000_000) / 1_000_000;
  }
}

function count(seconds: Map<number, number>, now: number): void {
  const second = Math.floor(now / 1_000);
  seconds.set(second, (seconds.get(second) ?? 0) + 1);
}

function most(all: readonly Map<number, number>[]): number {
  return all.reduce((top, seconds) => Math.max(top, ...seconds.values()), 0);
}

export function simulate(scene: Scene): Figures {
  return new Simulation(scene).run();
}

export const LARGE: Omit<Scene, 'how'> = {
  ...{ agents: 100_000, nodes: 20, downMs: 5_000, noticeMs: 2_000, seed: 1 },
};

if (import.meta.main) {
  for (const how of ['rolling', 'killed', 'power'] as const)
    console.log(how, simulate({ ...LARGE, how }));
}
