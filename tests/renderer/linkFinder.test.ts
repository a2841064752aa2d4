// Where links begin and end in what programs print.
import { describe, expect, it } from 'vitest';
import { findLinks } from '../../renderer/terminal/linkFinder.ts';

const A = 'https://x.org/a';

/** A text, and the links in it. */
const CASES: [text: string, ...links: string[]][] = [
  ['no link at all'],
  [A, A],
  [`see ${A} for more`, A],
  [`${A} and ${A}b`, A, `${A}b`],
  ['http://x.org', 'http://x.org'],
  ['HTTPS://X.ORG/A', 'HTTPS://X.ORG/A'],
  ['http://localhost:8080/x', 'http://localhost:8080/x'],
  ['http://127.0.0.1:80/a', 'http://127.0.0.1:80/a'],
  ['http://[::1]:8080/a', 'http://[::1]:8080/a'],
  ['https://me:pw@x.org/a', 'https://me:pw@x.org/a'],
  ['https://build_1.corp/a', 'https://build_1.corp/a'],
  ['https://a_b.example.com:8443/', 'https://a_b.example.com:8443/'],
  // What links hold.
  ['https://en.wikipedia.org/wiki/Foo_(bar) is', 'https://en.wikipedia.org/wiki/Foo_(bar)'],
  ['https://x.org/a(b(c))d', 'https://x.org/a(b(c))d'],
  ['https://x.org/a!b is', 'https://x.org/a!b'],
  ['https://x.org/*.deb?a=*', 'https://x.org/*.deb?a=*'],
  ['https://x.org/~me/', 'https://x.org/~me/'],
  ['https://x.org/#!/a', 'https://x.org/#!/a'],
  ['https://x.org/a?b=c&d=e#f', 'https://x.org/a?b=c&d=e#f'],
  ['https://x.org/a?b[0]=c', 'https://x.org/a?b[0]=c'],
  ['https://x.org/%20a%2Fb', 'https://x.org/%20a%2Fb'],
  ['https://x.org/a--b', 'https://x.org/a--b'],
  ['https://x.org/a,b;c', 'https://x.org/a,b;c'],
  ['https://x.org/users/{id}', 'https://x.org/users/{id}'],
  ["https://x.org/it's", "https://x.org/it's"],
  ['https://x.org/a@b:c', 'https://x.org/a@b:c'],
  ['https://x.org/$a+b=', 'https://x.org/$a+b='],
  ['https://müller.de/straße', 'https://müller.de/straße'],
  ['https://xn--mller-kva.de/', 'https://xn--mller-kva.de/'],
  ['https://例子.中国/路径', 'https://例子.中国/路径'],
  ['https://x.org/😀', 'https://x.org/😀'],
  // What stands around them.
  [`${A}.`, A],
  [`${A}, and`, A],
  [`${A}: it`, A],
  [`${A}; it`, A],
  [`${A}!`, A],
  [`${A}?`, A],
  [`${A}?!`, A],
  [`${A}...`, A],
  [`${A}…`, A],
  [`(${A})`, A],
  [`(see ${A}).`, A],
  [`(${A}_(b))`, `${A}_(b)`],
  [`[${A}]`, A],
  [`{${A}}`, A],
  [`"${A}"`, A],
  [`'${A}'`, A],
  [`'${A}'b`, A],
  [`href='${A}'>`, A],
  [`{"url":"${A}","b":1}`, A],
  [`\`${A}\``, A],
  [`<${A}>`, A],
  [`[a](${A})`, A],
  [`**${A}**`, A],
  [`_${A}_`, A],
  [`~~${A}~~ b`, A],
  [`url=${A} b`, A],
  [`URL:${A}`, A],
  [`"${A}\\nb"`, A],
  [`│${A}│b│`, A],
  [`|${A}|b|`, A],
  [`${A}→b`, A],
  [`\ue0b0${A}\ue0b1`, A],
  [`见${A}。下一句`, A],
  [`（${A}），`, A],
  [`「${A}」`, A],
  [`${A}，b`, A],
  ['见https://例子.中国/路径。下一句', 'https://例子.中国/路径'],
  // What is none.
  ['https://'],
  ['https:///a'],
  ['http:// a'],
  ['https://-a'],
  ['https://x.org:99999/'],
  ['foohttps://x.org'],
  ['git+https://x.org/r.git'],
  ['www.x.org'],
  ['x.org/a'],
  ['file:///etc/passwd'],
  ['javascript:alert(1)'],
  ['mailto:me@x.org'],
  ['src/main.ts:12'],
];

describe('a link', () => {
  it.each(CASES)('is found in %s', (text, ...links) => {
    const found = findLinks(text);
    expect(found.map(({ url }) => url)).toEqual(links);
    for (const { start, end, url } of found) expect(text.slice(start, end)).toBe(url);
  });

  it('is no longer than what is opened', () => {
    expect(findLinks(`${A}${'b'.repeat(20_000)}`).every(({ url }) => url.length <= 8_192)).toBe(
      true,
    );
  });

  it('is found in a long line of what looks like many', () => {
    const text = 'https://x.org/((((['.repeat(2_000);
    expect(findLinks(text).length).toBeGreaterThan(0);
  });
});
