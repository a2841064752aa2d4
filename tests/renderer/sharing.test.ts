// The words about a shared shell, and links in what people say.
import { describe, expect, it } from 'vitest';
import { canOf, EMPTY_DRAFT } from '../../electron/hosts/kinds/kinds.ts';
import type { HostDraft, HostKind } from '../../electron/ipc/contract.ts';
import type { SharedInvitation, ShellCompany } from '../../electron/ipc/contract.ts';
import {
  initials,
  invitationFacts,
  joinWords,
  linkParts,
  looksLikeInvitation,
  memberFacts,
  memberName,
  whyNotShared,
} from '../../renderer/lib/sharing.ts';

it.each([
  ['Greta Hansen', 'GH'],
  ['olga', 'O'],
  ['Ana María de la Cruz', 'AC'],
  ['deploy-bot', 'DB'],
  ['小林 さくら', '小さ'],
  ['  ', '?'],
  ['👩‍🚀', '?'],
  ['', '?'],
])('the initials of %j are %s', (name, letters) => expect(initials(name)).toBe(letters));

it('a member is told by role, round trip and how far it is behind', () => {
  const greta = { id: 7, name: 'Greta', role: 'viewer' as const, colour: 1, typing: false };
  expect(memberFacts({ ...greta, roundTripMs: 41.7, behind: 3 * 1024 * 1024 })).toEqual([
    'Only watches',
    'round trip 42 ms',
    '3.0 MB behind',
  ]);
  // What is on its way is no news.
  expect(memberFacts({ ...greta, roundTripMs: null, behind: 900 })).toEqual(['Only watches']);
  expect(memberName(greta, 7)).toBe('Greta (you)');
  expect(memberName({ id: 7, name: '' }, 1)).toBe('Guest 7');
});

describe('an invitation', () => {
  const made: SharedInvitation = {
    ...{ id: 'i', role: 'editor', label: '', createdAt: 0, expiresAt: 3_600_000 },
    ...{ uses: 5, used: 2, online: 1, state: 'open' },
  };

  it('is told by what it allows and who came with it', () => {
    expect(invitationFacts(made, 0)).toEqual([
      ...['Open', 'May type', '2 of 5 came', '1 here now', 'ends in 1 h'],
    ]);
    expect(invitationFacts({ ...made, uses: null, online: 0 }, 3_590_000)).toEqual([
      ...['Open', 'May type', '2 came', 'ends within a minute'],
    ]);
    expect(invitationFacts({ ...made, state: 'revoked', online: 0 }, 0)).toEqual([
      ...['Revoked', 'May type', '2 of 5 came'],
    ]);
  });

  it('says in a sentence where it leads', () => {
    const read = { role: 'viewer', name: 'vim', address: 'h:1', reach: 'network' } as const;
    expect(joinWords(read)).toBe(
      'It invites you to “vim” at h:1. You may see the shell, and not type in it.',
    );
  });

  it.each([
    ['bowline://h:1/?v=1&invite=0123456789abcdef&role=viewer&token=x', true],
    [' "bowline://h:1/?v=1&inv\n ite=01" ', true],
    ['bowline://h:1/?v=1&token=x', false],
    ['', false],
  ])('is known at a glance: %j %s', (text, is) => expect(looksLikeInvitation(text)).toBe(is));
});

describe('a shell is not shared', () => {
  const company = { self: 1, canShare: true } as ShellCompany;
  const host = (kind: HostKind, values: Partial<HostDraft> = {}) => ({
    can: canOf({ ...EMPTY_DRAFT, kind, ...values }),
  });
  const kept = host('agent');
  const can = { alive: true, host: kept, guest: false, company };

  it.each([
    ['that belongs to somebody else', { guest: true }, /owner/],
    ['on this computer', { host: host('local') }, /keeps/],
    ['over plain SSH', { host: host('ssh', { keepAlive: 'tmux' }) }, /keeps/],
    [
      'behind an SSH login',
      { host: host('ssh', { keepAlive: 'agent' }) },
      /agent there that listens on the network/,
    ],
    ['that has ended', { alive: false }, /ended/],
    ['without a connection', { company: { ...company, self: null } }, /connection/],
    ['whose host is gone', { host: undefined, company: null }, /deleted/],
    ['of which nothing is known', { company: null }, /connection/],
    ['on an old agent', { company: { ...company, canShare: false } }, /old/],
  ])('%s, and that is said', (_what, change, why) => {
    expect(whyNotShared({ ...can, ...change })).toMatch(why);
  });

  it('for no other reason', () => {
    expect(whyNotShared(can)).toBe('');
    expect(whyNotShared({ ...can, host: undefined })).toBe('');
  });
});

describe('links in a message', () => {
  const cut = (text: string) => linkParts(text).map(({ text, url }) => (url ? `<${url}>` : text));

  it.each([
    ['no link', ['no link']],
    ['', []],
    ['see https://a.example/x?y=1, then go', ['see ', '<https://a.example/x?y=1>', ', then go']],
    ['(http://a.example).', ['(', '<http://a.example>', ').']],
    ['https://a.example https://b.example', ['<https://a.example>', ' ', '<https://b.example>']],
    ['javascript:alert(1) file:///etc', ['javascript:alert(1) file:///etc']],
    ['https://', ['https://']],
  ])('%j', (text, parts) => expect(cut(text)).toEqual(parts));

  it('lose nothing of the text', () => {
    const text = 'a https://x.example/) b https://[bad c';
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
