// What a bell does: the mark on a pane that nobody sees, the sound, the call for attention.
import type { ShellPane } from './pane.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** A program of this pane rang; not called more than once a second for each. */
export function ringBell(app: Workspace, pane: ShellPane): void {
  const { bell, bellUrgent } = app.settings.current;
  if (bell === 'off') return;
  const seen = app.shown && app.panes.placeOf(pane)?.shown;
  if (!seen) pane.rang();
  const how = { sound: bell === 'sound', urgent: bellUrgent };
  if (how.sound || how.urgent) void app.bridge.call('app:ring', how).catch(() => {});
}
