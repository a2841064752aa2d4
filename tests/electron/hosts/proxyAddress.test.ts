// A proxy of which nothing says where it is: refused where it is chosen, at the field that is missing, whether that
// is a host's, a folder's, or one of many hosts'.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { FolderFields, GivenDraft } from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { localDraft, sshDraft } from './drafts.ts';

const SOCKS = { proxyKind: 'socks5' } as const;
const PLACE = { proxyAddress: 'proxy.example' } as const;
const MISSING = { proxyAddress: says(/Nothing says where the proxy is/) };
let store: HostStore;

beforeEach(() => {
  store = new HostStore({
    ...{ folder: join(temporaryDirectory(), 'data'), secretBox: plainBox, loginShell: '/bin/sh' },
    ...{ now: () => new Date(0), warn: (line) => expect.fail(line) },
  });
});
afterEach(() => store.close());

const folderDraft = (fields: FolderFields, parent: string | null = null, name = 'f') =>
  ({ name, parent, color: 'none', fields }) as const;

function addFolder(fields: FolderFields, parent: string | null = null, name = 'f'): string {
  const result = store.folders.save(folderDraft(fields, parent, name), null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.folder.id;
}

function addHost(draft: GivenDraft): string {
  const result = store.save(draft, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

describe('a host', () => {
  it.each([
    ['a SOCKS proxy', SOCKS],
    ['an HTTP proxy', { proxyKind: 'http', proxyAddress: '  ' }],
    ['a port alone', { ...SOCKS, proxyPort: '1080' }],
  ] as const)('with %s is refused, and can’t be tested', (_, values) => {
    const draft = sshDraft(values);
    expect(store.check(draft, null)).toEqual(MISSING);
    expect(store.save(draft, null)).toEqual({ ok: false, errors: MISSING });
    expect(store.drafted(draft, null)).toEqual({ ok: false, errors: MISSING });
    expect(store.check({ ...draft, port: 'x' }, null)).toMatchObject({ port: says(/65535/) });
  });

  it.each([
    ['an address', { ...SOCKS, ...PLACE }],
    ['none', { proxyKind: 'none' }],
    ['as usual', {}],
    ['a command in its place', { ...SOCKS, proxyCommand: 'nc %h %p' }],
    ['an option in its place', { ...SOCKS, options: 'ProxyJump=gate' }],
  ] as const)('with %s is saved', (_, values) => {
    expect(store.check(sshDraft(values), null)).toEqual({});
    expect(store.save(sshDraft(values), null)).toMatchObject({ ok: true });
  });

  it('has it from its folder, or the folder around that', () => {
    const inner = addFolder({ user: 'x' }, addFolder(PLACE));
    const draft = { ...sshDraft(SOCKS), folder: inner };
    expect(store.save(draft, null)).toMatchObject({ ok: true });
    expect(store.check({ ...draft, folder: null }, null)).toEqual(MISSING);
  });

  it('of another kind has no proxy', () => {
    expect(store.check(localDraft(SOCKS), null)).toEqual({});
  });
});

describe('a folder', () => {
  it('is refused without one, unless a folder around it says so', () => {
    expect(store.folders.check(folderDraft(SOCKS), null)).toEqual(MISSING);
    expect(store.folders.save(folderDraft(SOCKS), null)).toEqual({ ok: false, errors: MISSING });
    const around = addFolder(PLACE);
    expect(store.folders.check(folderDraft(SOCKS, around), null)).toEqual({});
    expect(store.folders.check(folderDraft({ proxyKind: 'none' }, around), null)).toEqual({});
  });

  it('that lost it by being moved keeps no host from being saved, and is to be mended itself', () => {
    const around = addFolder(PLACE);
    const inner = addFolder(SOCKS, around, 'inner');
    store.folders.move([inner], null);
    expect(store.save({ ...sshDraft(), folder: inner }, null)).toMatchObject({ ok: true });
    expect(store.folders.check(folderDraft(SOCKS, null, 'inner'), inner)).toEqual(MISSING);
  });
});

describe('many hosts', () => {
  it('are none of them changed where one would lack it, which is counted', () => {
    const around = addFolder(PLACE);
    const ids = [
      addHost({ ...sshDraft({ name: 'in' }), folder: around }),
      addHost(sshDraft({ name: 'a' })),
      addHost(sshDraft({ name: 'b', ...PLACE })),
      addHost(localDraft({ name: 'here' })),
    ];
    const errors = store.many.patch(ids, { color: 'red', fields: SOCKS });
    expect(errors).toEqual({ proxyAddress: says(/proxy of 1 host is\. Enter/) });
    expect(store.shown(ids).map(({ proxyKind, color }) => [proxyKind, color])).toEqual(
      Array.from({ length: 4 }, () => ['', 'none']),
    );
    expect(store.many.patch(ids, { fields: { ...SOCKS, ...PLACE } })).toEqual({});
    const emptied = store.many.patch(ids, { fields: { proxyAddress: '' } });
    expect(inWords(emptied.proxyAddress)).toMatch(/of 2 hosts/);
    expect(store.many.patch(ids, { folder: around, fields: { proxyAddress: '' } })).toEqual({});
  });
});
