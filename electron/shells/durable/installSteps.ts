// What installing the agent on an SSH host takes, step by step, over a login that stands. What
// is done there is said in words as it happens.
import { lastLine, type CommandResult, type HostCommands } from '../../ssh/hostCommands.ts';
import { isRemotePath, remoteWords } from '../../ssh/remoteText.ts';
import { notRun } from '../../ssh/scriptNotRun.ts';
import type { AgentArchives } from './agentArchives.ts';
import INSTALL_AGENT from './installAgent.sh?raw';

/** Why it can't be installed there, and what to do about it. */
export class InstallError extends Error {
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.name = 'InstallError';
    this.hint = hint;
  }
}

/** Tells the person a line. */
type Say = (line: string) => void;
/** What the script has told us. */
type Facts = ReadonlyMap<string, string>;
const FACTS: ReadonlySet<string> = new Set(['platform', 'node', 'folder', 'failed', 'hint']);
/** Characters of a line; a host that sends more of it isn't running our script. */
const LONGEST_LINE = 16 * 1024;

/** Rejects with `InstallError`, or `ConnectFailure`. `host` is how its user calls it. */
export async function installAgent(
  commands: HostCommands,
  host: string,
  archives: AgentArchives,
  say: Say,
): Promise<void> {
  const { version } = archives;
  const step = (...args: string[]): Promise<Facts> => runStep(commands, host, args, say);
  const found = await step('look', version);
  const [node, folder] = ['node', 'folder'].map((name) => pathOf(found, name));
  const platform = fact(found, 'platform');
  const archive = /^[\w-]+$/.test(platform) ? archives.find(platform) : undefined;
  if (!archive) throw new InstallError(`There is no agent for ${platform}.`, BUILD_HINT);
  say(`Copying the agent (${(archive.bytes / 1e6).toFixed(1)} MB)…`);
  const copied = await commands.upload(archive.file, `${folder}/agent.tar.gz`, node!);
  if (copied.code !== 0) throw notRun(copied, host) ?? interrupted(copied);
  await step('finish', version, folder!, archive.sha256, node!);
}

async function runStep(
  commands: HostCommands,
  host: string,
  args: string[],
  say: Say,
): Promise<Facts> {
  const facts = new Map<string, string>();
  const lines = new Lines((line) => {
    const [, name, value] = /^@(\w+) (.*)$/.exec(line) ?? [];
    if (name === undefined) say(remoteWords(line));
    else if (FACTS.has(name)) facts.set(name, remoteWords(value!));
  });
  const result = await commands.script(INSTALL_AGENT, args, (text) => lines.add(text));
  lines.end();
  const failed = facts.get('failed');
  if (failed !== undefined) throw new InstallError(failed, facts.get('hint') ?? '');
  if (result.code !== 0 || !result.began) throw notRun(result, host) ?? interrupted(result);
  return facts;
}

/** A path there, which goes back to where it came from. */
function pathOf(facts: Facts, name: string): string {
  const path = fact(facts, name);
  if (isRemotePath(path)) return path;
  throw new InstallError(
    `The path ${JSON.stringify(path)} on the other computer contains unusual characters.`,
    'Install the agent there by hand, in a folder with a plainer name.',
  );
}

function fact(facts: Facts, name: string): string {
  const value = facts.get(name);
  if (value === undefined) throw new InstallError(NOT_UNDERSTOOD, BUILD_HINT);
  return value;
}

function interrupted({ code, stderr }: CommandResult): InstallError {
  const words = lastLine(stderr) || (code === null ? 'ssh was ended' : `exit code ${code}`);
  return new InstallError(
    `The installation was interrupted: ${words}.`,
    'It can be repeated without harm.',
  );
}

const NOT_UNDERSTOOD = 'The other computer’s answer was not understood.';
const BUILD_HINT = 'Build the agent there from Bowline’s sources: “npm run build:agent”.';

/** Cuts text into lines as it comes. */
class Lines {
  readonly #take: (line: string) => void;
  #rest = '';

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!.slice(0, LONGEST_LINE);
    for (const line of lines) this.#take(line);
  }

  end(): void {
    if (this.#rest !== '') this.#take(this.#rest);
    this.#rest = '';
  }
}
