// What the main process works with, put together: the stores, and a factory for each kind of
// shell. Nothing here has a window yet.
import { app } from 'electron';
import { join, resolve } from 'node:path';
import { accountName } from '../../core/process/account.ts';
import { starter } from '../../core/process/starter.ts';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { askpassProgram } from '../askpass/askpassProgram.ts';
import { AgentConnections } from '../agents/agentConnections.ts';
import { HostStore } from '../hosts/hostStore.ts';
import type { Vault } from '../hosts/vault.ts';
import type { FoundShell } from '../ipc/contract.ts';
import { thresholdsOf } from '../lag/thresholds.ts';
import type { OwnerOf } from '../logins/hops.ts';
import type { ExplainHostKey } from '../logins/login.ts';
import { Logins } from '../logins/logins.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';
import { agentOf, isSilent } from '../logins/silentAgent.ts';
import { savedHops, type SavedAs } from '../logins/savedHops.ts';
import { PersonError } from '../personError.ts';
import { shellEnvironment } from '../programs/environment.ts';
import { RETRY_MS } from '../settings/latestFile.ts';
import { SettingsStore } from '../settings/settings.ts';
import { agentInstaller } from '../shells/durable/installShell.ts';
import { findShells, sharedSearch } from '../shells/found/findShells.ts';
import { foundId } from '../shells/found/foundHost.ts';
import { thisSystem } from '../shells/found/shellSystem.ts';
import { loginShell } from '../shells/localShell.ts';
import type { ShellFactory } from '../shells/plan.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { inEnglish, say, type Said } from '../../words/said.ts';
import { testHost } from '../ssh/hostTest.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { askSsh } from './askSsh.ts';
import { sealedAhead } from './keychain.ts';
import { explainHostKey } from './hostKeyFacts.ts';
import { keyLoans, type KeyLoansOptions } from './keyLoans.ts';
import type { TestHost } from './testHandlers.ts';
import type { Logger } from './logger.ts';
import type { KeyServices } from './keyHandlers.ts';
import { makeWays, type Ways } from './ways.ts';

/** Milliseconds; the window is there by then, and the copy of the last run is still good. */
const COPY_AFTER_MS = 3_000;

/** Throws a `PersonError` when the saved hosts can't be used. */
export function openHostStore(
  folder: string,
  log: Logger,
  copy: { onStored: () => void; onProblem: (error: unknown) => void },
): HostStore {
  const onUncopied = (error: unknown): void => {
    copy.onProblem(error);
    systemClock.after(RETRY_MS, () => store.refreshCopy());
  };
  const store: HostStore = new HostStore({
    folder,
    secretBox: sealedAhead,
    loginShell: loginShell(SYSTEM, process.env),
    now: () => new Date(),
    warn: (line) => log.warning(line),
    onCopied: copy.onStored,
    onUncopied,
  });
  systemClock.after(COPY_AFTER_MS, () => store.refreshCopy());
  return store;
}

export function openSettings(path: string): SettingsStore {
  return new SettingsStore(path, new Date());
}

export interface ShellServices {
  /** What each kind of host opens shells, tunnels and its agent with. */
  ways: Ways;
  /** Installs the agent on an SSH host, in a tab. */
  installer: ShellFactory;
  connections: AgentConnections;
  /** What ssh itself says of a host that stands in a file. */
  askSsh: (host: StoredHost) => ReturnType<typeof askSsh>;
  /** What ssh asks while it logs in. */
  logins: Logins;
  /** Whether a host can be reached. */
  testHost: TestHost;
  /** What keys and host keys of this computer need. */
  keys: KeyServices;
  /** Shells that this computer has, looked for anew. */
  foundShells: () => Promise<FoundShell[]>;
}

/** What logins are answered by. */
export interface LoginAnswers {
  vault: Vault;
  /** Which saved host or identity keeps a host's password. */
  ownerOf: OwnerOf;
  /** Saved hosts that a jump host of ssh's configuration may be. */
  savedAs: SavedAs;
  /** Tells whoever sits here. */
  tell: (said: Said) => void;
  desk: QuestionDesk;
  log: Logger;
}

/** `settings` are asked when something depends on them, and may change meanwhile. */
export function makeShellServices(
  settings: SettingsStore,
  answers: LoginAnswers,
  latest: KeyLoansOptions['latest'],
): ShellServices {
  const memberName = (): string => settings.get().memberName || accountName();
  const version = app.getVersion();
  const facts = { platform: SYSTEM, version, users: starter.environment };
  // Not process.env, to which Chromium adds (GDK_BACKEND, NO_AT_BRIDGE, a D-Bus address).
  const given = starter.given ?? process.env;
  const env = (): Record<string, string> => shellEnvironment(given, facts);
  const logins = makeLogins(answers, env);
  const surroundings = { platform: SYSTEM, env, asking: logins };
  const connections = new AgentConnections(systemClock, version, () =>
    thresholdsOf(settings.get()),
  );
  const lendKeys = keyLoans({ questions: answers.desk, latest, surroundings, clock: systemClock });
  const ways = makeWays({
    ...{ connections, surroundings, clock: systemClock, version, memberName, lendKeys },
    shareLogins: () => settings.get().shareLogins,
  });
  const installer = agentInstaller({ surroundings, archives: agentArchives() });
  const foundShells = sharedSearch(async (): Promise<FoundShell[]> => {
    const all = env();
    const own = loginShell(SYSTEM, all);
    const found = await findShells(thisSystem({ platform: SYSTEM, env: all, loginShell: own }));
    return found.map((shell) => ({ ...shell, id: foundId(shell) }));
  });
  const ask = (host: StoredHost) => askSsh(host, surroundings, systemClock);
  const agentIsSilent = (host: Pick<StoredHost, 'options'>, signal: AbortSignal) => {
    const path = agentOf(host, env());
    return path === undefined ? Promise.resolve(false) : isSilent(path, systemClock, signal);
  };
  const test: TestHost = (host, signal, proxyPassword) =>
    testHost(host, { surroundings, clock: systemClock, signal, agentIsSilent, proxyPassword });
  const keys = { surroundings, clock: systemClock, logins: ways.ssh.logins };
  const asks = { askSsh: ask, testHost: test };
  return { ways, installer, connections, foundShells, ...asks, logins, keys };
}

function makeLogins(
  { log, savedAs, ...answers }: LoginAnswers,
  env: () => Record<string, string>,
): Logins {
  const onUnkept = (error: unknown): void => {
    const why =
      error instanceof PersonError ? error.said : say('went-wrong', { why: String(error) });
    const said = say('secret-not-kept', { why });
    log.warning(inEnglish(said));
    answers.tell(said);
  };
  const program = SYSTEM === 'win32' ? undefined : askpassProgram();
  const tools = { surroundings: { platform: SYSTEM, env }, clock: systemClock };
  const explain: ExplainHostKey = (key) => explainHostKey(key, tools);
  const furtherHops = (host: SshTarget) =>
    savedHops(host, { ...tools, savedAs, ownerOf: answers.ownerOf });
  const told = { onUnkept, explain, furtherHops };
  return new Logins({ ...answers, clock: systemClock, env, program, ...told });
}

/** The agent for other computers: beside the packaged app, or where the build puts it. */
function agentArchives(): string {
  const base = app.isPackaged ? process.resourcesPath : resolve(import.meta.dirname, '../..');
  return join(base, 'agent-bundle');
}
