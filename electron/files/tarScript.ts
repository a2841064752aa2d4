// A script on a host that reads or writes an archive: its input begins once it has said that it runs, and
// what it prints then is bytes.
import { cancelled } from '../../core/sftp/fileProblems.ts';
import type { ScriptPipes } from '../ssh/hostCommands.ts';
import { RemoteScript } from '../ssh/remoteScript.ts';

/** A `sh` on the host. */
export type TarShell = ScriptPipes & { close: () => void };

/** What scripts end with. */
export const TAR_CODES = {
  noFolder: 91,
  noTar: 92,
  tarFailed: 93,
  notMoved: 94,
  notSynced: 95,
} as const;

export interface TarScript {
  text: string;
  args: readonly string[];
  input?: readonly Uint8Array[];
  /** May throw, which ends it. */
  onBytes?: (bytes: Uint8Array) => void;
}

/** Its code; null where it never began, or was cut off. Rejects with `cancelled`, or what `onBytes` throws. */
export async function runTar(
  shell: TarShell,
  { text, args, input = [], onBytes = () => undefined }: TarScript,
  signal: AbortSignal,
): Promise<number | null> {
  let failure: Error | undefined;
  const stop = (error: Error): void => {
    failure ??= error;
    shell.close();
  };
  const hear = (bytes: Uint8Array): void => {
    try {
      if (!failure) onBytes(bytes);
    } catch (error) {
      stop(error as Error);
    }
  };
  const script = new RemoteScript(text, args, (rest) => hear(Buffer.from(rest, 'latin1')));
  const abort = (): void => stop(cancelled());
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  shell.stdin.on('error', () => undefined); // it ended without reading all; its code says why
  shell.stdin.write(script.input);
  shell.stdout.on('data', (bytes: Buffer) => {
    if (script.began) return hear(bytes);
    script.hear(bytes.toString('latin1'));
    if (!script.began) return;
    for (const piece of input) shell.stdin.write(piece);
    shell.stdin.end();
  });
  const { code } = await shell.ended.finally(() => signal.removeEventListener('abort', abort));
  if (failure) throw failure;
  return script.began ? code : null;
}
