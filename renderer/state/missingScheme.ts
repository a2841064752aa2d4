// A scheme that was chosen and is gone: its file was lost, or its settings came from elsewhere. Ours takes
// its place, and that is said.
import { words } from '../../words/window.ts';
import type { Workspace } from './workspace.svelte.ts';

export function tellMissingScheme({ settings, notices }: Workspace): void {
  const { darkScheme, lightScheme } = settings.current;
  const chosen = settings.theme === 'dark' ? darkScheme : lightScheme;
  if (settings.schemes.byId(chosen)) return;
  const text = words.look.gone([settings.scheme.name]);
  notices.add({ id: 'scheme-gone', level: 'warning', text });
}
