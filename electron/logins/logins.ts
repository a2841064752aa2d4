// The logins of the app, as far as they ask: each gets a ticket for its ssh, and somebody who answers.
import { saidBy } from '../../core/process/startProgram.ts';
import { pause, type Clock } from '../../core/time/clock.ts';
import { say } from '../../words/said.ts';
import { askpassEnvironment } from '../askpass/askpassProgram.ts';
import { AskpassSocket } from '../askpass/askpassSocket.ts';
import { canBeForced, marksServersText, readVersion } from '../askpass/sshVersion.ts';
import type { SshVersion } from '../askpass/sshVersion.ts';
import type { Vault } from '../hosts/vault.ts';
import type { SecretUse } from '../ipc/contract.ts';
import type { Asking, AskPerson, LoginAsking, LoginToAsk } from '../ssh/asking.ts';
import { makeSocketFolder, type SocketFolder } from '../ssh/socketFolder.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { absolute, hopsOf, keysOf, passwordOf, savedId, type Hop, type OwnerOf } from './hops.ts';
import { Login, type ExplainHostKey, type LoginOptions } from './login.ts';
import type { QuestionDesk } from './questionDesk.ts';
import { RefusedSecrets } from './refusedSecrets.ts';
import { agentOf, watchAgent, type AgentWatch } from './silentAgent.ts';
import { withTyped } from './typedSecret.ts';

export interface LoginsOptions {
  vault: Vault;
  desk: QuestionDesk;
  clock: Clock;
  env: () => NodeJS.ProcessEnv;
  /** Path of bowline-askpass; undefined where there is none: ssh asks its terminal. */
  program: string | undefined;
  /** Which saved host or identity keeps the password of a host; its own id, if it isn't said. */
  ownerOf?: OwnerOf;
  /** The jump hosts of a host that stand in ssh's configuration alone; without it, a person is asked for all of theirs. */
  furtherHops?: (host: SshTarget) => Promise<readonly Hop[]>;
  /** What a person wanted kept can't be. */
  onUnkept?: (error: unknown) => void;
  explain?: ExplainHostKey;
  /** What an ssh says of its version; asked of it, if it isn't said. */
  versionOf?: (ssh: string) => string;
}

/** Milliseconds; it has nothing to do for that. */
const VERSION_LIMIT_MS = 2_000;
/** Milliseconds; "Permission denied" comes by the terminal, and the next question by our socket. */
const SETTLE_MS = 20;
/** Milliseconds; what this computer knows of a host key is read in a few. */
const EXPLAIN_LIMIT_MS = 1_500;
/** Secrets that are remembered of one way; a server can make ssh ask no end of things. */
const MOST_USES = 32;
/** Keys that ssh tries by itself. */
const OWN_KEYS = ['rsa', 'ecdsa', 'ecdsa_sk', 'ed25519', 'ed25519_sk'].map(
  (type) => `~/.ssh/id_${type}`,
);

export class Logins implements Asking {
  readonly #options: LoginsOptions;
  readonly #refused: RefusedSecrets;
  /** What was asked on each way, and may be kept: also what only ssh's own configuration names. */
  readonly #uses = new Map<string, Map<string, SecretUse>>();
  readonly #versions = new Map<string, SshVersion | undefined>();
  #listening: { folder: SocketFolder; socket: AskpassSocket } | undefined;
  #failed = false;

  constructor(options: LoginsOptions) {
    this.#options = options;
    this.#refused = new RefusedSecrets(options.clock);
  }

  begin(
    ssh: string,
    { host, unattended, person, giveUp, tell, typed }: LoginToAsk,
  ): LoginAsking | undefined {
    const { program, clock, onUnkept = () => undefined } = this.#options;
    const version = program === undefined ? undefined : this.#versionOf(ssh);
    const socket = canBeForced(version) ? this.#listen() : undefined;
    if (program === undefined || !socket) return undefined;
    const hops = hopsOf(host, this.#ownerOf);
    const how = { unattended, person, giveUp, marked: marksServersText(version) };
    const settled = (): Promise<void> => pause(clock, SETTLE_MS);
    // What was typed anew is tried anew.
    const refused = typed ? new RefusedSecrets(clock) : this.#refused;
    const vault = typed ? withTyped(this.#options.vault, typed) : this.#options.vault;
    const explain = this.#explain;
    const furtherHops = this.#furtherHops(host, hops);
    const onUse = (use: SecretUse): void => this.#note(hops, use);
    const login = new Login({
      ...{ hops, furtherHops, vault, refused, onUnkept, settled, explain, onUse },
      ...how,
    });
    return asking(login, socket, program, this.#watchAgent(host, tell));
  }

  knows(host: SshTarget): boolean {
    const able = [...this.#versions.values()].some(canBeForced);
    if (!able || this.#failed || this.#options.program === undefined) return false;
    const { vault } = this.#options;
    const hops = hopsOf(host, this.#ownerOf).filter(({ asksPerson }) => !asksPerson);
    if (hops.length === 0) return false;
    const keys = [...hops.flatMap(keysOf), ...OWN_KEYS.map(absolute)];
    return (
      hops.some((hop) => vault.has({ what: 'password', of: passwordOf(hop) })) ||
      hops.some(({ proxy }) => proxy !== undefined && vault.has({ what: 'password', of: proxy })) ||
      keys.some((of) => vault.has({ what: 'passphrase', of })) ||
      this.#usesOf(host).some((use) => vault.has(use))
    );
  }

  /** Where a host says itself by which way it is reached, ssh's configuration says nothing of that. */
  #furtherHops(host: SshTarget, hops: readonly Hop[]): LoginOptions['furtherHops'] {
    const { furtherHops } = this.#options;
    const goesOwnWay = host.proxyCommand || hops.length > 1 || hops[0]?.proxy !== undefined;
    if (!furtherHops || goesOwnWay) return undefined;
    return () => furtherHops(host).catch(() => []);
  }

  #usesOf(host: SshTarget): SecretUse[] {
    return [...(this.#uses.get(wayOf(hopsOf(host, this.#ownerOf)))?.values() ?? [])];
  }

  #note(hops: readonly Hop[], use: SecretUse): void {
    const uses = this.#uses.get(wayOf(hops)) ?? new Map<string, SecretUse>();
    if (uses.size < MOST_USES) this.#uses.set(wayOf(hops), uses.set(`${use.what} ${use.of}`, use));
  }

  /** A question waits for that, so not for long. */
  readonly #explain: ExplainHostKey = async (key) => {
    const { explain, clock } = this.#options;
    const known = new AbortController();
    const late = pause(clock, EXPLAIN_LIMIT_MS, known.signal).then(() => undefined);
    const facts = await Promise.race([explain?.(key), late]).finally(() => known.abort());
    return facts ?? { art: [], alsoKnownAs: [] };
  };

  #watchAgent(host: SshTarget, tell: LoginToAsk['tell']): AgentWatch | undefined {
    const { clock, env } = this.#options;
    const path = tell && agentOf(host, env());
    return path ? watchAgent(path, clock, () => tell(say('ssh-agent-silent'))) : undefined;
  }

  card(shellId: string): AskPerson {
    return (question, signal) => this.#options.desk.ask(shellId, question, signal);
  }

  close(): void {
    this.#listening?.socket.close();
    this.#listening?.folder.remove();
    this.#listening = undefined;
  }

  readonly #ownerOf: OwnerOf = (host) => this.#options.ownerOf?.(host) ?? savedId(host);

  #versionOf(ssh: string): SshVersion | undefined {
    const { versionOf = (file) => saidBy({ file, args: ['-V'] }, VERSION_LIMIT_MS) } =
      this.#options;
    if (!this.#versions.has(ssh)) this.#versions.set(ssh, readVersion(versionOf(ssh)));
    return this.#versions.get(ssh);
  }

  /** Undefined where there is no place for a socket: ssh asks its terminal. */
  #listen(): AskpassSocket | undefined {
    if (this.#failed) return undefined;
    this.#listening ??= this.#open();
    return this.#listening?.socket;
  }

  #open(): { folder: SocketFolder; socket: AskpassSocket } | undefined {
    const { env, clock } = this.#options;
    try {
      const folder = makeSocketFolder(env());
      const socket = new AskpassSocket({ path: folder.socket('a'), clock });
      void socket.ready.catch(() => (this.#failed = true));
      return { folder, socket };
    } catch {
      this.#failed = true;
      return undefined;
    }
  }
}

/** The hosts that it leads through. */
function wayOf(hops: readonly Hop[]): string {
  return JSON.stringify(hops.map(({ user, address, port }) => [user, address, port]));
}

function asking(
  login: Login,
  socket: AskpassSocket,
  program: string,
  agent: AgentWatch | undefined,
): LoginAsking {
  const ticket = socket.issue((asked, signal) => login.answer(asked, signal));
  return {
    env: askpassEnvironment(program, socket.path, ticket.text),
    get unanswered() {
      return login.unanswered;
    },
    started: (pid) => ticket.belongsTo(pid),
    pinRefused: () => login.pinRefused(),
    through: () => {
      agent?.stop();
      ticket.end();
      login.through();
    },
    over: () => {
      agent?.stop();
      ticket.end();
      login.over();
    },
  };
}
