// Saved tunnels on a real file: they come back, go with their host, and keep their passwords.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import { MOST_TUNNELS } from '../../../core/tunnel/tunnelError.ts';
import type { HostDraft, SavedTunnel, TunnelDraft } from '../../../electron/ipc/contract.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { agentDraft, localDraft, sshDraft } from './drafts.ts';
import { keychain } from './keychain.ts';
import { fileOf } from './versions.ts';
import { PASSWORD, proxyDraft, tunnelDraft } from './tunnelDrafts.ts';
import { says } from '../../support/says.ts';

let folder: string;
let store: HostStore;

function open(secretBox: SecretBox = keychain): HostStore {
  const now = (): Date => new Date('2026-11-20T12:00:00Z');
  const warn = (line: string): never => expect.fail(line);
  return (store = new HostStore({ folder, secretBox, loginShell: '/bin/zsh', now, warn }));
}

function reopen(secretBox?: SecretBox): HostStore {
  store.close();
  return open(secretBox);
}

function host(draft: HostDraft = agentDraft()): string {
  const result = store.save(draft, null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

function save(hostId: string, draft: TunnelDraft, id: string | null = null): SavedTunnel {
  const result = store.tunnels.save(hostId, draft, id);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.tunnel;
}

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  open();
});
afterEach(() => store.close());

describe('a saved tunnel', () => {
  it('comes back after a restart, with every field and in its place', () => {
    const hostId = host();
    const drafts = [
      tunnelDraft({ name: 'Zebra', autostart: true, listenAddress: '0.0.0.0', shared: true }),
      tunnelDraft({ kind: 'remote', listenAddress: '/run/a.sock', listenPort: '' }),
      proxyDraft(),
    ];
    const saved = drafts.map((draft) => save(hostId, draft));
    const shown = drafts.map((draft, n) => ({ ...draft, password: '', id: saved[n]!.id, hostId }));
    expect(reopen().tunnels.list(hostId)).toEqual(shown);
    expect(saved).toEqual(shown);
    expect(store.tunnels.hosts()).toEqual([hostId]);
  });

  it('is changed in its place', () => {
    const hostId = host();
    const [first, second] = [save(hostId, tunnelDraft()), save(hostId, tunnelDraft())];
    save(hostId, tunnelDraft({ listenPort: '9090' }), first.id);
    const ports = store.tunnels.list(hostId).map(({ id, listenPort }) => [id, listenPort]);
    expect(ports).toEqual([
      [first.id, '9090'],
      [second.id, '8080'],
    ]);
  });

  it('is refused with what is wrong at which field, and then not stored', () => {
    const hostId = host();
    const bad = tunnelDraft({ listenPort: 'x', targetAddress: '' });
    const { listenPort, targetAddress } = store.tunnels.check(hostId, bad, null);
    expect([listenPort, targetAddress]).toEqual([says(/^A port/), says(/^Enter an address/)]);
    expect(store.tunnels.save(hostId, bad, null)).toMatchObject({ ok: false });
    expect(store.tunnels.list(hostId)).toEqual([]);
  });

  it('is judged by what its host can carry', () => {
    expect(store.tunnels.check(host(sshDraft()), proxyDraft(), null)).toHaveProperty('user');
    expect(store.tunnels.check(host(), proxyDraft(), null)).toEqual({});
    expect(() => store.tunnels.save(host(localDraft()), tunnelDraft(), null)).toThrow(/no tunnel/);
  });

  it('is gone with its host, and copied with it under names of its own', () => {
    const hostId = host();
    const tunnel = save(hostId, proxyDraft());
    const copy = store.duplicate(hostId);
    store.bin.takeHosts([hostId]);
    expect(store.tunnels.get(tunnel.id)).toBeUndefined();
    const [copied] = store.tunnels.list(copy.id);
    expect(copied).toMatchObject({ hostId: copy.id, kind: 'dynamic', user: 'me' });
    expect(copied!.id).not.toBe(tunnel.id);
    expect(store.tunnels.get(copied!.id)!.password).toBe(PASSWORD);
  });

  it('that was removed meanwhile is told, and one of a deleted host', () => {
    const hostId = host();
    const { id } = save(hostId, tunnelDraft());
    store.tunnels.delete(id);
    store.tunnels.delete(id);
    expect(() => store.tunnels.save(hostId, tunnelDraft(), id)).toThrow(/removed meanwhile/);
    store.bin.takeHosts([hostId]);
    expect(() => store.tunnels.save(hostId, tunnelDraft(), null)).toThrow(/deleted meanwhile/);
  });

  it('is one of so many at most', () => {
    const hostId = host();
    for (let n = 0; n < MOST_TUNNELS; n++) save(hostId, tunnelDraft());
    expect(() => store.tunnels.save(hostId, tunnelDraft(), null)).toThrow(/at most 64 tunnels/);
    const [first] = store.tunnels.list(hostId);
    expect(store.tunnels.save(hostId, tunnelDraft(), first!.id).ok).toBe(true);
  });
});

describe('the password of a proxy', () => {
  const files = (): string =>
    ['hosts.db', 'hosts.backup.db'].map((f) => readFileSync(join(folder, f), 'latin1')).join();

  it('is never given to the window, and lies sealed in the file', () => {
    const hostId = host();
    const saved = save(hostId, proxyDraft());
    expect(JSON.stringify([saved, store.tunnels.list(hostId)])).not.toContain(PASSWORD);
    expect(files()).not.toContain(PASSWORD);
    expect(reopen().tunnels.get(saved.id)!.password).toBe(PASSWORD);
  });

  it('that the keychain doesn’t take is refused in words, and nothing is stored', () => {
    const hostId = host();
    reopen({
      ...keychain,
      seal: () => {
        throw new Error('locked');
      },
    });
    const saving = (): unknown => store.tunnels.save(hostId, proxyDraft(), null);
    expect(saving).toThrow('The keychain didn’t take the password. Unlock it, then save again.');
    expect(store.tunnels.list(hostId)).toEqual([]);
  });

  it('is kept when the form leaves it empty, and forgotten with the user', () => {
    const hostId = host();
    const { id } = save(hostId, proxyDraft());
    save(hostId, proxyDraft({ name: 'Renamed', password: '' }), id);
    expect(store.tunnels.get(id)!.password).toBe(PASSWORD);
    save(hostId, proxyDraft({ user: '', password: '' }), id);
    expect(store.tunnels.get(id)!.password).toBe('');
    expect(store.tunnels.save(hostId, proxyDraft({ password: '' }), id).ok).toBe(false);
  });

  it('that had to lie readable is sealed once a keychain shows up', () => {
    reopen(plainBox);
    const { id } = save(host(sshDraft()), tunnelDraft());
    const proxy = save(host(), proxyDraft());
    expect(files()).toContain(PASSWORD);
    reopen(keychain).sealReadable();
    expect(files()).not.toContain(PASSWORD);
    expect(store.tunnels.get(proxy.id)!.password).toBe(PASSWORD);
    expect(store.tunnels.get(id)!.password).toBe('');
  });
});

it('a file from before there were tunnels can have some', () => {
  store.close();
  rmSync(join(folder, 'hosts.db'));
  fileOf(3, join(folder, 'hosts.db'));
  open();
  expect(save('c3', tunnelDraft()).hostId).toBe('c3');
});
