// The command line: what it understands, and which exit codes it answers with. 0: done,
// 1: it didn't work, 2: it was called in a wrong way; `attach` and `run` give the remote
// program's own.
import { Argument, Command, CommanderError, Option } from 'commander';
import { attachCommand, type AttachArguments } from '../attach/attachCommand.ts';
import { AgentError } from '../agentError.ts';
import { DEFAULT_LISTEN } from '../listen/listenAddress.ts';
import type { Taken } from '../secrets.ts';
import { agentVersion } from '../version.ts';
import { cpCommand, type CpArguments } from './copy/cpCommand.ts';
import { forwardCommand, type ForwardArguments } from './forwardCommand.ts';
import { detachCommand } from './detachCommand.ts';
import { killCommand } from './killCommand.ts';
import { listCommand, type ListArguments } from './listCommand.ts';
import { pairCommand } from './pairCommand.ts';
import { relayCommand } from './relayCommand.ts';
import { relayKeyCommand, type RelayKeyArguments } from './relayKeyCommand.ts';
import { runCommand, type RunArguments } from '../run/runCommand.ts';
import { serveCommand } from './serveCommand.ts';
import { shareCommand, type ShareArguments } from './shareCommand.ts';
import {
  absence,
  bytes,
  detached,
  expiry,
  filesAllowed,
  heartbeat,
  keep,
  memory,
  seconds,
  uses,
  variable,
} from './optionValues.ts';
import { completeCommand } from './completion/completeCommand.ts';
import { completionScript, SHELLS, type Shell } from './completion/scripts.ts';
import { helpStyle } from './help.ts';
import { LinkSource, stateDir, takesLink, type LinkArguments } from './linkSource.ts';
import { explain, explainMistakes, ignoreBrokenPipes, print, remarkText } from './output.ts';
import { scanLine } from './scanLine.ts';

const FAILED = 1;
const USAGE = 2;

/** Codes of errors by which a command was called in a wrong way. */
const WRONG_CALLS: ReadonlySet<string> = new Set(['USAGE', 'NO_LINK', 'TWO_LINKS']);

const SHELL_ID = 'name of the shell in `list`; its first digits do';

/** Runs one command and sets the process's exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], secrets: Taken): Promise<void> {
  ignoreBrokenPipes();
  if (args[0] === '__complete') return completeCommand(definition(), args[1], secrets);
  const { options, program } = scanLine(definition(), args);
  try {
    const source = new LinkSource(secrets, program);
    await makeProgram(source).hook('preAction', beforeAction).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error, options.has('json'));
  }
}

// `serve` has something to lose, and its own way with mistakes.
function beforeAction(_program: Command, command: Command): void {
  if (command.name() !== 'serve') explainMistakes();
}

function exitCodeOf(error: unknown, json: boolean): number {
  // Commander has said already what is wrong, or printed the help or version asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  explain(error, json);
  return error instanceof AgentError && WRONG_CALLS.has(error.code) ? USAGE : FAILED;
}

/** All commands and options, to be looked at and not to be run: for help, completion and manual. */
export function definition(): Command {
  return makeProgram(new LinkSource({ link: undefined, exposed: false }));
}

function makeProgram(source: LinkSource): Command {
  const program = new Command('bowline-agent')
    .description('Keeps shells on this machine for the Bowline app, also while nobody watches.')
    .version(agentVersion() || 'unknown', '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: remarkText })
    .configureHelp(helpStyle)
    .enablePositionalOptions();
  addServe(program);
  addPair(program);
  addList(program, source);
  addAttach(program, source);
  addDetach(program, source);
  addKill(program, source);
  addShare(program, source);
  addForward(program, source);
  addCopy(program, source);
  addRun(program, source);
  addRelay(program);
  addRelayKey(program);
  addCompletion(program);
  for (const command of [program, ...program.commands]) {
    const name = command === program ? '' : `${command.name()} `;
    command.showHelpAfterError(`Try "bowline-agent ${name}--help".`);
  }
  return program;
}

function addServe(program: Command): void {
  program
    .command('serve')
    .description('listen for apps and keep their shells')
    .option('--listen <host:port>', `address to listen on; default ${DEFAULT_LISTEN}`)
    .option('--socket [path]', 'a unix socket that only you can use; no token')
    .option('--relay <url>', 'dial out to wss://HOST[:PORT], and open no port')
    .option('--shell <program>', 'of new shells, instead of your login shell')
    .addOption(stateDir())
    .option('--tls <files...>', 'CERT KEY (PEM files), or the word self-signed')
    .option('--json', 'report one JSON object a line')
    .option('--background', 'start it unless it runs, say where, and leave it')
    .option('--log', 'report to agent.log too; always with --background')
    .option('--log-bytes <n>', 'output kept for each shell, as 500K; default 8M', bytes)
    .option('--memory <n>', 'output kept of all shells; default 1/8 of memory', memory)
    .option('--keep <seconds>', 'end a shell left alone so long; default forever', keep)
    .option('--max-detached <n>', 'shells with nobody attached; default 64', detached)
    .option('--allow-forward <rules...>', 'what tunnels reach besides loopback; or none')
    .option('--allow-listen <rules...>', 'where tunnels listen besides loopback')
    .option('--files <what>', 'none, read or all: what clients may do with files', filesAllowed)
    .addOption(
      // The manual tells of it: few relays demand one, and the help is a screen.
      new Option('--relay-ticket <file>', 'what the relay’s operator gave out').hideHelp(),
    )
    .addOption(
      new Option('--handshake-timeout <seconds>', 'how long a login may take')
        .argParser(seconds)
        .hideHelp(),
    )
    .addOption(
      new Option('--heartbeat <ms>', 'how often a link is measured')
        .argParser(heartbeat)
        .hideHelp(),
    )
    .action(serveCommand);
}

function addPair(program: Command): void {
  program
    .command('pair')
    .description('print the pairing link of the running agent')
    .option('--host <name>', 'name or address under which apps reach this machine')
    .addOption(stateDir())
    .option('--json', 'print a JSON object')
    .action(pairCommand);
}

function addList(program: Command, source: LinkSource): void {
  takesLink(program.command('list'))
    .description('list the shells of an agent')
    .option('--json', 'print a JSON array')
    .action((word: string | undefined, args: ListArguments) => listCommand(source, word, args));
}

function addAttach(program: Command, source: LinkSource): void {
  takesLink(program.command('attach'), 'pairing link or invitation')
    .description('open a shell on an agent in this terminal, or take one up again')
    .usage('[options] [-] [-- command...]')
    .argument('[command...]', 'program to run instead of the login shell, after --')
    .option('--session <id>', 'take up that shell; the first digits of its name do')
    .option('--name <name>', 'what others on a shared shell see; default your user name')
    .option('--no-reconnect', 'end with 255 when the connection is cut')
    .addHelpText('after', '\nAfter Enter, ~. or ~d leaves the shell running, ~~ types a ~.')
    .action((word: string | undefined, command: string[], args: AttachArguments) =>
      attachCommand(source, word === undefined ? command : [word, ...command], args),
    );
}

function addDetach(program: Command, source: LinkSource): void {
  takesLink(program.command('detach').argument('<id>', SHELL_ID))
    .description('take a shell from whoever is attached to it, and let it run on')
    .action((id: string, word: string | undefined, args: LinkArguments) =>
      detachCommand(source, [id, word], args),
    );
}

function addKill(program: Command, source: LinkSource): void {
  takesLink(program.command('kill').argument('<id>', SHELL_ID))
    .description('end a shell of an agent')
    .action((id: string, word: string | undefined, args: LinkArguments) =>
      killCommand(source, [id, word], args),
    );
}

function addShare(program: Command, source: LinkSource): void {
  takesLink(program.command('share').argument('[id]', SHELL_ID))
    .description('print a link by which others can join a shell of an agent')
    .addOption(
      new Option('--role <role>', 'watch; or type, too')
        .choices(['viewer', 'editor'])
        .default('viewer'),
    )
    .option('--expires <time>', 'when access ends, like 30m, 2h or 1d; default 1h', expiry)
    .option('--uses <n>', 'how many people it admits; default any number', uses)
    .option('--label <text>', 'what you call it, for --list')
    .option('--host <name>', 'name or address under which they reach the agent')
    .addOption(new Option('--list', 'list the invitations instead').conflicts('revoke'))
    .option('--revoke <invitation>', 'take one back, and cut its guests off')
    .option('--json', 'print a JSON object or array')
    .action((id: string | undefined, word: string | undefined, args: ShareArguments) =>
      shareCommand(source, [id, word], args),
    );
}

function addCopy(program: Command, source: LinkSource): void {
  takesLink(program.command('cp'))
    .description('copy files to the machine of an agent, or from there')
    .usage('[options] [-] <source...> <target>')
    .argument('[path...]', 'what, and where to; remote:/path is there')
    .option('-r, --recursive', 'folders, with all that is in them')
    .addHelpText(
      'after',
      '\nA cut is waited for. What is whole takes the place of a file of that name.',
    )
    .action((word: string | undefined, paths: string[], args: CpArguments) =>
      cpCommand(source, word === undefined ? paths : [word, ...paths], args),
    );
}

function addForward(program: Command, source: LinkSource): void {
  const several = (value: string, before: string[] = []): string[] => [...before, value];
  takesLink(program.command('forward'))
    .description('carry connections and unix sockets through an agent')
    .option('-L <[bind:]port:host:port>', 'listen here, connect from there', several)
    .option('-R <[bind:]port:host:port>', 'listen there, connect from here', several)
    .option('-D <[bind:]port>', 'a SOCKS server here that connects from there', several)
    .option('--json', 'report one JSON object a line')
    .addHelpText('after', '\nA path does as well as a port, for a unix socket.')
    .action((word: string | undefined, args: ForwardArguments) =>
      forwardCommand(source, word, args),
    );
}

function addRun(program: Command, source: LinkSource): void {
  takesLink(program.command('run'))
    .description('run a program for a script: without a terminal, through cuts')
    .usage('[options] [-] -- command...')
    .argument('[command...]', 'program and its arguments, after --')
    .option('--cwd <folder>', 'where it runs; default the home folder there')
    .option('--env <name=value>', 'for its environment; may be repeated', variable)
    .option('--keep <time>', 'how long it runs on when this is cut off; default 10m', absence)
    .option('--no-reconnect', 'end with 255 when the connection is cut')
    .option('-v, --verbose', 'tell of cuts on stderr also where that is no terminal')
    .addHelpText('after', RUN_NOTES)
    .action((word: string | undefined, command: string[], args: RunArguments) =>
      runCommand(source, word === undefined ? command : [word, ...command], args),
    );
}

const RUN_NOTES = `
Ends with the program’s exit code, 128 and its signal’s number, or 255.
SIGINT, SIGTERM and SIGHUP go to the program; the second one ends it and leaves.`;

function addRelay(program: Command): void {
  program
    .command('relay')
    .description('carry a connection to the agent here on stdin and stdout')
    .addOption(stateDir())
    .action(relayCommand);
}

function addRelayKey(program: Command): void {
  program
    .command('relay-key')
    .description('the key by which relays know the agent here: make a new one')
    .addArgument(new Argument('<what>', 'the old key signs the new one').choices(['rotate']))
    .addOption(stateDir())
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nLinks go on working. Of the old key nothing is left here.')
    .action((_what: string, args: RelayKeyArguments) => relayKeyCommand(args));
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(SHELLS))
    .action((shell: Shell) => print(completionScript(shell)));
}
