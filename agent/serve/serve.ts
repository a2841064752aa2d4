// A running agent put together: state directory, certificate, shells and server; and taken
// apart again in bounded time.
import { hostname } from 'node:os';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { formatPairingLink, type DirectAddress } from '../../core/link/pairingLink.ts';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { InvitationBook } from '../auth/invitationBook.ts';
import { isLoopback } from '../listen/listenAddress.ts';
import type { LoginRule } from '../server/login.ts';
import { AgentServer } from '../server/agentServer.ts';
import { ScreenService } from '../screens/screenService.ts';
import { keepHeapSmall, trimHeap } from '../../core/native/heap.ts';
import { COLLECT_STEPS } from '../../core/native/collect.ts';
import { GiveBack } from '../memory/giveBack.ts';
import { wholeRetention } from '../shells/memorySize.ts';
import type { Retention } from '../shells/retention.ts';
import { ShellRegistry } from '../shells/shellRegistry.ts';
import { removeRecord, writeRecord, type AgentRecord } from '../state/agentRecord.ts';
import { thisPlace } from '../state/place.ts';
import { recordsElsewhere, takePlace, type PlaceFolder } from '../state/placeFolder.ts';
import { publicLink } from '../state/runningAgent.ts';
import { openStateDirectory } from '../state/stateDirectory.ts';
import { keepToken, loadOrMakeToken } from '../state/token.ts';
import { KeyDesk } from '../keys/keyDesk.ts';
import { filesFor, type FilesAllowed } from '../files/filesService.ts';
import { ForwardRules, type ForwardRuleOptions } from '../tunnel/forwardRules.ts';
import { TunnelService } from '../tunnel/tunnelService.ts';
import type { AgentCertificate } from '../tls/certificate.ts';
import { agentVersion } from '../version.ts';
import { addressesOf, chooseEndpoint, loadTls, urlOf, type Endpoint } from './endpoint.ts';
import type { EndpointOptions } from './endpoint.ts';
import { reportOf } from './events.ts';
import { prepareRelay, relayAddress, startRelayLink } from './relayed.ts';
import type { Relayed, RelayOptions } from './relayed.ts';
import { Presence } from './presence.ts';
import type { Listening, Report } from './report.ts';

/** Of the unix socket in the state directory, where none was named. */
const SOCKET_NAME = 'agent.sock';

export interface ServeOptions extends EndpointOptions, ForwardRuleOptions, RelayOptions {
  /** Program of shells opened without a command; undefined for the login shell. */
  shell?: string;
  stateDir?: string;
  /** What clients may do with files; 'all' where it isn't said. */
  files?: FilesAllowed;
  /** Where it differs from the defaults. */
  retention?: Partial<Retention>;
  /** From the upgrade to READY, milliseconds. */
  handshakeMs?: number;
  /** Between two heartbeats, milliseconds. */
  heartbeatMs?: number | undefined;
  report: Report;
}

export interface RunningAgent {
  /** Where it listens; to be told only when it can also be stopped. */
  listening: Listening;
  /** What the user must know besides; '' for nothing. */
  notice: string;
  /** Where its log belongs. */
  directory: string;
  /** Tells clients, hangs up shells, removes what was left on disk. Resolves when all is gone. */
  stop(): Promise<void>;
}

/** Starts an agent; resolves when it listens. Rejects with `AgentError`. */
export async function serve(options: ServeOptions): Promise<RunningAgent> {
  const endpoint = chooseEndpoint(options);
  const retention = wholeRetention(options.retention);
  keepHeapSmall();
  const directory = openStateDirectory(options.stateDir);
  const place = takePlace(directory);
  try {
    return await start(endpoint, directory, { ...options, retention }, place);
  } catch (error) {
    place.lock.release();
    throw error;
  }
}

async function start(
  endpoint: Endpoint,
  directory: string,
  options: ServeOptions & { retention: Retention },
  place: PlaceFolder,
): Promise<RunningAgent> {
  const { report, heartbeatMs } = options;
  const { certificate, notice } = await loadTls(options.tls, directory, Date.now());
  const relayed = await prepareRelay(options, directory, Date.now());
  const needsToken = endpoint.kind === 'tcp' || relayed !== undefined;
  const token = needsToken ? loadOrMakeToken(directory) : '';
  const told = reportOf(report, systemClock);
  const screens = new ScreenService();
  const giveBack = giveBackOf(screens);
  const invitations = new InvitationBook(systemClock, Date.now);
  const tunnels = tunnelsOf(options, told);
  const keys = new KeyDesk({
    ...{ clock: systemClock, folder: place.folder, streams: tunnels.streams },
    group: (session) => registry.find(session)?.group,
    onTrouble: told.onKeyTrouble,
  });
  const registry: ShellRegistry = new ShellRegistry({
    ...{ clock: systemClock, today: Date.now, shell: options.shell, screens },
    openKeys: (session) => keys.open(session),
    retention: options.retention,
    onLetGo: () => giveBack.soon(),
    ...{ onOpened: told.onOpened, onExpired: told.onShellExpired, onEnded: told.onShellEnded },
    onForgotten: (session) => invitations.forgetSession(session),
  });
  const server = new AgentServer({
    ...{ clock: systemClock, registry, invitations, tunnels, keys, certificate },
    relayed: relayed && { certificate: relayed.certificate, rule: relayRule(relayed, token) },
    login: { rule: ruleOf(endpoint, token, certificate), agent: describeAgent(), heartbeatMs },
    handshakeMs: options.handshakeMs ?? LIMITS.handshakeMs,
    ...{ onReady: told.onReady, onRefused: told.onRefused, onTurnedAway: told.onTurnedAway },
    onEnded: (connection, end) => {
      giveBack.soon();
      told.onEnded(connection, end);
    },
  });
  const parts = { server, registry, screens, tunnels, keys };
  const record = withRelay(
    await listen(server, endpoint, { directory, ...place }, certificate),
    relayed,
    certificate,
  );
  await remember(place.folder, record, () => stop(parts, place));
  const link =
    relayed &&
    startRelayLink(relayed, directory, {
      ...{ clock: systemClock, today: Date.now, admit: (stream) => server.admit(stream) },
      ...told.ofRelay(relayed.place),
    });
  const presence = new Presence({
    ...{ ...place, record, onMended: told.onMended },
    keepToken: () => token && keepToken(directory, token),
    onLook: () => link?.look(),
    listenAgain: (path) => server.listenUnixAgain(path),
  });
  const listening = {
    url: urlOf(record.public),
    link: formatPairingLink(publicLink({ record, token })),
    local: record.public.kind !== 'relay' && isLocal(record.public),
    relayed: record.public.kind === 'relay',
  };
  return {
    listening,
    notice: notice || (relayed?.notice ?? ''),
    directory: place.folder,
    stop: async () => {
      await presence.close();
      link?.close();
      await stop(parts, place);
      invitations.close();
      giveBack.close();
      told.close();
    },
  };
}

function tunnelsOf(options: ServeOptions, told: ReturnType<typeof reportOf>): TunnelService {
  return new TunnelService({
    ...{ clock: systemClock, rules: new ForwardRules(options) },
    ...{ onListener: told.onTunnelListener, onForbidden: told.onTunnelForbidden },
    ...{ files: filesFor(options.files ?? 'all'), onTrouble: told.onTunnelTrouble },
  });
}

function giveBackOf(screens: ScreenService): GiveBack {
  return new GiveBack({
    clock: systemClock,
    resident: () => process.memoryUsage.rss(),
    // The last one gives back when the worker has come to it.
    steps: [...COLLECT_STEPS, () => void screens.rest().then(trimHeap)],
  });
}

// An agent that nobody could find must not go on listening.
async function remember(
  directory: string,
  record: AgentRecord,
  takeBack: () => Promise<void>,
): Promise<void> {
  try {
    writeRecord(directory, record);
  } catch (error) {
    await takeBack();
    throw error;
  }
}

/** Of an agent as it is reached without a relay. */
type LocalRecord = AgentRecord & { public: DirectAddress };

async function listen(
  server: AgentServer,
  endpoint: Endpoint,
  at: { directory: string; folder: string },
  certificate: AgentCertificate | undefined,
): Promise<LocalRecord> {
  const about = {
    version: 1 as const,
    pid: process.pid,
    fingerprint: certificate?.fingerprint ?? null,
    pin: certificate?.selfSigned ?? false,
    name: hostname(),
    ...{ place: thisPlace(), mends: true },
  };
  if (endpoint.kind === 'unix') {
    const wanted = socketPath(endpoint.path, at);
    const path = await server.listenUnix(wanted, ownerElsewhere(wanted, at.directory));
    return { ...about, public: { kind: 'unix', path }, local: { kind: 'unix', path } };
  }
  const port = await server.listenTcp(endpoint);
  return { ...about, ...addressesOf({ host: endpoint.host, port }, certificate !== undefined) };
}

// Apps name the one in the state directory, too: they don't know who else shares it.
function socketPath(given: string, at: { directory: string; folder: string }): string {
  const usual = given === '' || realPath(given) === join(at.directory, SOCKET_NAME);
  return usual ? join(at.folder, SOCKET_NAME) : given;
}

function realPath(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return resolve(path); // its folder doesn't exist, which is said later
  }
}

/** On which machine an agent listens there, if it isn't this one. */
function ownerElsewhere(path: string, directory: string): string | undefined {
  const owns = ({ local }: AgentRecord): boolean => local.kind === 'unix' && local.path === path;
  return recordsElsewhere(directory).find(owns)?.name;
}

interface Parts {
  server: AgentServer;
  registry: ShellRegistry;
  screens: ScreenService;
  tunnels: TunnelService;
  keys: KeyDesk;
}

// Clients are told first, so that none of them takes the end of its shells for an accident.
async function stop(
  { server, registry, screens, tunnels, keys }: Parts,
  { folder, lock }: PlaceFolder,
): Promise<void> {
  removeRecord(folder);
  keys.close();
  tunnels.close();
  await server.close();
  await registry.closeAll();
  await screens.close();
  lock.release();
}

function ruleOf(
  endpoint: Endpoint,
  token: string,
  certificate: AgentCertificate | undefined,
): LoginRule {
  if (endpoint.kind === 'unix') return { method: 'none' };
  const fingerprint = certificate?.fingerprint ?? '';
  // A certificate that an authority vouches for isn't pinned, so its clients may bind to nothing.
  const bindings = certificate?.selfSigned ? [fingerprint] : [...new Set(['', fingerprint])];
  return { method: 'token', token, bindings };
}

function describeAgent(): { name: string; version: string; host: string; platform: string } {
  return { name: 'bowline-agent', version: agentVersion(), host: hostname(), platform: SYSTEM };
}

/** Whoever comes through a relay has pinned the certificate, and binds its proof to that alone. */
function relayRule({ certificate }: Relayed, token: string): LoginRule {
  return { method: 'token', token, bindings: [certificate.fingerprint] };
}

function withRelay(
  record: LocalRecord,
  relayed: Relayed | undefined,
  certificate: AgentCertificate | undefined,
): AgentRecord {
  if (!relayed) return record;
  const address = relayAddress(relayed, record.public, certificate);
  return { ...record, public: address, relayFingerprint: relayed.certificate.fingerprint };
}

function isLocal(address: DirectAddress): boolean {
  return address.kind === 'unix' || isLoopback(address.host);
}
