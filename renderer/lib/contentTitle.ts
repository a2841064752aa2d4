// What a pane is called by what it shows, whatever window it is in.
import type { Content, FilesContent } from '../../core/layout/layout.ts';
import { words } from '../../words/window.ts';

/** @param hostName the name of a host, or of what stands in its place */
export function contentTitle(content: Content, hostName: (hostId: string) => string): string {
  if (content.kind === 'shell') return hostName(content.hostId);
  return content.kind === 'settings' ? words.settings.title : filesTitle(content, hostName);
}

/** After the host that is shown; after this computer where none is. */
export function filesTitle({ sides }: FilesContent, hostName: (hostId: string) => string): string {
  const hostId = sides.findLast((side) => side.hostId !== null)?.hostId ?? null;
  return words.files.pane.tab(hostId === null ? words.files.side.here : hostName(hostId));
}
