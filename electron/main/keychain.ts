// The one keychain of the app: Electron's way to the system's.
import { safeStorage } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import { systemBox } from '../hosts/systemBox.ts';

/* The newer calls answer later, but a host and its secret are saved in one transaction, which can't
   stand open while the keychain thinks. */

/** To be used once the app is ready. */
export const keychain = systemBox(safeStorage, SYSTEM);
