// The command line: what it understands, and which exit codes it answers with. 0: done, 1: it didn't
// work, 2: it was called in a wrong way.
import { Command, CommanderError, Option } from 'commander';
import { versionAbove } from '../../core/version.ts';
import { RelayError } from '../relayError.ts';
import { RELAY_LIMITS } from '../limits.ts';
import { DEFAULT_LISTEN } from '../serve/address.ts';
import { seconds, whole } from './optionValues.ts';
import { explain, ignoreBrokenPipes, print, remarkText } from './output.ts';
import { serveCommand } from './serveCommand.ts';
import { ticketCommand } from './ticketCommand.ts';

const FAILED = 1;
const USAGE = 2;
const MINUTE = 60_000;

/** Runs one command and sets the process's exit code. Never rejects. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  ignoreBrokenPipes();
  try {
    await makeProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error, args.includes('--json'));
  }
}

function exitCodeOf(error: unknown, json: boolean): number {
  // Commander has said already what is wrong, or printed the help or version asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  explain(error, json);
  return error instanceof RelayError && error.code === 'USAGE' ? USAGE : FAILED;
}

function makeProgram(): Command {
  const program = new Command('bowline-relay')
    .description('A meeting point for Bowline apps and agents that reads nothing.')
    .version(versionAbove(import.meta.dirname) || 'unknown', '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: remarkText });
  addServe(program);
  program
    .command('ticket')
    .description('make an enrolment ticket, and its hash for the policy file')
    .option('--json', 'print a JSON object')
    .action(ticketCommand);
  for (const command of [program, ...program.commands]) {
    const name = command === program ? '' : `${command.name()} `;
    command.showHelpAfterError(`Try "bowline-relay ${name}--help".`);
  }
  return program;
}

function addServe(program: Command): void {
  const { agents, splices, perAddress, agentClients, acceptRate, idleMs, drainMs } = RELAY_LIMITS;
  program
    .command('serve')
    .description('bring agents and apps together until told to stop')
    .option('--listen <host:port>', `address to listen on; default ${DEFAULT_LISTEN}`)
    .option('--tls <files...>', 'CERT KEY (PEM files); without, it listens on loopback only')
    .option('--name <host>', 'the relay’s own name, as agents and links have it')
    .option('--advertise <url>', 'under which agents reach this very node')
    .option('--metrics <host:port>', 'listen there for /metrics, /healthz and /readyz')
    .option('--policy <file>', 'bans and enrolment tickets; read again on SIGHUP')
    .option('--nats <urls...>', 'be one of many nodes: nats://HOST:PORT of a NATS server')
    .option('--nats-creds <file>', 'credentials for it')
    .option('--nats-ca <file>', 'who signed its certificate')
    .option('--nats-prefix <word>', 'names subjects and bucket; default relay')
    .option('--json', 'report one JSON object a line, and log so on stderr')
    .option('--max-agents <n>', `default ${agents}`, whole(1, 100_000))
    .option('--max-splices <n>', `default ${splices}`, whole(1, 100_000))
    .option(
      '--max-per-address <n>',
      `connections; default ${perAddress}, 0: any`,
      whole(0, 100_000),
    )
    .option('--max-per-agent <n>', `clients at once; default ${agentClients}`, whole(1, 10_000))
    .option('--accept-rate <n>', `connections a second; default ${acceptRate}`, whole(1, 100_000))
    .option('--idle <seconds>', `end quiet splices; default ${idleMs / 1_000}`, seconds(1, 864_000))
    .option(
      '--drain <seconds>',
      `for splices at the end; default ${drainMs / 1_000}`,
      seconds(0, 3_600),
    )
    .addOption(
      new Option('--heartbeat <ms>', 'how often agents are pinged')
        .argParser(whole(100, 10 * MINUTE))
        .hideHelp(),
    )
    .action(serveCommand);
}
