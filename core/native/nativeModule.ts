// Our native module, loaded once, where there is one: what Node can't ask of the system.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nativeFolder } from './nativeFolder.ts';
import type { PeerCredentials } from './peerCredentials.ts';

interface NativeModule {
  peerCredentials(fd: number): PeerCredentials | undefined;
  /** Both are missing in a module that was compiled for an older version. */
  trimHeap?(): boolean;
  keepHeapSmall?(): void;
  makePipe(ours: 0 | 1): { read: number; write: number } | undefined;
}

const MODULE = 'peer.node';

const require = createRequire(import.meta.url);
let loaded: NativeModule | undefined;

/** Undefined where nothing was compiled. Throws when the part is there and doesn't load. */
export function nativeModule(): NativeModule | undefined {
  const folder = nativeFolder();
  if (folder !== undefined) loaded ??= require(join(folder, MODULE)) as NativeModule;
  return loaded;
}
