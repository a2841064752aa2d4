// Whose a unix socket is. Only its own user's is spoken to, and only where nobody else could have
// put another one in its place: who listens there is told what is typed, and who connects there
// needs no token.
import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';
import { peerCredentials } from '../native/peerCredentials.ts';
import { SYSTEM } from '../system.ts';
import { say, type Said } from '../../words/said.ts';

/** Who owns what comes from outside of this user namespace; nobody in it can be that user. */
const OVERFLOW_UID = 65_534;
const OTHERS_WRITE = 0o022;
const GROUP_WRITES = 0o020;
const STICKY = 0o1000;

/** Why no socket in this folder can be trusted; null when they can. Throws if it isn't there. */
export function distrustFolder(folder: string): Said | null {
  if (SYSTEM === 'win32') return null;
  const real = realpathSync(folder);
  const here = statSync(real);
  if (!isOurs(here)) return say('folder-of-another-user', { folder: real });
  if (othersWrite(here)) return say('folder-open-to-others', { folder: real });
  return distrustPlaceIn(dirname(real));
}

/** The same of a folder that we make, or have, in this one. */
export function distrustPlaceIn(folder: string): Said | null {
  if (SYSTEM === 'win32') return null;
  const real = realpathSync(folder);
  for (let above = real, last = ''; above !== last; last = above, above = dirname(above)) {
    const stats = statSync(above);
    // In a sticky folder such as /tmp nobody moves what is ours.
    const moves = othersWrite(stats) && (stats.mode & STICKY) === 0;
    if (moves) return say('folder-open-to-others', { folder: above });
    if (!isOurs(stats) && stats.uid !== OVERFLOW_UID)
      return say('folder-of-another-user', { folder: above });
  }
  return null;
}

/** Why the socket at this path can't be trusted; null when it can, or isn't there. */
export function distrustSocket(path: string): Said | null {
  if (SYSTEM === 'win32') return null;
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  if (stats.isSymbolicLink()) return distrustSocket(realpathSync(path));
  const isMine = stats.uid === process.geteuid!();
  return isMine ? distrustFolder(dirname(path)) : say('socket-of-another-user');
}

/**
 * Is this user, or root, at the other end? Also true where that can't be told: the rights of socket
 * and folder are looked at besides.
 */
export function isOwnPeer(socket: Socket): boolean {
  const { _handle: handle } = socket as unknown as { _handle?: { fd?: number } | null };
  const peer = handle?.fd === undefined ? undefined : peerCredentials(handle.fd);
  return peer === undefined || peer.uid === 0 || peer.uid === process.geteuid!();
}

function isOurs({ uid }: Stats): boolean {
  return uid === 0 || uid === process.geteuid!();
}

/** Many systems give each user a group of the same number, in which nobody else is. */
function othersWrite({ mode, gid }: Stats): boolean {
  const own = gid === process.getegid!() && gid === process.geteuid!();
  return (mode & (own ? OTHERS_WRITE & ~GROUP_WRITES : OTHERS_WRITE)) !== 0;
}
