// The colours in force: by the setting, and where that leaves it open by the system.
import { nativeTheme } from 'electron';
import type { SettingsStore } from '../settings/settings.ts';
import type { Emit } from '../window.ts';

/** From now on all windows are told when they change. */
export function followTheme(settings: SettingsStore, broadcast: Emit): void {
  nativeTheme.themeSource = settings.get().theme;
  nativeTheme.on('updated', () =>
    broadcast('app:theme', nativeTheme.shouldUseDarkColors ? 'dark' : 'light'),
  );
}
