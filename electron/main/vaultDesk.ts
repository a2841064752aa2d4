// The app's vault: the system's keychain, the hosts' file and the settings, put together. It locks when the
// computer sleeps or its screen is locked.
import { powerMonitor } from 'electron';
import type { Clock } from '../../core/time/clock.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import { SecretVault } from '../hosts/vault/secretVault.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Emit } from '../window.ts';
import { keychain } from './keychain.ts';
import { lockOn } from './lockOn.ts';

const MINUTE_MS = 60_000;

export interface VaultDeskOptions {
  hosts: HostStore;
  settings: SettingsStore;
  clock: Clock;
  broadcast: Emit;
}

/** To be called once the app is ready. */
export function appVault({ hosts, settings, clock, broadcast }: VaultDeskOptions): SecretVault {
  const vault = new SecretVault({
    rows: hosts.loginSecrets,
    keychain,
    clock,
    lockAfterMs: () => settings.get().lockSecretsAfterMinutes * MINUTE_MS || null,
    onChange: (keeper) => broadcast('vault:changed', keeper),
  });
  lockOn(powerMonitor, vault);
  return vault;
}
