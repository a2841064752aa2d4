// Hosts whose kind or fields this version can't read: shown and said, kept as they are, and of no
// harm to the others.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { usable } from '../../../electron/hosts/storedHost.ts';
import { agentDraft, sshDraft } from './drafts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { says } from '../../support/says.ts';
import { inWords } from '../../../words/said.ts';

let folder: string;
let store: HostStore;

function open(): void {
  store = new HostStore({
    folder,
    secretBox: plainBox,
    loginShell: '/bin/sh',
    now: () => new Date('2026-11-20T12:00:00Z'),
    warn: (line) => expect.fail(line),
  });
}

/** Changes what is stored behind the store's back; answers with the row as it is then. */
function spoil(sql: string): Record<string, unknown> {
  store.close();
  const database = new DatabaseSync(join(folder, 'hosts.db'));
  database.exec(sql);
  const row = { ...database.prepare('SELECT * FROM hosts WHERE id = ?').get(id)! };
  database.close();
  open();
  return row;
}

function row(): Record<string, unknown> {
  const database = new DatabaseSync(join(folder, 'hosts.db'), { readOnly: true });
  const found = { ...database.prepare('SELECT * FROM hosts WHERE id = ?').get(id)! };
  database.close();
  return found;
}

let id: string;

beforeEach(() => {
  folder = temporaryDirectory();
  open();
  const saved = store.save(sshDraft({ name: 'web', port: '22', options: 'A=b' }), null);
  store.save(agentDraft({ name: 'zbox' }), null);
  id = saved.ok ? saved.host.id : '';
});

afterEach(() => store.close());

it.each([
  [
    `UPDATE hosts SET kind = 'telnet' WHERE name = 'web'`,
    /of a kind that .* doesn’t know \("telnet"\)/,
  ],
  [`UPDATE hosts SET kind = 'toString' WHERE name = 'web'`, /of a kind that .* doesn’t know/],
  [`UPDATE hosts SET fields = '[]' WHERE name = 'web'`, /Edit it, fill it in anew/],
  [`UPDATE hosts SET fields = json_set(fields, '$.port', 22) WHERE name = 'web'`, /“Port”/],
  [`UPDATE hosts SET fields = json_set(fields, '$.keepAlive', 'x') WHERE name = 'web'`, /alive”/],
])('after %s the host is shown, is of no use, and says why', (sql, words) => {
  const stored = spoil(sql);
  const [first, second] = store.list();
  expect(first).toMatchObject({ id, name: 'web', problem: says(words) });
  expect(second).toMatchObject({ name: 'zbox', problem: null });
  expect(() => usable(store.get(id))).toThrow(words);
  expect(usable(store.get(second!.id)).pairingLink).not.toBe('');
  expect(row()).toEqual(stored);
});

it('a kind that isn’t known can do nothing, and its host can be deleted', () => {
  spoil(`UPDATE hosts SET kind = 'telnet' WHERE name = 'web'`);
  expect(store.list()[0]!.can).toEqual({ keep: null, tunnels: null, share: false, install: false });
  expect(() => store.tunnels.check(id, {} as never, null)).toThrow(
    /of a kind that .* doesn’t know/,
  );
  store.bin.takeHosts([id]);
  expect(store.list()).toHaveLength(1);
});

it('a copy of a host that isn’t known is as it was', () => {
  const { fields } = spoil(
    `UPDATE hosts SET kind = 'telnet', fields = '{"speed":9600}' WHERE name = 'web'`,
  );
  const copy = store.duplicate(id);
  id = copy.id;
  expect(row()).toMatchObject({ kind: 'telnet', fields });
});

it.each([`'$.port', 22`, `'$.keepAlive', 'mosh'`])(
  'a copy of a host with the wrong %s is no better, and loses nothing',
  (wrong) => {
    const { fields } = spoil(
      `UPDATE hosts SET fields = json_set(fields, ${wrong}) WHERE name = 'web'`,
    );
    const copy = store.duplicate(id);
    id = copy.id;
    expect(JSON.parse(String(row()['fields']))).toEqual(JSON.parse(String(fields)));
    expect(inWords(copy.problem)).toMatch(/can’t be read/);
    expect(store.list().find((host) => host.id === id)).toEqual(copy);
  },
);

it('what is damaged is whole again when the host is saved anew', () => {
  spoil(`UPDATE hosts SET fields = '[]' WHERE name = 'web'`);
  expect(store.save(sshDraft({ name: 'web', port: '2222' }), id)).toMatchObject({ ok: true });
  expect(store.list()[0]).toMatchObject({ port: '2222', problem: null });
});

it('a field of a later version is still there after an edit in this one', () => {
  spoil(`UPDATE hosts SET fields = json_set(fields, '$.later', json('[1]')) WHERE name = 'web'`);
  expect(store.list()[0]!.problem).toBeNull();
  store.save(sshDraft({ name: 'web' }), id);
  const fields = JSON.parse(String(row()['fields'])) as Record<string, unknown>;
  expect(fields).toMatchObject({ later: [1] });
  expect(store.list()[0]).toMatchObject({ port: '' });
});

it('whatever a later version calls its field, it stays', () => {
  spoil(
    `UPDATE hosts SET fields = '{"address":"h","__proto__":{"port":"1"},"constructor":[2]}' WHERE name = 'web'`,
  );
  expect(store.list()[0]).toMatchObject({ address: 'h', port: '', problem: null });
  store.save(sshDraft({ name: 'web' }), id);
  expect(String(row()['fields'])).toContain('"__proto__":{"port":"1"},"constructor":[2]');
});

it('a colour that isn’t known is none', () => {
  spoil(`UPDATE hosts SET color = 'x;background:url(a)' WHERE name = 'web'`);
  expect(store.list()[0]).toMatchObject({ color: 'none', problem: null });
});
