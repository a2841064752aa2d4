// By what a host is known wherever its shells are: in its row, its tabs, the heads of its panes, the
// status line and the palette. One place, so that a red host is red everywhere.
import type { HostColor, SavedHost } from '../../electron/ipc/contract.ts';
import { tagTone } from './tags.ts';
import { hostTone } from './tones.ts';

export interface HostSign {
  /** A CSS colour: its own, else its folder's; null where neither has one. */
  tone: string | null;
  /** Its first tag; '' for none. */
  tag: string;
  /** The colour of that tag: the host's, or else one of the word. */
  tagTone: string | null;
}

export const NO_SIGN: HostSign = { tone: null, tag: '', tagTone: null };

type Host = Pick<SavedHost, 'color' | 'folder' | 'tags'>;

/** @param colorOf a folder, with what it has from those around it */
export function hostSign(
  host: Host | undefined,
  colorOf: (folder: string | null) => HostColor | undefined,
): HostSign {
  if (!host) return NO_SIGN;
  const own = host.color === 'none' ? colorOf(host.folder) : host.color;
  const tone = hostTone(own ?? 'none');
  const [tag = ''] = host.tags;
  return { tone, tag, tagTone: tag === '' ? null : (tone ?? tagTone(tag)) };
}
