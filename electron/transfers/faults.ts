// What an error means for a transfer: whether the rest of it can go on, and what to do about it.
import { FileError, type FileErrorCode } from '../../core/sftp/fileError.ts';
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

/** One file isn't taken, for a reason of its own. */
export class Refusal extends SaidError {}

/** The next file would fail likewise. */
const OF_THE_DISK = new Set<FileErrorCode>(['disk-full', 'quota', 'read-only']);
const OF_THE_WAY = new Set<FileErrorCode>(['lost', 'cancelled']);

/** Nothing more can be done until something else changes. */
export function endsAll(error: unknown): boolean {
  if (!(error instanceof FileError)) return !(error instanceof Refusal);
  return OF_THE_DISK.has(error.code) || OF_THE_WAY.has(error.code);
}

export function isCode(error: unknown, ...codes: FileErrorCode[]): error is FileError {
  return error instanceof FileError && codes.includes(error.code);
}

export function saidOf(error: unknown): Said {
  if (error instanceof FileError || error instanceof SaidError) return error.said;
  const { message = '' } = (error ?? {}) as { message?: string };
  return say('transfer-failed', { why: message });
}

export function adviceOf(error: unknown): Said | null {
  if (!(error instanceof FileError)) return null;
  if (error.advice) return error.advice;
  switch (error.code) {
    case 'disk-full':
      return say('transfer-advice-space');
    case 'quota':
      return say('transfer-advice-quota');
    case 'no-permission':
      return say('transfer-advice-permission');
    case 'read-only':
      return say('transfer-advice-read-only');
    default:
      return null;
  }
}
