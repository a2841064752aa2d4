// Looks whether a host can be reached, what its key is, and which ways of logging in it offers: by an ssh
// that tries none of them, asks nobody, and changes no known hosts. A proxy on the way gets its password as from
// any login, as nothing is reached without it.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say } from '../../words/said.ts';
import type { HostTest } from '../ipc/contract.ts';
import type { AskPerson, LoginAsking, PersonQuestion, SshSurroundings } from './asking.ts';
import { ownWord, type SshArgument } from './sshPlaces.ts';
import { SshProcess } from './sshProcess.ts';
import type { SshTarget } from './sshTarget.ts';
import { TestLog } from './testLog.ts';
import { proxyOf, proxyPlace } from './throughProxy.ts';

/** Seconds for one connection, up to the server's greeting. */
const CONNECT_SECONDS = 10;
/** A server may take its time with the greeting and never say more. */
export const TEST_LIMIT_MS = 20_000;

export interface HostTestOptions {
  surroundings: SshSurroundings;
  clock: Clock;
  /** What stands in the form as the password of the host's proxy; '' for nothing: what is kept is used. */
  proxyPassword?: string | undefined;
  /** It isn't wanted any more. */
  signal: AbortSignal;
  /** Does the ssh-agent that logins to this host ask say nothing? They would wait for it without end. */
  agentIsSilent?: ((host: SshTarget, signal: AbortSignal) => Promise<boolean>) | undefined;
}

/** Whoever is asked gets the user's name, and nothing to log in with. */
const OPTIONS = [
  ownWord('PreferredAuthentications=none'),
  ownWord('ClearAllForwardings=yes'),
  ownWord('PermitLocalCommand=no'),
  // It would be waited for, and there is nothing to ask it.
  ownWord('IdentityAgent=none'),
  ownWord('UpdateHostKeys=no'),
  // Else the address of a host that is known would be noted, too.
  ownWord('CheckHostIP=no'),
];
const STRICT = ownWord('StrictHostKeyChecking=yes');
/** A new key is accepted for this once, and remembered nowhere. */
const UNCHECKED = [
  ownWord('StrictHostKeyChecking=no'),
  ownWord('UserKnownHostsFile=/dev/null'),
] as const;
/** Those on the way have to let one in without a question. */
const HOPS = [ownWord('BatchMode=yes'), STRICT];
/** What one of them says that doesn't. */
const HOP_ASKS = /Permission denied|Host key verification failed/;

/** Never rejects: what went wrong is its `trouble`. */
export async function testHost(host: SshTarget, options: HostTestOptions): Promise<HostTest> {
  const { signal, agentIsSilent } = options;
  const silent = agentIsSilent?.(host, signal);
  const found = await tested(host, options);
  if (!(await silent) || signal.aborted) return found;
  // Whatever else is right: no login would come through.
  const trouble = { said: say('ssh-agent-silent'), advice: say('ssh-agent-look') };
  return { ...found, trouble };
}

async function tested(host: SshTarget, options: HostTestOptions): Promise<HostTest> {
  const found = await look(host, [STRICT], options);
  if (found.hostKey?.is !== 'new' || options.signal.aborted) return found;
  // ssh ends at a new key. What the server offers is asked in a second connection.
  const { ways, trouble } = await look(host, UNCHECKED, options);
  return { ...found, ways, trouble };
}

async function look(
  host: SshTarget,
  checking: readonly SshArgument[],
  options: HostTestOptions,
): Promise<HostTest> {
  const { surroundings, clock, signal } = options;
  const log = new TestLog();
  const asked: PersonQuestion[] = [];
  try {
    const process = new SshProcess({
      ...{ host, surroundings, clock, connectSeconds: CONNECT_SECONDS },
      asking: asking(host, options, asked),
      use: { options: [...OPTIONS, ...checking], flags: [ownWord('-N')], hops: HOPS },
      onLine: (line) => log.hear(line, clock.now()),
    });
    const late = await endOf(process, clock, signal);
    const letIn = process.loggedIn ? { ways: ['none'] } : {};
    return {
      ...partsOf(log),
      trouble: troubleOf(host, { process, log, late, signal, asked }),
      ...letIn,
    };
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    return { ...partsOf(log), trouble: told(error) };
  }
}

/** Nobody is asked: what would have been is noted. */
function asking(
  host: SshTarget,
  { surroundings, proxyPassword }: HostTestOptions,
  asked: PersonQuestion[],
): (ssh: string) => LoginAsking | undefined {
  const proxy = proxyOf(host);
  const use = proxy && ({ what: 'password', of: proxyPlace(proxy) } as const);
  const typed = use && proxyPassword ? { use, secret: proxyPassword } : undefined;
  const person: AskPerson = (question) => {
    asked.push(question);
    return Promise.resolve(null);
  };
  const login = { host, unattended: false, person, giveUp: () => undefined, typed };
  return (ssh) => surroundings.asking?.begin(ssh, login);
}

const partsOf = ({ ms, hostKey, ways }: TestLog): Omit<HostTest, 'trouble'> => ({
  ...{ ms, hostKey, ways },
});

/** True where it had to be ended because it took too long. */
async function endOf(process: SshProcess, clock: Clock, signal: AbortSignal): Promise<boolean> {
  let late = false;
  const close = (): void => void process.close();
  const cancel = clock.after(TEST_LIMIT_MS, () => {
    late = true;
    close();
  });
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  void process.stands.then(close); // it lets anybody in
  await process.ended;
  cancel();
  signal.removeEventListener('abort', close);
  return late;
}

interface Looked {
  process: SshProcess;
  log: TestLog;
  late: boolean;
  signal: AbortSignal;
  /** What a proxy wanted to know, and wasn't told. */
  asked: readonly PersonQuestion[];
}

function troubleOf(
  host: SshTarget,
  { process, log, late, signal, asked }: Looked,
): HostTest['trouble'] {
  if (signal.aborted) return { said: say('host-test-stopped'), advice: null };
  if (log.ways.length > 0 || process.loggedIn) return null;
  if (log.hostKey?.is === 'new') return null;
  if (asked[0]) return passwordMissing(asked[0]);
  const jumps = host.jumpHost !== '' || (host.jumps?.length ?? 0) > 0;
  if (jumps && log.ms === null && HOP_ASKS.test(process.words)) {
    return { said: say('host-test-jump-asks'), advice: say('host-test-jump-asks-advice') };
  }
  if (!late) return told(process.failure);
  const { address } = host;
  return { said: say('ssh-no-answer', { host: address }), advice: say('ssh-check-firewall') };
}

/** It was asked for: there is none, or it was refused. */
function passwordMissing({ because }: PersonQuestion): HostTest['trouble'] {
  const said = because?.code.endsWith('-refused')
    ? say('proxy-login-refused')
    : (because ?? say('proxy-no-password'));
  return { said, advice: say('host-test-proxy-password') };
}

function told({ said, advice }: ConnectFailure): HostTest['trouble'] {
  return { said, advice: advice ?? null };
}
