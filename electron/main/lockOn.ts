// When secrets are locked without anybody asking for it: the computer sleeps, or its screen is locked.

/** What Electron tells of it. */
export interface PowerEvents {
  on(event: 'suspend' | 'lock-screen', listener: () => void): unknown;
}

export function lockOn(power: PowerEvents, vault: { lock(): void }): void {
  const lock = (): void => vault.lock();
  power.on('suspend', lock);
  power.on('lock-screen', lock);
}
