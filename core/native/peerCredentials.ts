// Who is at the other end of a unix socket. The kernel notes it when the connection is made, so a
// peer can't lie about it; Node has no call for it, so native/peer.cc asks.
import { nativeFolder } from './nativeFolder.ts';
import { nativeModule } from './nativeModule.ts';

export interface PeerCredentials {
  /** Process that connected, or that listened; 0 where it is in a namespace we can't see. */
  pid: number;
  /** Its effective user and group at that moment. */
  uid: number;
  gid: number;
}

/**
 * The process at the other end of a connected unix socket.
 * @param fd the socket's descriptor
 * @returns undefined for any other descriptor, and where the native part is missing (Windows, and
 * macOS where nothing was compiled). Throws when the part is there and doesn't load.
 */
export function peerCredentials(fd: number): PeerCredentials | undefined {
  return nativeModule()?.peerCredentials(fd);
}

/** Can it be told here at all? */
export function canTellPeers(): boolean {
  return nativeFolder() !== undefined;
}
