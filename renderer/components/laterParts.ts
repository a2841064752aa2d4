// The parts of the window that its first picture doesn't need: parts of the bundle of their own, fetched
// soon after it, or when they are wanted before.
import type { FileDialog } from '../state/fileDialogs.ts';
import type { ShellPane } from '../state/pane.svelte.ts';
import { LaterPart } from '../state/laterPart.svelte.ts';

/**
 * The first of them, with all that terminals need, and with the letters: a terminal measures its cells when it
 * is made, and letters that come later would resize what runs.
 */
export const terminalPane = new LaterPart<{ pane: ShellPane }>(async () => {
  const [part] = await Promise.all([
    import('./terminal/TerminalPane.svelte'),
    document.fonts.ready,
  ]);
  return part;
});
export const openDialog = new LaterPart(() => import('./dialogs/OpenDialog.svelte'));
export const filesFrame = new LaterPart(() => import('./files/FilesFrame.svelte'));
export const transferQueue = new LaterPart(() => import('./files/TransferQueue.svelte'));
export const settingsFrame = new LaterPart(() => import('./settings/SettingsFrame.svelte'));

/** Only once somebody wants one of them. */
export const fileDialogs = new LaterPart<{ shows: FileDialog }>(
  () => import('./files/dialogs/FileDialogView.svelte'),
);

/** To be called once there is a picture. */
export function fetchLaterParts(): void {
  for (const part of [terminalPane, openDialog, settingsFrame]) void part.fetch();
}
