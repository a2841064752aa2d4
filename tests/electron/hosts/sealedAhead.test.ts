// Secrets of hosts and tunnels by a keychain that answers later: sealed before they are stored, and given back
// before they are read.
import { expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { SealedAhead } from '../../../electron/hosts/sealedAhead.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import { Keychain } from '../../../electron/hosts/vault/keychain.ts';
import { Deferred } from '../../support/deferred.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { agentDraft, PAIRING_LINK } from './drafts.ts';
import { tunnelDraft } from './tunnelDrafts.ts';
import { FakeKeychain } from './vault/vaultRig.ts';

const PROXY = tunnelDraft({ kind: 'dynamic', user: 'anna', password: 'open sesame' });

function boxOf(storage: FakeKeychain, platform: NodeJS.Platform = 'linux'): SealedAhead {
  return new SealedAhead(new Keychain({ storage, platform, clock: new ManualClock() }), platform);
}

function open(folder: string, secretBox: SecretBox): HostStore {
  const options = { folder, secretBox, loginShell: '/bin/sh', now: () => new Date() };
  return new HostStore({ ...options, warn: (line) => expect.fail(line) });
}

/** A store with a host and a tunnel, as they were saved by the window. */
async function saved(
  folder: string,
  storage: FakeKeychain,
): Promise<{ id: string; tunnel: string }> {
  const store = open(folder, boxOf(storage));
  const host = await store.saveSoon(agentDraft({ pairingLink: ` ${PAIRING_LINK} ` }), null);
  if (!host.ok) throw new Error('refused');
  const { id } = host.host;
  const tunnel = await store.sealing([PROXY.password], () => store.tunnels.save(id, PROXY, null));
  if (!tunnel.ok) throw new Error(JSON.stringify(tunnel.errors));
  expect(store.fetch([id])).toBeUndefined(); // what was just sealed is at hand
  expect(store.get(id)!.pairingLink).toBe(PAIRING_LINK);
  store.close();
  return { id, tunnel: tunnel.tunnel.id };
}

it('are sealed as they are saved, and there once they are fetched', async () => {
  const [folder, storage] = [temporaryDirectory(), new FakeKeychain()];
  const { id, tunnel } = await saved(folder, storage);
  storage.asked = [];
  const store = open(folder, boxOf(storage));
  const secrets = (): unknown[] => [
    store.get(id)!.pairingLink,
    store.tunnels.get(tunnel)!.password,
  ];
  expect([secrets(), storage.asked]).toEqual([['', ''], []]); // listing and looking ask nobody
  const fetched = store.fetch([id]);
  expect(fetched).toBeInstanceOf(Promise);
  await fetched;
  expect(secrets()).toEqual([PAIRING_LINK, 'open sesame']);
  expect([store.fetch([id]), store.fetch(['gone'])]).toEqual([undefined, undefined]);
  store.close();
});

it('are missing where the keychain doesn’t give them back, and fetched again next time', async () => {
  const [folder, storage] = [temporaryDirectory(), new FakeKeychain()];
  const { id } = await saved(folder, storage);
  const store = open(folder, boxOf(storage));
  storage.refuses = new Error('locked');
  await store.fetch([id]);
  expect(store.get(id)!.pairingLink).toBe('');
  storage.refuses = undefined;
  await store.fetch([id]);
  expect(store.get(id)!.pairingLink).toBe(PAIRING_LINK);
  store.close();
});

it('that the keychain doesn’t take aren’t saved, and neither is their host', async () => {
  const storage = new FakeKeychain();
  const store = open(temporaryDirectory(), boxOf(storage));
  const tried = boxOf(storage);
  await tried.look();
  storage.refuses = new Error('locked');
  await expect(boxOf(storage, 'darwin').sealing(['x'], () => 'done')).resolves.toBe('done');
  const mac = open(temporaryDirectory(), boxOf(storage, 'darwin'));
  await expect(mac.saveSoon(agentDraft(), null)).rejects.toThrow('Unlock it, then save again.');
  expect(mac.list()).toEqual([]);
  [store, mac].forEach((one) => one.close());
});

it('lie readable where there is no keychain, and are sealed once there is one', async () => {
  const [folder, storage] = [temporaryDirectory(), new FakeKeychain()];
  storage.backend = 'basic_text';
  const before = open(folder, boxOf(storage));
  const host = await before.saveSoon(agentDraft(), null);
  const id = host.ok ? host.host.id : '';
  before.close();
  const plain = open(folder, plainBox);
  expect(plain.get(id)!.pairingLink).toBe(PAIRING_LINK);
  plain.close();
  storage.backend = 'kwallet6';
  const after = open(folder, boxOf(storage));
  await after.sealReadableSoon();
  expect(after.get(id)!.pairingLink).toBe(PAIRING_LINK);
  after.close();
  const none = open(folder, plainBox);
  expect(none.get(id)!.pairingLink).toBe('');
  none.close();
});

it('of many hosts that are saved as one are sealed, too', async () => {
  const [folder, storage] = [temporaryDirectory(), new FakeKeychain()];
  const store = open(folder, boxOf(storage));
  const hosts = [1, 2].map((at) => ({
    draft: agentDraft({ name: `box ${at}` }),
    tunnels: [PROXY],
  }));
  const result = await store.saveMany(hosts);
  expect(result.ok).toBe(true);
  store.close();
  const again = open(folder, boxOf(storage));
  const ids = again.list().map(({ id }) => id);
  await again.fetch(ids);
  for (const id of ids) expect(again.get(id)!.pairingLink).toBe(PAIRING_LINK);
  for (const id of ids) expect(again.tunnels.list(id)).toHaveLength(1);
  again.close();
});

it('one text for two at once is sealed as long as either needs it', async () => {
  const box = boxOf(new FakeKeychain());
  const first = new Deferred<void>();
  const long = box.sealing(['x'], async () => {
    await first.promise;
    return Buffer.from(box.seal('x')).length;
  });
  await box.sealing(['x', ''], () => box.seal('x'));
  first.resolve();
  expect(await long).toBeGreaterThan(0);
  expect(() => box.seal('x')).toThrow('has not taken it');
});
