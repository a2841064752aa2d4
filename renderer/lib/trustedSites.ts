// Sites whose links open without a question: chosen by the user, one by one, by their exact name.

/** The name of a web page's site; '' for what is no plain web address. */
export function siteOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host, username, password } = new URL(url);
  // A name and a password before the host are there to be taken for it.
  const plain = username === '' && password === '';
  return plain && (protocol === 'https:' || protocol === 'http:') ? host : '';
}

/** As many as are kept. */
export const MOST_TRUSTED = 200;

export function isTrusted(url: string, trusted: readonly string[]): boolean {
  const site = siteOf(url);
  return site !== '' && trusted.includes(site);
}

/** Whether the user may be offered to trust its site. */
export function canTrust(url: string, trusted: readonly string[]): boolean {
  return siteOf(url) !== '' && !isTrusted(url, trusted) && trusted.length < MOST_TRUSTED;
}
