// bowline-agent forward: tunnels through an agent from the command line, in OpenSSH's words. Runs
// until it is stopped; a connection that is cut is made again as in the app.
import { inWords } from '../../words/said.ts';
import { told } from '../../core/text/clean.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { systemClock } from '../../core/time/clock.ts';
import { describeTunnel, parseForward } from '../../core/tunnel/forwardArgument.ts';
import { LinkTunnels } from '../../core/tunnel/linkTunnels.ts';
import { formatPlace } from '../../core/tunnel/place.ts';
import type { Tunnel, TunnelSpec, TunnelTrouble } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import { AgentError } from '../agentError.ts';
import { followAgent } from './followAgent.ts';
import type { LinkArguments, LinkSource } from './linkSource.ts';
import { print, printJson, remark } from './output.ts';

export interface ForwardArguments extends LinkArguments {
  L?: string[];
  R?: string[];
  D?: string[];
  json?: boolean;
}

export async function forwardCommand(
  source: LinkSource,
  word: string | undefined,
  args: ForwardArguments,
): Promise<void> {
  const specs = readSpecs(args);
  const { link: pairing } = source.agent([word], args, 0);
  const connection = followAgent(() => ({ link: pairing }));
  connection.start();
  const tunnels = new LinkTunnels({
    acquire: () => ({ connection, release: () => Promise.resolve() }),
    clock: systemClock,
    today: Date.now,
  });
  try {
    await run(specs, tunnels, args.json ?? false);
  } finally {
    await tunnels.close();
    await connection.close();
  }
}

/** Resolves when it is told to stop; rejects when no tunnel is left. */
async function run(specs: TunnelSpec[], tunnels: LinkTunnels, json: boolean): Promise<void> {
  const over = withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, over.resolve);
  const left = new Set(specs.map((spec) => tunnels.add(spec)));
  for (const tunnel of [...left]) {
    const news = new TunnelNews(tunnel, json);
    tunnel.subscribe(() => {
      news.tell();
      const { state, error } = tunnel.status;
      if (state !== 'failed' || !left.delete(tunnel)) return;
      if (left.size > 0) return news.complain();
      over.reject(new AgentError(error?.code ?? 'failed', ...toldOf(error)));
    });
    tunnel.start();
  }
  await over.promise;
}

function readSpecs({ L = [], R = [], D = [] }: ForwardArguments): TunnelSpec[] {
  try {
    const specs = [
      ...L.map((text) => parseForward('L', text)),
      ...R.map((text) => parseForward('R', text)),
      ...D.map((text) => parseForward('D', text)),
    ];
    if (specs.length > 0) return specs;
  } catch (error) {
    if (error instanceof TunnelError) throw new AgentError('USAGE', error.message, error.hint);
    throw error;
  }
  throw new AgentError('USAGE', 'There is nothing to forward.', 'Name a tunnel with -L, -R or -D.');
}

/** What happened, and what to do about it. */
function toldOf(trouble: TunnelTrouble | null): [message: string, hint: string] {
  return [inWords(trouble?.message), inWords(trouble?.hint)];
}

/** Tells what is new of one tunnel, each thing once. */
class TunnelNews {
  readonly #tunnel: Tunnel;
  readonly #json: boolean;
  #state = 'stopped';
  #toldAt = 0;

  constructor(tunnel: Tunnel, json: boolean) {
    this.#tunnel = tunnel;
    this.#json = json;
  }

  tell(): void {
    const { state, listening, error } = this.#tunnel.status;
    if (state !== this.#state) {
      this.#state = state;
      const at = listening ? formatPlace(listening) : '';
      const why =
        state === 'failed' && error ? { code: error.code, message: inWords(error.message) } : {};
      this.#say({ event: state, at, ...why }, this.#sentence(state));
    }
    if (!error || error.at === this.#toldAt || state === 'failed') return;
    this.#toldAt = error.at;
    const message = inWords(error.message);
    this.#say({ event: 'trouble', code: error.code, message }, message);
  }

  /** It failed, and others go on. */
  complain(): void {
    const { spec, status } = this.#tunnel;
    const [message, hint] = toldOf(status.error);
    remark(`bowline-agent: ${describeTunnel(spec)}: ${message || 'It failed.'} ${hint}`);
  }

  #sentence(state: string): string {
    const { spec, status } = this.#tunnel;
    const name = describeTunnel({ ...spec, listen: status.listening ?? spec.listen });
    if (state === 'running') return `${name} is open.`;
    if (state === 'waiting')
      return `${name} waits: the connection was cut, and is being made again.`;
    return '';
  }

  #say(event: Record<string, string | undefined>, sentence: string): void {
    const tunnel = describeTunnel(this.#tunnel.spec);
    if (this.#json) printJson({ ...event, tunnel });
    else if (sentence) print(`${told(sentence)}\n`);
  }
}
