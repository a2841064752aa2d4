// One tunnel as one `ssh -N`, where ssh can't add it to a connection that stands. Whether it listens
// is read in ssh's log: ExitOnForwardFailure would end it for the forwards of the user's own
// configuration, too, which no option leaves out beside one of the command line.
import { say } from '../../words/said.ts';
import { unambiguousHost } from '../../core/link/localName.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { cleanLine } from '../../core/text/clean.ts';
import type { Place } from '../../core/tunnel/place.ts';
import type { TunnelSpec } from '../../core/tunnel/tunnel.ts';
import { TunnelError } from '../../core/tunnel/tunnelError.ts';
import { forward, ownWord } from '../ssh/sshPlaces.ts';
import { SshProcess } from '../ssh/sshProcess.ts';
import type { SeparateSsh } from '../ssh/sshWay.ts';
import { NOWHERE, refusedHere, refusedThere } from './sshForward.ts';

export interface ForwardProcessOptions extends SeparateSsh {
  spec: Pick<TunnelSpec, 'kind' | 'target'>;
  listen: Place;
  connectSeconds: number;
  /** ssh says this of a connection through it, or of its own. */
  onLine: (line: string) => void;
}

/** A line of ssh, in a message. */
const LINE_CHARS = 4 * 1024;

export class ForwardProcess {
  /** Where it listens. Rejects with `TunnelError`, or with `ConnectFailure` without a login. */
  readonly ready: Promise<Place>;
  /** Why it ended, once it has. */
  readonly ended: Promise<ConnectFailure>;
  readonly #options: ForwardProcessOptions;
  readonly #ssh: SshProcess;
  readonly #placed = withResolvers<Place>();
  #said = '';

  /** Throws `TunnelError`, or `ConnectFailure` when ssh can't be started. */
  constructor(options: ForwardProcessOptions) {
    const { spec, listen, onLine: _, ...rest } = options;
    this.#options = options;
    const flags = forward(spec.kind, listen, spec.target);
    if (!flags || !canListen(spec.kind, listen, spec.target)) throw cannotCarry(spec, listen);
    this.#ssh = new SshProcess({
      ...rest,
      use: { options: [ownWord('ExitOnForwardFailure=no')], flags: [ownWord('-N'), ...flags] },
      onLine: (line, ofTheLog) => this.#hear(cleanLine(line, LINE_CHARS), ofTheLog),
    });
    this.#ssh.stdin.end();
    this.#ssh.stdout.resume();
    // A listener here was made before the session was, or it was said that it couldn't be.
    if (spec.kind !== 'remote') void this.#ssh.stands.then(() => this.#placed.resolve(listen));
    this.ended = this.#ssh.ended.then(() => this.#ssh.failure);
    void this.ended.then((failure) => this.#placed.reject(failure));
    this.ready = this.#placed.promise;
    this.ready.catch(() => undefined); // told by `ended` too
  }

  close(): Promise<void> {
    return this.#ssh.close();
  }

  #hear(line: string, ofTheLog: boolean): void {
    if (!ofTheLog) this.#options.onLine(line);
    if (this.#options.spec.kind === 'remote') this.#hearThere(line);
    else this.#hearHere(line);
  }

  #hearHere(line: string): void {
    const { listen } = this.#options;
    if (/^bind \[/.test(line)) this.#said = line;
    const port = CANNOT_LISTEN.exec(line)?.[1];
    if (listen.kind !== 'tcp' || port !== String(listen.port)) return;
    this.#placed.reject(refusedHere(listen, this.#said || line));
  }

  #hearThere(line: string): void {
    const { listen, spec } = this.#options;
    if (listen.kind !== 'tcp') return;
    const answer = ANSWER.exec(line);
    if (answer?.[2] === shown(listen) && answer[3] === shown(spec.target)) {
      if (answer[1] === 'failure') void this.#refused();
      else if (listen.port !== 0) this.#placed.resolve(listen);
    }
    const chosen = ALLOCATED.exec(line);
    if (listen.port === 0 && chosen?.[2] === shown(spec.target))
      this.#placed.resolve({ ...listen, port: Number(chosen[1]) });
  }

  async #refused(): Promise<void> {
    const { listen } = this.#options;
    const tried = async (elsewhere: Place): Promise<boolean> => {
      const probe = { spec: { kind: 'remote', target: NOWHERE } as const, listen: elsewhere };
      return couldListen({ ...this.#options, ...probe, onLine: () => undefined });
    };
    this.#placed.reject(await refusedThere(listen, tried));
  }
}

/** How ssh has logged these for as long as it knows remote forwards with an address. */
const ANSWER = /^debug1: remote forward (success|failure) for: listen (.+), connect (.+)$/;
const ALLOCATED = /^Allocated port (\d+) for remote forward to (.+)$/;
const CANNOT_LISTEN = /cannot listen to port: (\d+)$/;

/** As ssh logs it: a remote tunnel of ours leads from port to port. */
function shown(place: Place | null): string {
  return place?.kind === 'tcp' ? `${unambiguousHost(place.host)}:${place.port}` : '';
}

async function couldListen(options: ForwardProcessOptions): Promise<boolean> {
  const probe = new ForwardProcess(options);
  try {
    await probe.ready;
    return true;
  } catch {
    return false;
  } finally {
    await probe.close();
  }
}

/** On Windows there are no sockets but ports for ssh; and one there would have to be removed. */
function canListen(kind: TunnelSpec['kind'], listen: Place, target: Place | null): boolean {
  return listen.kind === 'tcp' && (kind !== 'remote' || target?.kind !== 'unix');
}

function cannotCarry({ kind, target }: Pick<TunnelSpec, 'kind' | 'target'>, listen: Place) {
  const field = canListen(kind, listen, target) || listen.kind === 'tcp' ? 'target' : 'listen';
  return new TunnelError(
    'bad-tunnel',
    say('windows-ssh-cannot-carry-tunnel'),
    say('windows-ssh-carries'),
    field,
  );
}
