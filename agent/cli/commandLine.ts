// The command line: what it understands, and which exit codes it answers with. 0: done,
// 1: it didn't work, 2: it was called in a wrong way; `attach` gives the remote program's own.
import { Command, CommanderError, Option } from 'commander';
import { attachCommand, type AttachArguments } from '../attach/attachCommand.ts';
import { AgentError } from '../agentError.ts';
import { DEFAULT_LISTEN } from '../listen/listenAddress.ts';
import type { Taken } from '../secrets.ts';
import { agentVersion } from '../version.ts';
import { forwardCommand, type ForwardArguments } from './forwardCommand.ts';
import { detachCommand } from './detachCommand.ts';
import { killCommand } from './killCommand.ts';
import { listCommand } from './listCommand.ts';
import { pairCommand } from './pairCommand.ts';
import { serveCommand } from './serveCommand.ts';
import { shareCommand } from './shareCommand.ts';
import { bytes, detached, expiry, heartbeat, keep, memory, seconds, uses } from './optionValues.ts';
import { LinkSource } from './linkSource.ts';
import { explain, explainMistakes, ignoreBrokenPipes, print, remarkText } from './output.ts';

const FAILED = 1;
const USAGE = 2;

const SHELL_ID = 'name of the shell as `list` prints it; its first digits are enough';

const STDIN_LINK = 'read the link from stdin: one line';
const WHICH_LINK =
  'Without --link-file and -, the link in the environment variable BOWLINE_LINK is taken, and without\n' +
  'that the agent that runs here.';

/** Runs one command and sets the process's exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], secrets: Taken): Promise<void> {
  ignoreBrokenPipes();
  try {
    await makeProgram(new LinkSource(secrets)).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error, args.includes('--json'));
  }
}

function exitCodeOf(error: unknown, json: boolean): number {
  // Commander has said already what is wrong, or printed the help or version asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  explain(error, json);
  return error instanceof AgentError && error.code === 'USAGE' ? USAGE : FAILED;
}

function makeProgram(source: LinkSource): Command {
  const program = new Command('bowline-agent')
    .description('Keeps shells on this machine for the Bowline app, also while nobody watches.')
    .version(agentVersion() || 'unknown', '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: remarkText })
    // `serve` has something to lose, and its own way with mistakes.
    .hook('preAction', (_program, command) => {
      if (command.name() !== 'serve') explainMistakes();
    })
    .enablePositionalOptions()
    .showHelpAfterError('Try "bowline-agent --help".');
  addServe(program);
  addPair(program);
  addList(program);
  addAttach(program, source);
  addDetach(program);
  addKill(program);
  addShare(program);
  addForward(program, source);
  return program;
}

function addServe(program: Command): void {
  program
    .command('serve')
    .description('listen for apps and keep their shells')
    .option('--listen <host:port>', `address to listen on; default ${DEFAULT_LISTEN}`)
    .option(
      '--socket [path]',
      'listen on a unix socket that only you can use, without a token; default agent.sock in the state directory',
    )
    .option('--shell <program>', 'program of new shells, instead of your login shell')
    .addOption(stateDir())
    .option('--tls <files...>', 'CERT KEY (PEM files), or the word self-signed')
    .option('--json', 'report one JSON object a line')
    .option('--background', 'start it unless it runs already, say where it listens, and leave it')
    .option('--log', 'report to agent.log in the state directory too; always with --background')
    .option('--log-bytes <n>', 'output kept of each shell, like 500K, 8M or 1G; default 8M', bytes)
    .option(
      '--memory <n>',
      'memory for the output of all shells; the largest that nobody watches keep less first; default an eighth of the machine’s, 512M at most',
      memory,
    )
    .option(
      '--keep <seconds>',
      'end a shell nobody was attached to for so long; default forever',
      keep,
    )
    .option('--max-detached <n>', 'shells without anybody attached; default 64', detached)
    .option(
      '--allow-forward <rules...>',
      'what tunnels may reach besides loopback: HOST:PORT with addresses, networks, names, *; unix:/PATH; or none',
    )
    .option(
      '--allow-listen <rules...>',
      'where tunnels may listen besides loopback: the same without names',
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

function addList(program: Command): void {
  program
    .command('list')
    .description('list the shells of the running agent')
    .addOption(stateDir())
    .option('--json', 'print a JSON array')
    .action(listCommand);
}

function addAttach(program: Command, source: LinkSource): void {
  program
    .command('attach')
    .description('open a shell on an agent in this terminal, or take one up again')
    .usage('[options] [-] [-- command...]')
    .argument('[-]', STDIN_LINK)
    .argument('[command...]', 'program to run instead of the login shell, after --')
    .addOption(linkFile('pairing link of the agent, or an invitation to a shared shell'))
    .addOption(stateDir())
    .option('--session <id>', 'take up the shell of that name; its first digits are enough')
    .option('--name <name>', 'what others on a shared shell see; default your user name')
    .addHelpText(
      'after',
      `\n${WHICH_LINK}\n\nAfter Enter, ~. or ~d leaves the shell running, ~~ types a ~.`,
    )
    .action((word: string | undefined, command: string[], args: AttachArguments) =>
      attachCommand(source, word === undefined ? command : [word, ...command], args),
    );
}

function addDetach(program: Command): void {
  program
    .command('detach')
    .description('take a shell from whoever is attached to it, and let it run on')
    .argument('<id>', SHELL_ID)
    .addOption(stateDir())
    .action(detachCommand);
}

function addKill(program: Command): void {
  program
    .command('kill')
    .description('end a shell of the running agent')
    .argument('<id>', SHELL_ID)
    .addOption(stateDir())
    .action(killCommand);
}

function addShare(program: Command): void {
  program
    .command('share')
    .description('print a link by which others can join a shell of the running agent')
    .argument('[id]', SHELL_ID)
    .addOption(
      new Option('--role <role>', 'what they may do: watch, or watch and type')
        .choices(['viewer', 'editor'])
        .default('viewer'),
    )
    .option('--expires <time>', 'when their access ends, like 30m, 2h or 1d; default 1h', expiry)
    .option('--uses <n>', 'how many people the link admits; default any number', uses)
    .option('--label <text>', 'what you call it, for --list')
    .option('--host <name>', 'name or address under which they reach this machine')
    .addOption(new Option('--list', 'list the invitations instead').conflicts('revoke'))
    .option('--revoke <invitation>', 'take an invitation back, and cut its guests off')
    .addOption(stateDir())
    .option('--json', 'print a JSON object or array')
    .action(shareCommand);
}

function addForward(program: Command, source: LinkSource): void {
  const several = (value: string, before: string[] = []): string[] => [...before, value];
  program
    .command('forward')
    .description('carry TCP connections and unix sockets through an agent, until it is stopped')
    .usage('[options] [-]')
    .argument('[-]', STDIN_LINK)
    .addOption(linkFile('pairing link of the agent'))
    .addOption(stateDir())
    .option(
      '-L <[bind:]port:host:port>',
      'listen here, connect from there; a path for a unix socket',
      several,
    )
    .option('-R <[bind:]port:host:port>', 'listen there, connect from here', several)
    .option('-D <[bind:]port>', 'a SOCKS server here that connects from there', several)
    .option('--json', 'report one JSON object a line')
    .addHelpText('after', `\n${WHICH_LINK}`)
    .action((word: string | undefined, args: ForwardArguments) =>
      forwardCommand(source, word, args),
    );
}

function linkFile(what: string): Option {
  return new Option('--link-file <file>', `${what}, in a file that only you may read`);
}

function stateDir(): Option {
  return new Option('--state-dir <dir>', 'where the agent keeps its token and certificate');
}
