// Errors about files, as they are thrown: of a code, of what the system says, of what was given up.
import { say, type Said } from '../../words/said.ts';
import { FileError, type FileErrorCode } from './fileError.ts';

/** Codes of which the path is all that is to be said. */
type Plain = Exclude<FileErrorCode, 'lost' | 'bad-answer' | 'cancelled' | 'failed'>;

const WORDS: Record<Plain, (facts: { path: string }) => Said> = {
  'not-found': (at) => say('file-not-found', at),
  'no-permission': (at) => say('file-no-permission', at),
  exists: (at) => say('file-exists', at),
  'not-a-folder': (at) => say('file-not-a-folder', at),
  'is-a-folder': (at) => say('file-is-a-folder', at),
  'not-empty': (at) => say('file-folder-not-empty', at),
  'disk-full': (at) => say('file-disk-full', at),
  quota: (at) => say('file-quota', at),
  'read-only': (at) => say('file-read-only', at),
  'too-large': (at) => say('file-too-large', at),
  'bad-name': (at) => say('file-bad-name', at),
  unsupported: (at) => say('file-unsupported', at),
};

const CODES: Record<string, Plain | undefined> = {
  ENOENT: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EEXIST: 'exists',
  ENOTDIR: 'not-a-folder',
  EISDIR: 'is-a-folder',
  ENOTEMPTY: 'not-empty',
  ENOSPC: 'disk-full',
  EDQUOT: 'quota',
  EROFS: 'read-only',
  EFBIG: 'too-large',
  ENAMETOOLONG: 'bad-name',
  EILSEQ: 'bad-name',
  EXDEV: 'unsupported',
  ENOSYS: 'unsupported',
  ENOTSUP: 'unsupported',
  EOPNOTSUPP: 'unsupported',
};

/** An error that its code and a path say all of. */
export function fileProblem(code: Plain, path: string, cause?: unknown): FileError {
  return new FileError(code, WORDS[code]({ path }), null, cause);
}

export function badName(path: string): FileError {
  return fileProblem('bad-name', path);
}

export function cancelled(): FileError {
  return new FileError('cancelled', say('file-cancelled'));
}

/** Nobody uses the files any more. */
export function closed(): FileError {
  return new FileError('lost', say('files-closed'));
}

/** Anything that was thrown about `path`: an error of the system in words, one of ours as it is. */
export function fileErrorOf(error: unknown, path: string): FileError {
  if (error instanceof FileError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const known = CODES[code];
  if (known) return fileProblem(known, path, error);
  const said = say('file-failed', { path, why: code || message });
  return new FileError('failed', said, null, error);
}

/** Throws `cancelled` once it is aborted. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

/** The result, or `cancelled` as soon as it is aborted. */
export function orAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(cancelled());
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
