// Saved hosts on a real file: what is saved comes back, secrets stay where they belong.
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import type { HostDraft, SavedHost } from '../../../electron/ipc/contract.ts';
import { agentDraft, localDraft, PAIRING_LINK, sshDraft, TOKEN } from './drafts.ts';
import { keychain, watched } from './keychain.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

const lockedKeychain: SecretBox = {
  ...keychain,
  unseal: () => {
    throw new Error('locked');
  },
};

let folder: string;
let store: HostStore;
const warnings: string[] = [];

function open(secretBox: SecretBox = keychain): HostStore {
  return (store = new HostStore({
    folder,
    secretBox,
    loginShell: '/bin/zsh',
    now: () => new Date('2026-11-20T12:00:00Z'),
    warn: (line) => warnings.push(line),
  }));
}

function reopen(secretBox?: SecretBox): HostStore {
  store.close();
  return open(secretBox);
}

function save(draft: HostDraft, id: string | null = null): SavedHost {
  const result = store.save(draft, id);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host;
}

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  open();
});

afterEach(() => {
  store.close();
  expect(warnings).toEqual([]);
});

describe('saving', () => {
  it('brings a host back after a restart, with every field', () => {
    const fields = { port: '2222', jumpHost: 'gate', options: 'A=b', keepAlive: 'tmux' } as const;
    const draft = sshDraft({ ...fields, color: 'teal' });
    const saved = save(draft);
    expect(reopen().list()).toEqual([
      {
        ...{ ...draft, id: saved.id, detail: 'deploy@web-eu-1.example.org:2222', problem: null },
        can: { keep: 'tmux', tunnels: 'ssh', share: false, install: true },
        ...{ folder: null, tags: [], notes: '', icon: '', favourite: false },
        ...{ inherited: {}, usedAt: null },
      },
    ]);
  });

  it('keeps what arranges a host, and leaves what a draft doesn’t say as it was', () => {
    const place = { tags: ['Prod', 'eu'], notes: 'Ring first.', icon: 'server', favourite: true };
    const draft = { ...sshDraft(), ...place, tags: [' Prod', 'eu', 'PROD', ''] };
    const result = store.save(draft, null);
    const id = result.ok ? result.host.id : '';
    expect(reopen().list()).toMatchObject([place]);
    expect(store.save(sshDraft({ color: 'red' }), id)).toMatchObject({ ok: true, host: place });
    const copy = store.duplicate(id);
    expect(copy).toMatchObject(place);
    expect(store.used(id)).toBe(Date.parse('2026-11-20T12:00:00Z'));
    expect(store.used('nobody')).toBeNull();
    expect(store.shown([id, copy.id]).map(({ usedAt }) => usedAt !== null)).toEqual([true, false]);
  });

  it.each([
    [{ tags: ['two\nlines'] }, 'tags', /can’t be a tag/],
    [{ tags: ['x'.repeat(51)] }, 'tags', /up to 50 characters/],
    [{ tags: Array.from({ length: 51 }, (_, at) => `${at}`) }, 'tags', /50 tags/],
    [{ notes: 'x'.repeat(10_001) }, 'notes', /10.?000/],
    [{ icon: 'a\nb' }, 'icon', /icons/],
    [{ folder: 'gone' }, 'folder', /deleted meanwhile/],
  ] as const)('refuses %o', (change, field, why) => {
    const errors = store.check(
      { ...sshDraft(), ...change, tags: 'tags' in change ? [...change.tags] : [] },
      null,
    );
    expect(Object.keys(errors)).toEqual([field]);
    expect(inWords(errors[field])).toMatch(why);
  });

  it('lists numbers as people count them', () => {
    for (const name of ['web-10', 'web-2', 'Web-1']) save(localDraft({ name }));
    expect(store.list().map(({ name }) => name)).toEqual(['Web-1', 'web-2', 'web-10']);
  });

  it('lists by name, whatever the letter case', () => {
    for (const name of ['delta', 'Alpha', 'charlie', 'Bravo']) save(localDraft({ name }));
    expect(store.list().map((host) => host.name)).toEqual(['Alpha', 'Bravo', 'charlie', 'delta']);
  });

  it('refuses a name that differs from another’s only in letter case or encoding', () => {
    save(localDraft({ name: 'Büro' }));
    for (const name of ['büro', 'BÜRO', 'Bu\u0308ro', ' Büro ']) {
      expect(store.save(localDraft({ name }), null)).toMatchObject({ ok: false });
    }
    expect(store.list()).toHaveLength(1);
  });

  it('keeps a host’s own name on edit', () => {
    const { id } = save(sshDraft());
    expect(store.check(sshDraft({ user: 'root' }), id)).toEqual({});
    expect(save(sshDraft({ name: 'WEB-EU-1' }), id).id).toBe(id);
    expect(store.list()).toHaveLength(1);
  });

  it('tells when the host being edited was deleted meanwhile', () => {
    const { id } = save(sshDraft());
    store.bin.takeHosts([id]);
    expect(() => store.save(sshDraft(), id)).toThrow('This host has been deleted meanwhile.');
  });
});

it('refuses in words, and stores nothing, when the keychain doesn’t take the secret', () => {
  const seal = (): never => {
    throw new Error('locked');
  };
  reopen({ ...keychain, seal });
  expect(() => store.save(agentDraft(), null)).toThrow(/keychain didn’t take the pairing link/);
  expect(store.list()).toEqual([]);
});

it('says that a change could not be stored, and keeps what was', () => {
  save(localDraft());
  const other = new DatabaseSync(join(folder, 'hosts.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(() => store.save(sshDraft(), null)).toThrow(/could not be stored/);
  other.close();
  expect(store.list()).toHaveLength(1);
  expect(warnings.splice(0)).toEqual([expect.stringContaining('database is locked')]);
});

it('duplicates under a free name, with the secret', () => {
  const { id } = save(agentDraft());
  const first = store.duplicate(id);
  const second = store.duplicate(id);
  expect([first.name, second.name]).toEqual(['Build box copy', 'Build box copy 2']);
  expect(store.get(second.id)!.pairingLink).toBe(PAIRING_LINK);
});

it('duplicates a name as it was written, within its length, whatever can’t be seen in it', () => {
  const joined = { ...agentDraft(), name: '👩\u200d💻 می\u200cخواهم' };
  expect(store.duplicate(save(joined).id).name).toBe('👩\u200d💻 می\u200cخواهم copy');
  const long = save({ ...agentDraft(), name: 'x'.repeat(100) });
  const copies = [store.duplicate(long.id), store.duplicate(long.id)].map(({ name }) => name);
  expect(copies.map((name) => name.length <= 100)).toEqual([true, true]);
  expect(new Set(copies).size).toBe(2);
});

it('of one that was deleted meanwhile nothing is left, and that is said', () => {
  const { id } = save(agentDraft());
  store.bin.takeHosts([id]);
  store.bin.takeHosts([id]); // is fine
  const gone = 'This host has been deleted meanwhile.';
  expect(() => store.save(agentDraft(), id)).toThrow(gone);
  expect(() => store.duplicate(id)).toThrow(gone);
  expect([store.get(id), store.list()]).toEqual([undefined, []]);
  store.bin.empty(null);
  // Its secret is gone, too: one with the same id would have none.
  expect(store.check(agentDraft({ pairingLink: '' }), id)).toHaveProperty('pairingLink');
});

it('checks as it would save, and saves nothing', () => {
  const { id } = save(agentDraft());
  expect(store.check(agentDraft({ pairingLink: '' }), id)).toEqual({});
  expect(store.check(agentDraft({ pairingLink: '' }), null)).toMatchObject({
    ...{ name: says(/already/), pairingLink: says(/Paste/) },
  });
  expect(store.check(localDraft({ name: 'another' }), null)).toEqual({});
  expect(store.list()).toHaveLength(1);
});

it('tells whether the copy is the latest, and tries again where it was refused', () => {
  store.close();
  const told: string[] = [];
  const copy = join(folder, 'hosts.backup.db');
  const copied = (): void => void told.push('copied');
  store = new HostStore({
    ...{ folder, secretBox: keychain, loginShell: '/bin/zsh', now: () => new Date() },
    warn: (line) => warnings.push(line),
    ...{ onCopied: copied, onUncopied: () => told.push('not copied') },
  });
  expect(told).toEqual([]); // a start isn't held up by it
  store.refreshCopy();
  expect(told.splice(0)).toEqual(['copied']);
  store.sealReadable(); // there is nothing to seal, so nothing is another than before
  expect(told).toEqual([]);
  rmSync(copy);
  mkdirSync(join(copy, 'in the way'), { recursive: true });
  expect(save(localDraft()).name).toBe(localDraft().name); // itself it is stored
  expect(told.splice(0)).toEqual(['not copied']);
  expect(warnings.splice(0)).toEqual([expect.stringContaining('could not be refreshed')]);
  rmSync(copy, { recursive: true });
  store.refreshCopy();
  expect([told.splice(0), statSync(copy).isFile()]).toEqual([['copied'], true]);
  store.close();
  store.refreshCopy(); // there is nothing to copy from
  expect(told).toEqual([]);
  open();
});

it('names a copy so that it fits, however long the name is', () => {
  const { id } = save(localDraft({ name: 'n'.repeat(100) }));
  const [first, second] = [store.duplicate(id), store.duplicate(id)];
  expect([first.name, second.name]).toEqual([`${'n'.repeat(90)} copy`, `${'n'.repeat(90)} copy 2`]);
  expect(store.check(localDraft({ name: second.name }), second.id)).toEqual({});
});

it.each([
  [localDraft(), '/bin/zsh'],
  [sshDraft({ user: '' }), 'web-eu-1.example.org'],
  [sshDraft({ address: '::1', port: '22' }), 'deploy@[::1]:22'],
  [agentDraft(), 'ws://10.2.0.14:7722'],
])('shows where %j leads', (draft, detail) => {
  expect(save(draft).detail).toBe(detail);
});

describe('the pairing link', () => {
  const files = (): string =>
    ['hosts.db', 'hosts.backup.db'].map((f) => readFileSync(join(folder, f), 'latin1')).join();

  it('is never given to the window', () => {
    const saved = save(agentDraft());
    expect(JSON.stringify([saved, store.list(), store.duplicate(saved.id)])).not.toContain(TOKEN);
  });

  it('lies sealed in the file where there is a keychain', () => {
    const { id } = save(agentDraft());
    expect(files()).not.toContain(TOKEN);
    expect(store.get(id)!.pairingLink).toBe(PAIRING_LINK);
  });

  it('is sealed, and its readable form wiped, once a keychain shows up', () => {
    reopen(plainBox);
    const { id } = save(agentDraft());
    expect(files()).toContain(TOKEN);
    reopen(keychain).sealReadable();
    expect(files()).not.toContain(TOKEN);
    expect(store.get(id)!.pairingLink).toBe(PAIRING_LINK);
  });

  it('stays as it is where the keychain doesn’t take it', () => {
    reopen(plainBox);
    const { id } = save(agentDraft());
    const seal = (): never => {
      throw new Error('locked');
    };
    reopen({ ...keychain, seal });
    expect(() => store.sealReadable()).toThrow(/keychain didn’t take a saved secret/);
    expect(store.get(id)!.pairingLink).toBe(PAIRING_LINK);
  });

  it('opens the keychain only when it is stored or used', () => {
    save(sshDraft());
    const { id } = save(agentDraft());
    const { asked, box } = watched(keychain);
    reopen(box).sealReadable();
    store.list();
    store.check(agentDraft({ name: 'Other' }), null);
    store.get(save(sshDraft({ name: 'Without a secret' })).id);
    store.duplicate(id);
    expect(asked()).toBe(0);
    store.get(id);
    expect(asked()).toBeGreaterThan(0);
  });

  it('is kept when the dialog leaves it empty, and forgotten with the kind', () => {
    const { id } = save(agentDraft());
    save(agentDraft({ name: 'Renamed', pairingLink: '' }), id);
    expect(store.get(id)!.pairingLink).toBe(PAIRING_LINK);
    save(localDraft(), id);
    expect(store.get(id)!.pairingLink).toBe('');
    expect(store.save(agentDraft({ pairingLink: '' }), id)).toMatchObject({ ok: false });
  });

  it('reads as empty while the keychain is locked or gone, and comes back with it', () => {
    const { id } = save(agentDraft());
    expect(reopen(lockedKeychain).get(id)!.pairingLink).toBe('');
    expect(reopen(plainBox).get(id)!.pairingLink).toBe('');
    expect(reopen(keychain).get(id)!.pairingLink).toBe(PAIRING_LINK);
  });
});

it.skipIf(SYSTEM === 'win32')('is closed to other users of the computer', () => {
  save(agentDraft());
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of ['hosts.db', 'hosts.backup.db']) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});
