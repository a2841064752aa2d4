// `bowline-agent forward` in a process of its own: what carries tunnels at the app's side, where a
// test counts what such a process holds, or kills it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { agentCommand } from './agent.ts';
import { loopback, type OpenTunnel } from './tunnels.ts';

export interface Forwarding {
  pid: number;
  /** In the order in which they began to run, where they listen now. */
  readonly opens: OpenTunnel[];
  /** Resolves when all its tunnels run again, after a cut. */
  back(): Promise<void>;
  /** Resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

interface Line {
  event: string;
  at: string;
  tunnel: string;
}

/** Resolves when all tunnels run. `args` as in ['-L', '0:localhost:80', '-D', '0']. */
export async function startForwarding(link: string, args: string[]): Promise<Forwarding> {
  const [file, all] = agentCommand(['forward', link, ...args, '--json']);
  const child = spawn(file, all, { stdio: ['ignore', 'pipe', 'inherit'] });
  const runs = new Runs(child, args.length / 2);
  await runs.next();
  return {
    pid: child.pid!,
    get opens() {
      return [...runs.ports].map(([name, port]) =>
        openAt(port, name.startsWith('SOCKS') ? 'dynamic' : 'local'),
      );
    },
    back: () => runs.next(),
    end: async (signal) => {
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** Counts the tunnels that run, by what the process reports. */
class Runs {
  readonly ports = new Map<string, number>();
  readonly #count: number;
  readonly #told: string[] = [];
  #look = (): void => undefined;

  constructor(child: ChildProcess, count: number) {
    this.#count = count;
    createInterface({ input: child.stdout! }).on('line', (text) => {
      const { event, at, tunnel } = JSON.parse(text) as Line;
      if (event !== 'running') return;
      this.ports.set(tunnel, Number(/\d+$/.exec(at)![0]));
      this.#told.push(tunnel);
      this.#look();
    });
  }

  /** Each of them has begun to run once more than the last time. */
  async next(): Promise<void> {
    while (this.#told.length < this.#count) {
      await new Promise<void>((resolve) => (this.#look = resolve));
    }
    this.#told.splice(0, this.#count);
  }
}

/** A tunnel of another program, as far as `through` needs to know it. */
export function openAt(port: number, kind: 'local' | 'dynamic'): OpenTunnel {
  const spec = { kind, listen: loopback(port), target: null };
  return { port, tunnel: { spec } as unknown as OpenTunnel['tunnel'] };
}
