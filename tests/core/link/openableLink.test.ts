// Links out of shells and chats that may go to the system's programs, and those that may not.
import { describe, expect, it } from 'vitest';
import { isOpenable } from '../../../core/link/openableLink.ts';

describe('opened are', () => {
  it.each([
    'https://example.org/a?b=c&attach=d#e',
    'HTTP://127.0.0.1:8080/',
    'mailto:ada@example.org',
    'MAILTO:ada.l+bowline@example.org?SUBJECT=Hello%20there',
    'mailto:ada%2Bx@example.org,bob@example.org',
    'mailto:ada@example.org?subject=Q%26A%2C%20it%27s%20100%25%3F',
    'mailto:ünal@exämple.org?subject=%C3%BC',
    'mailto:ada@example.org?subject=',
  ])('%s', (link) => expect(isOpenable(link)).toBe(true));
});

describe('not opened are', () => {
  const mail = 'mailto:ada@example.org';
  it.each([
    ...['attach=/etc/passwd', 'attachment=x', 'body=x', 'cc=x@y', 'bcc=x@y', 'to=x@y', 'x'],
    ...['subject=x&attach=/etc/passwd', 'attach=x&subject=x', 'subject=x&subject=y', 'subject'],
    ...['subject=x;attach=y', 'subject=x%26attach=y', 'subject=x%26attach%3Dy', '%61ttach=x'],
    ...['subject=x?attach=y', 'subject=x%3Fattach%3Dy', 'subject=x#y', 'subject=a b', ''],
    ...['subject=x%0Abcc:y@z', 'subject=x%0d%0aBcc:y', 'subject=%00', 'subject=%zz', 'subject=%ff'],
    ...['subject=%E2%80%A8x', 'subject=%C2%85x', 'subject=x"', '&subject=x', 'subject=x&'],
  ])(`${mail}?%s`, (query) => expect(isOpenable(`${mail}?${query}`)).toBe(false));

  it.each([
    ...['mailto:', 'mailto:?subject=x', 'mailto:-attach@example.org', 'mailto:a@b,', 'mailto:a'],
    ...['mailto:a@b%0acc@d', 'mailto:a%3Fattach=x@b', 'mailto:a@b%3Fattach=x', 'mailto:a b@c'],
    ...['mailto:"a"@b', 'mailto:Ada <a@b>', 'mailto:a@-b', 'mailto://a@b', 'mailto:a@b#x'],
    `mailto:${Array.from({ length: 21 }, () => 'a@b').join()}`,
    ...['mail\nto:a@b', 'mailto:a@b\n?attach=x', 'https://example.org/\n', '\thttps://example.org'],
    ...['file:///etc/passwd', 'javascript:alert(1)', 'smb://x/y', 'bowline://x', ' https://x.org'],
    ...['x-mailto:a@b', 'not a link', '', 'https://', `https://x.org/${'x'.repeat(9_000)}`],
  ])('%j', (link) => expect(isOpenable(link)).toBe(false));
});
