/// <reference types="svelte" />
// One thing of many hosts made the same: what they have in common, that what nobody touched isn't sent,
// and what is wrong stands at its field.
import { describe, expect, it } from 'vitest';
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import type { Bridge, FieldErrors, SavedHost } from '../../electron/ipc/contract.ts';
import { readTags } from '../../renderer/lib/manyFields.ts';
import { EditMany } from '../../renderer/state/editMany.svelte.ts';
import { kinds, UNARRANGED } from './kinds.ts';
import { told } from '../support/told.ts';

const host = (id: string, change: Partial<SavedHost> = {}): SavedHost => ({
  ...kinds.empty,
  ...{ id, name: id, detail: '', can: CAN_NOTHING, problem: null },
  ...UNARRANGED,
  ...change,
});

function edit(hosts: SavedHost[], answer: FieldErrors | Error = {}) {
  const sent: unknown[][] = [];
  const bridge = {
    async call(...args: unknown[]) {
      sent.push(args);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as Bridge;
  return { many: new EditMany(bridge, kinds, hosts), sent };
}

const HOSTS = [
  host('a', { user: 'root', port: '22', tags: ['prod', 'eu'], color: 'red', folder: 'f' }),
  host('b', { user: 'root', port: '', tags: ['Prod'], color: 'red', folder: null }),
  host('c', { kind: 'local', shell: '/bin/sh' }),
];

const field = (many: EditMany, name: string) => many.fields.find((one) => one.field.name === name);

describe('what several hosts have in common', () => {
  it('is told by field, with how many have it', () => {
    const { many } = edit(HOSTS);
    expect(field(many, 'user')).toMatchObject({ of: 2, common: 'root', values: 1 });
    expect(field(many, 'port')).toMatchObject({ of: 2, common: null, values: 2 });
    expect(field(many, 'shell')).toMatchObject({ of: 1, common: '/bin/sh' });
    expect(field(many, 'look')).toMatchObject({ of: 3, common: '' });
    expect(many.common).toEqual({ color: null, favourite: false, folder: undefined });
    expect(edit(HOSTS.slice(0, 1)).many.common).toMatchObject({ color: 'red', folder: 'f' });
    expect(many.fields[0]?.field.name).toBe('user'); // most of them are of that kind
    expect(many.tags).toEqual([
      { tag: 'prod', of: 2 },
      { tag: 'eu', of: 1 },
    ]);
  });

  it('has no secrets, and not where a host is', () => {
    const { many } = edit([...HOSTS, host('d', { kind: 'agent' })]);
    expect(field(many, 'pairingLink')).toBeUndefined();
    expect(field(many, 'address')).toBeUndefined();
    const { usual, sections } = many.places;
    const placed = [...usual, ...sections.flatMap(({ fields }) => fields)];
    expect(new Set(placed)).toEqual(new Set(many.fields));
    expect(placed).toHaveLength(many.fields.length);
  });
});

describe('a change', () => {
  it('sends what was touched, and nothing else', async () => {
    const { many, sent } = edit(HOSTS);
    expect([await many.save(), sent]).toEqual([null, []]);
    many.set('port', '');
    many.set('user', 'deploy');
    many.leave('user');
    many.color = 'teal';
    many.folder = null;
    many.addTags = ' a, #b ,, ';
    many.toggleTag('eu');
    many.toggleTag('prod');
    many.toggleTag('prod');
    expect(many.changed).toEqual(['color', 'folder', 'tags', 'removeTags', 'port']);
    const act = await many.save();
    const patch = { color: 'teal', folder: null, addTags: ['a', 'b'], removeTags: ['eu'] };
    expect(sent).toEqual([
      ['hosts:patch', ['a', 'b', 'c'], { ...patch, fields: { port: '' } }, act],
    ]);
    for (const part of many.changed) many.leave(part);
    expect([many.changed, many.patch]).toEqual([[], {}]);
  });

  it('that is refused says so at the field, until that is another', async () => {
    const { many } = edit(HOSTS, { port: told('not a port'), tags: told('too long') });
    many.set('port', 'x');
    many.addTags = 'a';
    expect(await many.save()).toBeNull();
    expect([many.errors, many.firstWrong]).toEqual([
      { port: 'not a port', tags: 'too long' },
      'tags',
    ]);
    many.leave('tags');
    expect(many.firstWrong).toBe('port');
    many.set('port', '1');
    expect(many.errors).toEqual({});
  });

  it('that fails says so, and can be tried again', async () => {
    const { many } = edit(HOSTS, new Error('two hosts called “a”'));
    many.folder = 'f';
    expect([await many.save(), many.error, many.busy]).toEqual([
      ...[null, 'two hosts called “a”', false],
    ]);
  });
});

it('tags are read as they are written', () => {
  expect(readTags('#prod, eu central,,#')).toEqual(['prod', 'eu central']);
});

it('says at a field that nobody touched what is missing there, until what needs it is another', async () => {
  const { many } = edit(HOSTS, { proxyAddress: told('where?') });
  many.set('proxyKind', 'http');
  expect(await many.save()).toBeNull();
  expect([many.errors, many.firstWrong]).toEqual([{ proxyAddress: 'where?' }, 'proxyAddress']);
  many.set('port', '22');
  expect(many.errors).toEqual({ proxyAddress: 'where?' });
  many.set('proxyKind', 'none');
  expect(many.errors).toEqual({});
});
