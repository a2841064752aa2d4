// Changes as SFTP can say them: a user goes with a group.
import { attributesOfChange, type Attributes } from './attributes.ts';
import type { FileChange } from './fileAccess.ts';
import { fileProblem } from './fileProblems.ts';

/** Undefined where more has to be known to say it. */
export function plainChange(change: FileChange): Attributes | undefined {
  const { uid, gid } = change;
  if (uid === undefined && gid === undefined) return attributesOfChange(change);
  if (uid === undefined || gid === undefined) return undefined;
  return attributesOfChange(change, { uid, gid });
}

/** Looks for what stays only where that has to be said, too. Rejects as `present` does. */
export async function wholeChange(
  change: FileChange,
  path: string,
  present: () => Promise<Attributes>,
): Promise<Attributes> {
  const plain = plainChange(change);
  if (plain) return plain;
  const { uid, gid } = change;
  const { owner } = await present();
  if (!owner) throw fileProblem('unsupported', path);
  return attributesOfChange(change, { uid: uid ?? owner.uid, gid: gid ?? owner.gid });
}
