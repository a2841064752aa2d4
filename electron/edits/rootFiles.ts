// The files of an SSH host as root has them: sudo starts the host's own SFTP server in an ssh session of
// its own. The password is asked for in a card, once for as long as somebody uses them, and not kept.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { openSftp } from '../../core/sftp/sftpClient.ts';
import type { Hold } from '../../core/task/shared.ts';
import { inWords, say, type Said } from '../../words/said.ts';
import type { FilesToOpen } from '../files/fileHosts.ts';
import { PersonError } from '../personError.ts';
import { lastLine } from '../ssh/hostCommands.ts';
import AS_ROOT from './rootFiles.sh?raw';
import { RootsAlone } from './rootsAlone.ts';
import type { RootPipes } from './rootSession.ts';
import { RootTalk, type RootTold } from './rootTalk.ts';

export interface RootFilesWish extends Pick<FilesToOpen, 'ask' | 'signal'> {
  /** `deploy@web-1`, of whom the password is. */
  user: string;
  /** Why root is wanted, where nobody has asked for it just now. */
  why?: (() => Said | null) | undefined;
  /** Starts a `sh` there. Rejects with `ConnectFailure` or `PersonError`. */
  start: (signal: AbortSignal) => Promise<RootPipes & { close: () => void }>;
}

/** Rejects with `FileError`, `ConnectFailure`, or a `PersonError` of what sudo or its host says. */
export async function openRootFiles(wish: RootFilesWish): Promise<Hold<FileAccess>> {
  const { start, signal } = wish;
  const { close, ...pipes } = await start(signal);
  signal.addEventListener('abort', close, { once: true });
  try {
    const told = await new RootTalk(pipes, AS_ROOT, (again) => answer(wish, again)).begin();
    if (told.said !== 'go') throw new PersonError(refusal(told));
    const { stdin: writable, stdout: readable } = pipes;
    const ends = { readable, writable, close: () => Promise.resolve(close()) };
    const opening = openSftp(ends, signal);
    readable.resume();
    const files = await opening;
    return { value: new RootsAlone(files), release: () => files.close() };
  } catch (error) {
    close();
    throw error;
  }
}

async function answer(
  { user, ask, why, signal }: RootFilesWish,
  again: boolean,
): Promise<string | null> {
  const because = again ? say('root-refused') : (why?.() ?? null);
  const text = inWords(say('root-password', { user }));
  const asks = { asks: 'password', about: user, text, hidden: true, because } as const;
  const given = await ask({ ...asks, keepable: null, hostKey: null }, signal);
  return given && given.text;
}

function refusal({ said, unanswered, words }: RootTold) {
  if (unanswered) return say('root-no-answer');
  if (said === 'no-sudo') return say('root-no-sudo');
  if (said === 'no-server') return say('root-no-server');
  return say('root-failed', { why: lastLine(words) });
}
