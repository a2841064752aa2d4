// The contract of all shells, for local shells of Windows, on a real console.
import { OUTPUT_WINDOW_BYTES } from '../../electron/shells/creditGate.ts';
import { localShells } from '../../electron/shells/localShell.ts';
import { localHost, surroundings } from '../electron/shells/hosts.ts';
import { shellContract } from '../electron/shells/shellContract.ts';
import { openContractShell } from './console.ts';

const make = localShells(surroundings(), openContractShell);

shellContract('a local shell on a console of Windows', {
  make: () => make(localHost({ shell: process.execPath }), null),
  windowBytes: OUTPUT_WINDOW_BYTES,
  chunkBytes: 256 * 1024,
  tellsSignals: false,
  hasProcesses: false,
  filler: '#'.charCodeAt(0),
});
