// The kinds of hosts as the window gets them from the main process.
import { EMPTY_DRAFT, kindInfos } from '../../electron/hosts/kinds/kinds.ts';
import { Kinds } from '../../renderer/lib/kinds.ts';

export const kinds = new Kinds({ kinds: kindInfos(), empty: EMPTY_DRAFT });

/** What arranges a host that lies at the top, without anything. */
export const UNARRANGED = {
  ...{ folder: null, tags: [], notes: '', icon: '', favourite: false },
  ...{ inherited: {}, usedAt: null },
};
