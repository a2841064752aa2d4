// The test of what stands in a form, as a window asks for it: nothing is started that wasn't allowed, one test
// at a time, and hosts that ssh doesn't log in to have none.
import { beforeEach, expect, it, vi } from 'vitest';
import { Connectable } from '../../../electron/hosts/connectable.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import type { HostTest } from '../../../electron/ipc/contract.ts';
import { testHandlers } from '../../../electron/main/testHandlers.ts';
import { says } from '../../support/says.ts';
import { agentDraft, sshDraft } from '../hosts/drafts.ts';

vi.mock('electron', () => ({ dialog: {} }));

const FOUND: HostTest = { ms: 1, hostKey: null, ways: [], trouble: null };
let tested: { host: StoredHost; signal: AbortSignal; proxyPassword?: string | undefined }[];
let allowed: string[];
beforeEach(() => {
  [tested, allowed] = [[], []];
});

function handlers() {
  const services = {
    hosts: { drafted: (draft: object) => ({ ok: true, host: { ...draft, id: '' } }) },
    connectable: new Connectable({
      find: () => undefined,
      allowed: () => allowed,
      allow: (hashes) => (allowed = hashes),
    }),
    nativeOf: () => undefined, // nobody can be asked: that is a no
    testHost: (host: StoredHost, signal: AbortSignal, proxyPassword?: string) => {
      tested.push({ host, signal, proxyPassword });
      return Promise.resolve(FOUND);
    },
  };
  return testHandlers(services as never, { layoutId: 'w' } as never);
}

it('tests what the draft says, and a second test stops the first', async () => {
  const calls = handlers();
  expect(await calls['hosts:test'](sshDraft(), null)).toEqual({ ok: true, found: FOUND });
  expect(tested[0]!.host).toMatchObject({ address: 'web-eu-1.example.org' });
  await calls['hosts:test'](sshDraft(), null, 'typed');
  expect(tested.map(({ proxyPassword }) => proxyPassword)).toEqual([undefined, 'typed']);
  expect(tested.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  calls['hosts:endTest']();
  expect(tested[1]!.signal.aborted).toBe(true);
});

it('starts nothing here that nobody has allowed', async () => {
  const draft = sshDraft({ proxyCommand: 'touch /tmp/evil' });
  await expect(handlers()['hosts:test'](draft, null)).rejects.toMatchObject({
    said: says(/ProxyCommand/),
  });
  expect(tested).toEqual([]);
});

it('is for hosts that ssh logs in to', async () => {
  await expect(handlers()['hosts:test'](agentDraft(), null)).rejects.toMatchObject({
    said: says(/Only hosts that ssh logs in to/),
  });
});
