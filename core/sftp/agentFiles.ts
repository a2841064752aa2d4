// The files of an agent's user: SFTP over a stream of the connection to it, which outlives cuts and the
// sleep of either side, and so does what is open. App and command line use it alike.
import { inWords, say, type Said } from '../../words/said.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { streamDuplex } from '../tunnel/streamDuplex.ts';
import type { TunnelLink } from '../tunnel/tunnelLink.ts';
import type { StreamEnd } from '../tunnel/tunnelStream.ts';
import type { FileAccess } from './fileAccess.ts';
import { FileError } from './fileError.ts';
import { cancelled, stopIfAborted } from './fileProblems.ts';
import { openSftp } from './sftpClient.ts';
import { duplexPipes, type SftpPipes } from './sftpPipes.ts';

/**
 * Waits for a connection that isn't there yet. Rejects with `FileError`: `unsupported` where the agent
 * is too old, `no-permission` where its configuration keeps files to itself, `lost` otherwise.
 */
export async function openAgentFiles(link: TunnelLink, signal?: AbortSignal): Promise<FileAccess> {
  await online(link, signal);
  return openSftp(await askForFiles(link), signal);
}

async function online(link: TunnelLink, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = withResolvers<void>();
  const look = (): void => {
    const { condition, trouble } = link;
    if (trouble) reject(errorOf(trouble.code, trouble.said, trouble.advice));
    else if (condition === 'online') resolve();
  };
  const unwatch = link.watch(look);
  const abort = (): void => reject(cancelled());
  signal?.addEventListener('abort', abort);
  look();
  try {
    stopIfAborted(signal);
    await promise;
  } finally {
    unwatch();
    signal?.removeEventListener('abort', abort);
  }
}

async function askForFiles(link: TunnelLink): Promise<SftpPipes> {
  const { promise, resolve, reject } = withResolvers<SftpPipes>();
  const stream = link.ask(
    { kind: 'files' },
    {
      onConnected: () => resolve(duplexPipes(streamDuplex(stream))),
      onEnd: (end) => reject(errorOfEnd(end)), // once it was answered, nobody hears that
    },
  );
  return promise;
}

function errorOfEnd(end: StreamEnd): FileError {
  if (end.kind === 'done') return errorOf('', say('files-not-reached'), null);
  const said = inWords(end.said) === '' ? say('files-not-reached') : end.said;
  return errorOf(end.code, said, ADVICE[end.code] ?? null);
}

const ADVICE: Readonly<Record<string, Said>> = {
  'files-unknown': say('try-agent-update'),
  'files-forbidden': say('try-agent-files'),
};

const CODES: Readonly<Record<string, 'unsupported' | 'no-permission'>> = {
  ...{ 'files-unknown': 'unsupported', 'tunnels-unknown': 'unsupported' },
  'files-forbidden': 'no-permission',
};

function errorOf(code: string, said: Said, advice: Said | null): FileError {
  return new FileError(CODES[code] ?? 'lost', said, advice);
}
