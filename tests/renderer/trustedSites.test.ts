// Which links open without a question.
import { expect, it } from 'vitest';
import { canTrust, isTrusted, MOST_TRUSTED, siteOf } from '../../renderer/lib/trustedSites.ts';

it.each([
  ['https://example.com/a?b#c', 'example.com'],
  ['http://EXAMPLE.com:8080/', 'example.com:8080'],
  ['https://example.com@evil.test/', ''],
  ['https://u:p@example.com/', ''],
  ['mailto:a@example.com', ''],
  ['file:///etc/passwd', ''],
  ['javascript:alert(1)', ''],
  ['no address', ''],
])('%s is of the site “%s”', (url, site) => {
  expect(siteOf(url)).toBe(site);
});

it('trusts a site by its exact name only', () => {
  const trusted = ['example.com'];
  expect(isTrusted('https://example.com/x', trusted)).toBe(true);
  for (const url of [
    'https://www.example.com/',
    'https://example.com.evil.test/',
    'https://example.com:8443/',
    'https://example.com@evil.test/',
    'ftp://example.com/',
  ]) {
    expect(isTrusted(url, trusted)).toBe(false);
  }
});

it('offers to trust what is no trusted site yet, and only so many', () => {
  expect(canTrust('https://example.com/', [])).toBe(true);
  expect(canTrust('https://example.com/', ['example.com'])).toBe(false);
  expect(canTrust('mailto:a@example.com', [])).toBe(false);
  const many = Array.from({ length: MOST_TRUSTED }, (_, at) => `s${at}.test`);
  expect(canTrust('https://example.com/', many)).toBe(false);
});
