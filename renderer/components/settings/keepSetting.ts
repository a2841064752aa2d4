// A setting that is changed where no dialog shows what went wrong with it.
import type { Settings } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** Resolves once it is stored, or the notice says that it isn't. */
export async function keepSetting(app: Workspace, change: Partial<Settings>): Promise<void> {
  await app.attempt(words.look.failed.keep, app.settings.set(change));
}
