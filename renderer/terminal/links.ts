// Links in a terminal: a plain click only selects, as everywhere in it; with Ctrl (on macOS with Cmd)
// held it opens. Whatever the text says, where it leads is told while the pointer is on it.
import type { ILinkHandler, Terminal } from '@xterm/xterm';
import { linkProvider } from './linkProvider.ts';

/** Who is told of links. */
export interface LinkUser {
  platform: NodeJS.Platform;
  /** The user wants it opened; whether that is asked about first is decided there. */
  open(url: string): void;
  /** The pointer came to a link, or left it (null). */
  hover(url: string | null): void;
}

type Held = Pick<MouseEvent, 'ctrlKey' | 'metaKey'>;

/** Whether a click opens what it is on. */
export function opens({ ctrlKey, metaKey }: Held, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' ? metaKey : ctrlKey;
}

/** Links that a program marked as such (OSC 8): their text may be anything. */
export function linkHandler(user: LinkUser): ILinkHandler {
  return {
    activate: (event, url) => opens(event, user.platform) && user.open(url),
    hover: (_event, url) => user.hover(url),
    leave: () => user.hover(null),
  };
}

/** Addresses that stand in the text. */
export function loadLinks(terminal: Terminal, user: LinkUser): void {
  const { platform, open, hover } = user;
  const actions = {
    activate: (event: MouseEvent, url: string) => void (opens(event, platform) && open(url)),
    hover: (_event: MouseEvent, url: string) => hover(url),
    leave: () => hover(null),
  };
  terminal.registerLinkProvider(linkProvider(terminal, actions));
}

/** More of an address is in nobody's sight. */
const MOST_SHOWN = 300;

/** An address as it is shown: letters that look alike, or turn a line round, are written out. */
export function shownUrl(url: string): string {
  const plain = URL.canParse(url) ? new URL(url).href : url.replace(/[^ -~]/gu, '?');
  return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}…` : plain;
}
