// What of the settings a window shows: the page, what is looked for in them, and for which host they
// are. It outlives the tab, so that who closes it and comes back is where they were.
export const PAGES = [
  ...(['appearance', 'terminal', 'keys', 'mouse', 'connections', 'files'] as const),
  ...(['lag', 'logins', 'sharing', 'notifications', 'backups', 'updates'] as const),
] as const;

export type PageName = (typeof PAGES)[number];

export class SettingsPage {
  page = $state<PageName>('appearance');
  query = $state('');
  /** The host whose differences are shown; null for what holds everywhere. */
  host = $state<string | null>(null);
  /** Raised to bring the keyboard to the search. */
  findCalls = $state(0);

  show(page: PageName): void {
    this.page = page;
    this.query = '';
    this.host = null;
  }

  find(): void {
    this.findCalls += 1;
  }
}
