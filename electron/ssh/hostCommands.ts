// Scripts of ours on an SSH host, over whatever ssh leads there: what can be asked for, and what
// comes of it.
import type { Readable, Writable } from 'node:stream';
import { RemoteScript } from './remoteScript.ts';
import { remoteWords } from './remoteText.ts';
import { remoteCommand } from './sshPlaces.ts';

export interface CommandResult {
  /** null when it was cut off by a signal. */
  code: number | null;
  /** What the script has printed. */
  stdout: string;
  stderr: string;
  /** false where something else took the script's place. */
  began: boolean;
  /** What was printed before it began, by login files or by what has taken its place. */
  before: string;
}

export interface HostCommands {
  /**
   * Runs a POSIX script there. Rejects with `ConnectFailure` where that takes a login and there is
   * none to be had.
   * @param onOutput is told what it prints as it comes
   */
  script(
    text: string,
    args?: readonly string[],
    onOutput?: (text: string) => void,
  ): Promise<CommandResult>;
  /**
   * Appends a file of this computer to one there, which is created for its owner alone. `node` is
   * the path of Node there. Rejects as `script` does.
   */
  upload(file: string, path: string, node: string): Promise<CommandResult>;
}

/** Of each kind of output; a script of ours prints a few lines. */
export const OUTPUT_LIMIT = 64 * 1024;

/**
 * What the login shell there is asked for. `exit` keeps the login's shell there, whose surroundings
 * are the login's: see `sampleLogin`. csh needs to be told the status, the others know it where the
 * variable is empty.
 */
export const RUN = remoteCommand`sh -s; exit $status`;

/** The pipes of an ssh that was asked for `RUN`, and how it ended. */
export interface ScriptPipes {
  stdin: Writable;
  stdout: Readable;
  ended: Promise<{ code: number | null; stderr: string }>;
}

export interface ScriptToRun {
  text: string;
  args: readonly string[];
  onOutput?: ((text: string) => void) | undefined;
  /** The script reads on when it has said so, and whoever hears that writes to `stdin`. */
  keepsInput?: boolean;
}

/** Sends a script, and waits for what comes of it. */
export async function runScript(
  { text, args, onOutput = () => undefined, keepsInput = false }: ScriptToRun,
  { stdin, stdout, ended }: ScriptPipes,
): Promise<CommandResult> {
  let printed = '';
  const script = new RemoteScript(text, args, (more) => {
    printed = (printed + more).slice(-OUTPUT_LIMIT);
    onOutput(more);
  });
  stdout.setEncoding('utf8').on('data', (more: string) => script.hear(more));
  stdin.on('error', () => undefined); // it ended without reading all; its code says why
  if (keepsInput) stdin.write(script.input);
  else stdin.end(script.input);
  const { code, stderr } = await ended;
  return { code, stdout: printed, stderr, began: script.began, before: script.before };
}

/** The last line of what a host has said, made fit to be shown. */
export function lastLine(text: string): string {
  return remoteWords(text.trimEnd().split('\n').at(-1) ?? '');
}
