// Whether a screen reader reads along, as macOS and Windows tell. On Linux nobody does: there it is
// the user's setting.
import { app } from 'electron';
import type { Emit } from '../window.ts';

export function hasScreenReader(): boolean {
  return app.accessibilitySupportEnabled;
}

/** From now on windows hear when one comes or goes. */
export function followScreenReader(broadcast: Emit): void {
  app.on('accessibility-support-changed', (_event, is) => broadcast('app:screenReader', is));
}
