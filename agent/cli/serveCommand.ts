// bowline-agent serve: runs until it is told to stop.
import { join } from 'node:path';
import { ensureBackgroundAgent } from '../serve/background.ts';
import { appendToLog } from '../serve/eventLog.ts';
import { chooseRelay } from '../serve/relayed.ts';
import { Report } from '../serve/report.ts';
import { serve, type RunningAgent } from '../serve/serve.ts';
import { messageOf } from '../agentError.ts';
import type { FilesAllowed } from '../files/filesService.ts';
import { STATE_FILES } from '../state/stateFiles.ts';
import { ForwardRules } from '../tunnel/forwardRules.ts';
import { wholeRetention } from '../shells/memorySize.ts';
import type { Retention } from '../shells/retention.ts';
import { LOGIN_VARIABLE, sampleLogin } from '../login/sampleLogin.ts';
import type { Login } from '../../core/wire/login.ts';
import { print, printed, printJson } from './output.ts';

/** Sockets take up to 2 s to close, programs as long to obey the hang-up; then it is over. */
const STOP_MS = 8_000;

interface ServeArguments {
  listen?: string;
  socket?: string | true;
  shell?: string;
  stateDir?: string;
  tls?: string[];
  json?: boolean;
  background?: boolean;
  log?: boolean;
  handshakeTimeout?: number;
  heartbeat?: number;
  logBytes?: number;
  memory?: number;
  keep?: number;
  maxDetached?: number;
  allowForward?: string[];
  allowListen?: string[];
  files?: FilesAllowed;
  relay?: string;
  relayTicket?: string;
}

export async function serveCommand(args: ServeArguments): Promise<void> {
  if (args.background) return serveInBackground(args);
  const report = new Report(args.json ?? false, print);
  surviveMistakes(report);
  const { handshakeTimeout, heartbeat: heartbeatMs } = args;
  const handshakeMs = handshakeTimeout === undefined ? undefined : handshakeTimeout * 1000;
  const agent = await serve({
    ...args,
    handshakeMs,
    heartbeatMs,
    retention: retentionOf(args),
    report,
  });
  const stopped = untilStopped(agent, report);
  const { listening, notice, directory } = agent;
  report.listening(listening);
  if (args.log) report.alsoTo((line) => appendToLog(join(directory, STATE_FILES.log), line));
  if (notice) report.event({ event: 'notice', text: notice }, notice);
  await stopped;
}

function retentionOf({ logBytes, memory, keep, maxDetached }: ServeArguments): Partial<Retention> {
  return {
    ...(logBytes === undefined ? {} : { logBytes }),
    ...(memory === undefined ? {} : { memoryBytes: memory }),
    ...(keep === undefined ? {} : { keepMs: keep * 1000 }),
    ...(maxDetached === undefined ? {} : { maxDetached }),
  };
}

async function serveInBackground(given: ServeArguments): Promise<void> {
  const { json, stateDir } = given;
  // What makes no sense is told also beside an agent that runs.
  new ForwardRules(given);
  wholeRetention(retentionOf(given));
  chooseRelay(given);
  // First of all: the agent that is started is not to know of it.
  const login = takeLogin();
  const asked = process.argv.slice(process.argv.indexOf('serve'));
  const own = ['--background', '--json', '--log'];
  const args = [...asked.filter((arg) => !own.includes(arg)), '--json', '--log'];
  const { url, link, local, pid, ranBefore } = await ensureBackgroundAgent(args, stateDir);
  const notice = ranBefore ? keptBounds(pid, given) : undefined;
  if (json) return printJson({ event: 'listening', url, link, local, pid, notice, login });
  print(`The Bowline agent runs in the background (${pid}) and listens on ${url}.\n${link}\n`);
  if (notice) print(`${notice}\n`);
}

/** Of an app that logged in to start us. */
function takeLogin(): Login | undefined {
  const pid = process.env[LOGIN_VARIABLE];
  delete process.env[LOGIN_VARIABLE];
  return pid === undefined ? undefined : sampleLogin(pid);
}

/** What was asked for that an agent that runs already has in its own way. */
function keptBounds(pid: number, given: ServeArguments): string | undefined {
  const what = [
    ...((given.allowForward ?? given.allowListen) ? ['rules for tunnels'] : []),
    ...(given.files ? ['rule for files'] : []),
    ...(given.relay ? ['ways by which it is reached'] : []),
    ...(Object.keys(retentionOf(given)).length > 0 ? ['bounds on what is kept'] : []),
  ].join(' and the ');
  if (what === '') return undefined;
  return (
    `It ran already, and keeps the ${what} that it was started with: what was given now changes ` +
    `nothing. To change that, end it (kill ${pid}) and start it again.`
  );
}

function untilStopped(agent: RunningAgent, report: Report): Promise<void> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      report.event({ event: 'stopping', signal }, `Stopping (${signal}).`);
      // A second signal, or shells that can't be ended, must not keep it alive.
      process.once(signal, () => process.exit(1));
      setTimeout(() => process.exit(1), STOP_MS).unref();
      void agent.stop().then(() => {
        report.event({ event: 'stopped' }, 'Stopped.');
        resolve();
        exitSoon();
      });
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}

// A login that is still being held back has a timer; nothing is left that it could matter to.
function exitSoon(): void {
  void printed().then(() => process.exit(0));
}

// Shells are worth more than a clean slate: a mistake in serving one client is reported, and
// must not end what others run.
function surviveMistakes(report: Report): void {
  const told = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
    report.event({ event: 'internal-error', text }, `Something went wrong inside: ${text}`);
  };
  process.on('uncaughtException', told);
  process.on('unhandledRejection', told);
}
