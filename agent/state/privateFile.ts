// The agent's own files: only the user may read them, they are written whole or not at all, and
// what is no file of ours in their place is refused in words instead of being waited for.
import { removeFile } from '../../core/files/draft.ts';
import { readWhole, unfitKind, UnfitFileError, type FoundFile } from '../../core/files/readFile.ts';
import { createWhole, writeWhole, type Content } from '../../core/files/wholeFile.ts';
import { SYSTEM } from '../../core/system.ts';
import { AgentError } from '../agentError.ts';
import { foreignFile, unreadable, unwritable } from './unusable.ts';
import { inWords, say } from '../../words/said.ts';

export { removeFile };

/** Certificates with long chains fit many times. Bytes. */
const FILE_LIMIT = 256 * 1024;

/** Replaces the file. Throws `AgentError`; the old file is there as it was then. */
export function writePrivateFile(path: string, content: Content): void {
  try {
    writeWhole(path, content);
  } catch (error) {
    throw explained(path, error);
  }
}

/** Makes the file unless it exists already; false then. It appears with its whole content. */
export function createPrivateFile(path: string, content: string): boolean {
  try {
    return createWhole(path, content);
  } catch (error) {
    throw explained(path, error);
  }
}

/**
 * Text of the file; undefined when there is none. Never waits for anybody. Throws `AgentError` if
 * others may read it, or when it is no file of ours.
 */
export function readPrivateFile(path: string): string | undefined {
  const found = readStateFile(path);
  if (!found) return undefined;
  if (SYSTEM !== 'win32' && (found.mode & 0o077) !== 0) throw exposed(path, found.mode);
  return found.text;
}

/** Like `readPrivateFile` for a file that holds no secret. */
export function readStateFile(path: string): FoundFile | undefined {
  try {
    return readWhole(path, FILE_LIMIT);
  } catch (error) {
    throw error instanceof UnfitFileError
      ? foreignFile(path, inWords(error.what))
      : unreadable(path, error);
  }
}

function explained(path: string, error: unknown): AgentError {
  const kind = unfitKind(path);
  return kind ? foreignFile(path, inWords(say('not-a-file', { kind }))) : unwritable(path, error);
}

function exposed(path: string, mode: number): AgentError {
  const octal = mode.toString(8).padStart(4, '0');
  return new AgentError(
    'SECRET_EXPOSED',
    `Other users may read ${path} (mode ${octal}), so it is a secret no longer.`,
    'Delete it; the next start makes a new one, and apps have to be paired again.',
  );
}
