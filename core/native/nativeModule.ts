// Our module for Node (native/peer.cc), loaded once, where it is there.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nativeFolder } from './nativeFolder.ts';
import type { PeerCredentials } from './peerCredentials.ts';

interface NativeModule {
  peerCredentials(fd: number): PeerCredentials | undefined;
  makePipe(ours: 0 | 1): { read: number; write: number } | undefined;
}

const MODULE = 'peer.node';

const require = createRequire(import.meta.url);
let loaded: NativeModule | undefined;

/** Undefined where it is missing. Throws when it is there and doesn't load. */
export function nativeModule(): NativeModule | undefined {
  const folder = nativeFolder();
  if (folder !== undefined) loaded ??= require(join(folder, MODULE)) as NativeModule;
  return loaded;
}
