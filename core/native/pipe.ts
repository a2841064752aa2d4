// Pipes, which Node can't make: what it calls so is a pair of sockets on Linux and macOS, and a
// program can't open those again by their names, as `echo error >/dev/stderr` does.
import { nativeFolder } from './nativeFolder.ts';
import { nativeModule } from './nativeModule.ts';

/** Descriptors; both are closed in what is started by exec. */
export interface Pipe {
  read: number;
  write: number;
}

/** Can pipes be had here at all? Not on Windows, nor where nothing was compiled. */
export function canMakePipes(): boolean {
  return nativeFolder() !== undefined;
}

/** A pipe, our end of which doesn't block. Throws when none can be had: no descriptor is left. */
export function makePipe(ours: 'read' | 'write'): Pipe {
  const pipe = nativeModule()?.makePipe(ours === 'read' ? 0 : 1);
  if (pipe) return pipe;
  throw new Error('No pipe can be made.');
}
