// The one keychain of the app: Electron's way to the system's, by its asynchronous calls.
import { safeStorage } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { SealedAhead } from '../hosts/sealedAhead.ts';
import { Keychain } from '../hosts/vault/keychain.ts';
import { readyKeychain } from './readyKeychain.ts';

const storage = readyKeychain(safeStorage, process.versions.electron, systemClock);

/** To be used once the app is ready. */
export const keychain = new Keychain({ storage, platform: SYSTEM, clock: systemClock });

/** The same, for stores of which a part is a transaction. */
export const sealedAhead = new SealedAhead(keychain, SYSTEM);
