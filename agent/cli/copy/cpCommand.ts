// bowline-agent cp: files and folders to the machine of an agent, or from there. A connection that is cut
// is made again, and the copy goes on where it was.
import { pause, systemClock } from '../../../core/time/clock.ts';
import { openAgentFiles } from '../../../core/sftp/agentFiles.ts';
import type { FileAccess, FileFacts } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import { inWords } from '../../../words/said.ts';
import { AgentError } from '../../agentError.ts';
import { followAgent } from '../followAgent.ts';
import type { LinkArguments, LinkSource } from '../linkSource.ts';
import { explain, overwrite, remark } from '../output.ts';
import type { CopyRun } from './copyFile.ts';
import { copyWords, hereAt, plan, thereAt, type CopyWords, type Planned } from './copyPlan.ts';
import { CopyProgress } from './copyProgress.ts';
import { HereSide, ThereSide, type CopySide } from './copySide.ts';
import { CopyTree } from './copyTree.ts';

/** Whoever stops it waits no longer than this for what is half there to be taken away, milliseconds. */
const TIDY_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface CpArguments extends LinkArguments {
  recursive?: boolean;
}

/** `given`: `-` or a link, where there is one, and the sources and the target. */
export async function cpCommand(
  source: LinkSource,
  given: readonly string[],
  args: CpArguments,
): Promise<void> {
  const { link: pairing, words } = source.agent(given, args, Infinity);
  const wanted = copyWords(words);
  const connection = followAgent(() => ({ link: pairing }));
  connection.start();
  const link = new TunnelLink(connection, systemClock);
  const stop = new AbortController();
  const open = (): Promise<FileAccess> => openAgentFiles(link, stop.signal);
  const sides = { here: new HereSide(), there: new ThereSide(open, stop.signal) };
  const unheed = heedSignals(stop);
  try {
    await copy(wanted, { ...sides, link, recursive: args.recursive ?? false, stop });
  } catch (error) {
    if (!stop.signal.aborted) throw explained(error);
  } finally {
    unheed();
    await Promise.race([close(sides), pause(systemClock, TIDY_MS)]);
    link.close();
    await connection.close();
  }
  if (stop.signal.aborted) process.kill(process.pid, stop.signal.reason as NodeJS.Signals);
}

interface Setting {
  here: CopySide;
  there: ThereSide;
  link: TunnelLink;
  recursive: boolean;
  stop: AbortController;
}

async function copy(words: CopyWords, setting: Setting): Promise<void> {
  const { here, there, link, recursive, stop } = setting;
  const isUp = words.direction === 'up';
  const [from, to] = isUp ? [here, there] : [there, here];
  const placeThere = (word: string): Promise<string> => there.do((files) => thereAt(word, files));
  const placeHere = (word: string): Promise<string> => Promise.resolve(hereAt(word));
  const [sourceAt, targetAt] = isUp ? [placeHere, placeThere] : [placeThere, placeHere];
  const sources = await Promise.all(words.sources.map(sourceAt));
  const target = await targetAt(words.target);
  const found = await plan(from, to, sources, target, words.target.endsWith('/'));
  const planned = found.filter((one) => 'source' in one);
  if (!recursive) checkFiles(planned);
  const progress = process.stderr.isTTY ? progressOf(planned, link) : undefined;
  const note = (text: string): void => {
    progress?.clear();
    remark(`bowline-agent: ${text}`);
  };
  const onBytes = (bytes: number): void => progress?.onBytes(bytes);
  const run: CopyRun = { from, to, signal: stop.signal, onBytes, onNote: note };
  const failures = new Failures(() => progress?.clear());
  const onFailed = (error: unknown): void => failures.tell(error);
  const tree = new CopyTree(run, { onFile: () => progress?.onFile(), onFailed });
  for (const one of found) if ('failed' in one) failures.tell(one.failed);
  try {
    for (const one of planned) await copyOne(tree, one);
  } finally {
    const line = progress?.stop();
    if (line && !stop.signal.aborted) remark(line);
  }
  failures.check();
}

/** What wasn't copied: told at once, and counted. */
class Failures {
  readonly #before: () => void;
  #count = 0;

  constructor(before: () => void) {
    this.#before = before;
  }

  tell(error: unknown): void {
    this.#count++;
    this.#before();
    explain(explained(error));
  }

  /** Throws where there were any. */
  check(): void {
    if (this.#count === 0) return;
    const what = this.#count === 1 ? 'One of them was' : `${this.#count} of them were`;
    throw new AgentError('NOT_ALL', `${what} not copied.`);
  }
}

function copyOne(tree: CopyTree, { source, target, facts }: Planned): Promise<void> {
  if (facts.kind === 'folder') return tree.folder(source, target, facts);
  if (facts.kind === 'file') return tree.file(source, target, facts);
  throw new AgentError('NOT_A_FILE', `${source} is no file and no folder.`);
}

function checkFiles(planned: readonly Planned[]): void {
  const folder = planned.find(({ facts }) => facts.kind === 'folder');
  if (!folder) return;
  throw new AgentError('IS_FOLDER', `${folder.source} is a folder.`, 'Copy it with -r.');
}

function progressOf(planned: readonly Planned[], link: TunnelLink): CopyProgress {
  return new CopyProgress({
    clock: systemClock,
    show: overwrite,
    columns: () => process.stderr.columns || 80,
    total: totalOf(planned.map(({ facts }) => facts)),
    isCut: () => link.condition === 'cut',
  });
}

function totalOf(all: readonly FileFacts[]): number | null {
  if (all.some(({ kind, size }) => kind !== 'file' || !size)) return null;
  return all.reduce((sum, { size }) => sum + (size ?? 0), 0);
}

async function close({ here, there }: { here: CopySide; there: CopySide }): Promise<void> {
  await Promise.all([here.close(), there.close()]).catch(() => undefined);
}

/** The first stops the copy, and the second this process. The result undoes that. */
function heedSignals(stop: AbortController): () => void {
  const heed = (signal: NodeJS.Signals): void => {
    unheed();
    stop.abort(signal);
  };
  const unheed = (): void => SIGNALS.forEach((signal) => void process.off(signal, heed));
  for (const signal of SIGNALS) process.on(signal, heed);
  return unheed;
}

function explained(error: unknown): unknown {
  if (!(error instanceof FileError)) return error;
  return new AgentError(error.code, error.message, inWords(error.advice));
}
