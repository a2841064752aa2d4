// What installing the agent on an SSH host takes, step by step, over a login that stands. What
// is done there is said in words as it happens.
import { lastLine, type CommandResult, type HostCommands } from '../../ssh/hostCommands.ts';
import { isRemotePath, remoteWords } from '../../ssh/remoteText.ts';
import { notRun } from '../../ssh/scriptNotRun.ts';
import { say, type Said } from '../../../words/said.ts';
import { SaidError } from '../../../words/saidError.ts';
import type { AgentArchives } from './agentArchives.ts';
import INSTALL_AGENT from './installAgent.sh?raw';

/** Why it can't be installed there, and what to do about it. */
export class InstallError extends SaidError {
  readonly advice: Said | null;
  constructor(said: Said, advice: Said | null) {
    super(said);
    this.name = 'InstallError';
    this.advice = advice;
  }
}

/** Tells the person a line. */
type Tell = (said: Said) => void;
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
  tell: Tell,
): Promise<void> {
  const { version } = archives;
  const step = (...args: string[]): Promise<Facts> => runStep(commands, host, args, tell);
  const found = await step('look', version);
  const [node, folder] = ['node', 'folder'].map((name) => pathOf(found, name));
  const platform = fact(found, 'platform');
  const archive = /^[\w-]+$/.test(platform) ? archives.find(platform) : undefined;
  if (!archive) throw new InstallError(say('no-agent-for', { platform }), BUILD);
  tell(say('copying-agent', { bytes: archive.bytes }));
  const copied = await commands.upload(archive.file, `${folder}/agent.tar.gz`, node!);
  if (copied.code !== 0) throw notRun(copied, host) ?? interrupted(copied);
  await step('finish', version, folder!, archive.sha256, node!);
}

async function runStep(
  commands: HostCommands,
  host: string,
  args: string[],
  tell: Tell,
): Promise<Facts> {
  const facts = new Map<string, string>();
  const lines = new Lines((line) => {
    const [, name, value] = /^@(\w+) (.*)$/.exec(line) ?? [];
    if (name === undefined) tell(asTold(remoteWords(line)));
    else if (FACTS.has(name)) facts.set(name, remoteWords(value!));
  });
  const result = await commands.script(INSTALL_AGENT, args, (text) => lines.add(text));
  lines.end();
  const failed = facts.get('failed');
  const hint = facts.get('hint');
  if (failed !== undefined) throw new InstallError(asTold(failed), hint ? asTold(hint) : null);
  if (result.code !== 0 || !result.began) throw notRun(result, host) ?? interrupted(result);
  return facts;
}

/** A path there, which goes back to where it came from. */
function pathOf(facts: Facts, name: string): string {
  const path = fact(facts, name);
  if (isRemotePath(path)) return path;
  throw new InstallError(say('path-there-unusual', { path }), say('install-by-hand'));
}

function fact(facts: Facts, name: string): string {
  const value = facts.get(name);
  if (value === undefined) throw new InstallError(say('install-not-understood'), BUILD);
  return value;
}

function interrupted({ code, stderr }: CommandResult): InstallError {
  const end = code === null ? say('ssh-was-ended') : say('exit-code', { code });
  const said = say('installation-interrupted', { why: lastLine(stderr) || end });
  return new InstallError(said, say('repeat-without-harm'));
}

const BUILD = say('build-agent-there');

/** In the words of our script there, or of a program that it runs. */
function asTold(text: string): Said {
  return say('as-told', { text });
}

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
