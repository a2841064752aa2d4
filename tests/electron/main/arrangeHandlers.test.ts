// The calls that arrange hosts: what windows are told, and what becomes of tunnels and settings.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { arrangeHandlers } from '../../../electron/main/arrangeHandlers.ts';
import type { Services } from '../../../electron/main/handlers.ts';
import { SettingsStore } from '../../../electron/settings/settings.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let hosts: HostStore;
let settings: SettingsStore;
let told: string[];
let handlers: ReturnType<typeof arrangeHandlers>;

beforeEach(() => {
  const folder = join(temporaryDirectory(), 'data');
  const options = { folder, secretBox: plainBox, loginShell: '/bin/sh', now: () => new Date() };
  hosts = new HostStore({ ...options, warn: (line) => expect.fail(line) });
  settings = new SettingsStore(join(folder, 'settings.json'), new Date());
  told = [];
  const tunnels = {
    dropHost: (id: string) => void told.push(`dropped ${nameOf(id)}`),
    hostAdded: (id: string) => void told.push(`added ${nameOf(id)}`),
  } as unknown as Services['tunnels'];
  const broadcast = (event: string) => void told.push(event);
  const links = { sync: () => undefined };
  const settingsAre = () => void told.push('settings');
  handlers = arrangeHandlers({ hosts, settings, tunnels, broadcast, settingsAre, links });
});
afterEach(() => hosts.close());

const names = new Map<string, string>();
const nameOf = (id: string): string => names.get(id) ?? id;

function save(name: string, folder: string | null = null): string {
  const result = hosts.save({ ...sshDraft({ name }), folder }, null);
  const id = result.ok ? result.host.id : '';
  names.set(id, name);
  return id;
}

it('hosts that go take their tunnels along, and their settings once they are gone for good', async () => {
  const id = save('web');
  settings.setFor(id, { fontSize: 20 });
  await handlers['hosts:delete']([id]);
  expect(told.splice(0)).toEqual(['hosts:changed', 'dropped web']);
  expect(settings.get().hosts).toHaveProperty([id]);
  expect(handlers['bin:restore']([id])).toMatchObject([{ id, name: 'web' }]);
  expect(told.splice(0)).toEqual(['folders:changed', 'hosts:changed', 'added web']);
  await handlers['hosts:delete']([id]);
  handlers['bin:empty'](null);
  expect(told.splice(0)).toEqual(['hosts:changed', 'dropped web', 'settings']);
  expect(settings.get().hosts).toEqual({});
});

it('a host gets another name and keeps all else, or hears what is wrong with the name', () => {
  const id = save('web');
  save('db');
  hosts.many.patch([id], { addTags: ['prod'], favourite: true });
  const [before] = hosts.shown([id]);
  expect(handlers['hosts:rename'](id, ' web-1 ')).toEqual({});
  expect(hosts.shown([id])).toEqual([{ ...before, name: 'web-1' }]);
  expect(told.splice(0)).toEqual(['hosts:changed']);
  expect(handlers['hosts:rename'](id, 'DB')).toHaveProperty('name');
  expect(() => handlers['hosts:rename']('gone', 'x')).toThrow('deleted');
  expect(told).toEqual([]);
});

it('folders are told before the hosts in them, and refusals not at all', async () => {
  const draft = { name: 'prod', parent: null, color: 'none' as const, fields: {} };
  const result = handlers['folders:save'](draft, null);
  const folder = result.ok ? result.folder.id : '';
  expect(handlers['folders:save'](draft, null).ok).toBe(false);
  save('web', folder);
  await handlers['folders:delete'](folder);
  expect(told.splice(0)).toEqual([
    ...['folders:changed', 'folders:changed', 'hosts:changed', 'dropped web'],
  ]);
  expect(handlers['bin:list']()).toMatchObject([{ id: folder, hosts: 1 }]);
  expect(handlers['hosts:patch']([], { addTags: ['a\nb'] })).toHaveProperty('tags');
  expect(told).toEqual([]);
});

it('a change of many can be taken back by its name, and is told both times', () => {
  const ids = [save('web'), save('db')];
  expect(handlers['hosts:patch'](ids, { color: 'red' }, 'act')).toEqual({});
  handlers['hosts:unpatch']('act');
  expect(told).toEqual(['hosts:changed', 'hosts:changed']);
  expect(hosts.shown(ids)).toMatchObject([{ color: 'none' }, { color: 'none' }]);
});

it('a backup brings hosts and tunnels, and takes those along that came since', async () => {
  const old = save('old');
  hosts.backups.make('daily');
  hosts.bin.takeHosts([old]);
  save('new');
  const [backup] = handlers['backups:list']();
  expect(handlers['backups:preview'](backup!.name)).toMatchObject({ total: 1 });
  await handlers['backups:restore'](backup!.name);
  expect(told).toEqual(['folders:changed', 'hosts:changed', 'added old', 'dropped new']);
});
