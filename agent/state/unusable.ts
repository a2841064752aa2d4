// Why a file or folder can't be written or read, in words.
import { AgentError, messageOf, systemCode } from '../agentError.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: "you don't have permission",
  EPERM: "you don't have permission",
  ENOTDIR: 'part of the path is a file',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the path is too long',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
};

export function reasonOf(error: unknown): string {
  return REASONS[systemCode(error)] ?? messageOf(error);
}

/** A file of the state directory that could not be stored; what was there before still is. */
export function unwritable(path: string, error: unknown): AgentError {
  return new AgentError(
    'STATE_FILE_UNWRITABLE',
    `${path} can't be written: ${reasonOf(error)}.`,
    'Put that right, or choose another directory with --state-dir.',
    { cause: error },
  );
}

/** What lies there is no file that this program wrote. `what` completes "… is". */
export function foreignFile(path: string, what: string): AgentError {
  return new AgentError(
    'STATE_FILE_FOREIGN',
    `${path} is ${what}.`,
    'Remove it; the next start of the agent makes what it needs.',
  );
}

export function unreadable(path: string, error: unknown): AgentError {
  return new AgentError(
    'STATE_FILE_UNREADABLE',
    `${path} can't be read: ${reasonOf(error)}.`,
    'Put that right, or choose another directory with --state-dir.',
    { cause: error },
  );
}
