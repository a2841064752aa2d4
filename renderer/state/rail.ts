// What the rail counts: filled is what goes on or asks, grey is only a number.
import { words } from '../../words/window.ts';
import type { Company } from './company.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

export interface RailCount {
  number: number;
  /** It goes on, or asks for somebody. */
  urgent: boolean;
  /** In words, for who can't see it. */
  fact: string;
}

const say = words.frame.rail;

/** Tunnels in trouble and hosts that ask something for theirs; else how many run. Null for none. */
export function tunnelCount({ tunnels }: Pick<Workspace, 'tunnels'>): RailCount | null {
  const all = tunnels.all.flatMap((view) => view.tunnels);
  const asking = tunnels.all.filter(({ question }) => question !== '').length;
  const trouble = asking + all.filter(({ state }) => state === 'failed').length;
  if (trouble > 0) return { number: trouble, urgent: true, fact: say.trouble(trouble) };
  const running = all.filter(({ state }) => state === 'running').length;
  return running > 0 ? { number: running, urgent: false, fact: say.running(running) } : null;
}

/** Messages that nobody read; else shells at which others are, or that are others'. */
export function sharingCount(app: Pick<Workspace, 'panes' | 'companyOf'>): RailCount | null {
  const companies = companiesOf(app);
  const unread = companies.reduce((sum, one) => sum + one.unread, 0);
  if (unread > 0) return { number: unread, urgent: true, fact: say.unread(unread) };
  const { length } = companies;
  return length > 0 ? { number: length, urgent: false, fact: say.shared(length) } : null;
}

function companiesOf(app: Pick<Workspace, 'panes' | 'companyOf'>): Company[] {
  return app.panes.all.flatMap((pane) => {
    const company = app.panes.placeOf(pane) ? app.companyOf(pane) : null;
    return company?.shown ? [company] : [];
  });
}

/** What was told and nobody has read. */
export function noticeCount({ notices }: Pick<Workspace, 'notices'>): RailCount | null {
  const { unread } = notices;
  return unread > 0 ? { number: unread, urgent: true, fact: say.notices(unread) } : null;
}

/** Transfers that ask or failed; else how many are under way. Null for none. */
export function transferCount({ transfers }: Pick<Workspace, 'transfers'>): RailCount | null {
  const { asks, failed, running, waiting, paused } = transfers.counts;
  const trouble = asks + failed;
  if (trouble > 0) return { number: trouble, urgent: true, fact: say.transferTrouble(trouble) };
  const open = running + waiting + paused;
  return open > 0 ? { number: open, urgent: running > 0, fact: say.transfers(open) } : null;
}
