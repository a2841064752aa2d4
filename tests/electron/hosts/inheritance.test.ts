// What holds for a host in folders: its own value, or the nearest folder's; and where it says it is from.
import { describe, expect, it } from 'vitest';
import { Inheritance, type FolderNode } from '../../../electron/hosts/inheritance.ts';
import { fieldsOf, inheritedFields, NO_VALUES } from '../../../electron/hosts/kinds/kinds.ts';
import type { FieldName, HostValues } from '../../../electron/hosts/kinds/kinds.ts';
import { seeded } from '../../support/random.ts';

/** Values that overrule a folder's, and leave it to ssh, to a setting, or to nobody. */
const NOTHING_OF_ITS_OWN = new Set(['ssh', 'setting', 'none']);

const host = (folder: string | null, values: Partial<HostValues> = {}, kind = 'ssh') => ({
  ...{ ...NO_VALUES, ...values, kind, folder },
});

const FOLDERS: FolderNode[] = [
  { id: 'outer', parent: null, fields: { user: 'root', port: '22', options: 'A=1\nB=1' } },
  {
    id: 'inner',
    parent: 'outer',
    fields: { port: '2222', options: 'b=2\nC=2', keepAlive: 'tmux' },
  },
];
const inheritance = new Inheritance(FOLDERS);

/** What holds of these where nobody says anything. */
const OFF: ReadonlySet<string> = new Set(['keepAlive', 'forwardAgent']);

describe('a host', () => {
  it('in no folder has its own values, and what holds where nobody says anything', () => {
    const { values, inherited } = inheritance.of(host(null, { user: 'me' }));
    expect([values.user, values.port, values.keepAlive, inherited]).toEqual(['me', '', 'off', {}]);
  });

  it('has what the nearest folder says, and its own value before all', () => {
    const { values, inherited } = inheritance.of(host('inner', { port: '' }));
    expect(values).toMatchObject({ user: 'root', port: '2222', keepAlive: 'tmux' });
    expect(inherited.user).toEqual({ value: 'root', from: 'outer' });
    expect(inherited.port).toEqual({ value: '2222', from: 'inner' });
    const own = inheritance.of(host('inner', { port: '7', keepAlive: 'off' }));
    expect(own.values).toMatchObject({ port: '7', keepAlive: 'off' });
    expect(Object.keys(own.inherited).sort()).toEqual(['options', 'user']);
  });

  it('adds its lines to those of its folders, by key', () => {
    const { values, inherited } = inheritance.of(host('inner', { options: ' c=3 \n\nD=3' }));
    expect(values.options).toBe('c=3\nD=3\nb=2\nA=1');
    expect(inherited.options).toMatchObject({
      from: 'inner',
      lines: [
        { line: 'c=3', from: null },
        { line: 'D=3', from: null },
        { line: 'b=2', from: 'inner' },
        { line: 'A=1', from: 'outer' },
      ],
    });
  });

  it('leaves to ssh what its folder says, where it says so itself', () => {
    const all = new Inheritance([{ id: 'f', parent: null, fields: { compression: 'yes' } }]);
    expect(all.of(host('f')).values.compression).toBe('yes');
    const own = all.of(host('f', { compression: 'ssh' }));
    expect([own.values.compression, own.inherited]).toEqual(['', {}]);
    const folder = { id: 'g', parent: 'f', fields: { compression: 'ssh' } };
    const inner = new Inheritance([
      { id: 'f', parent: null, fields: { compression: 'yes' } },
      folder,
    ]);
    const { values, inherited } = inner.of(host('g'));
    expect(values.compression).toBe('');
    expect(inherited.compression).toEqual({ value: 'ssh', from: 'g' });
  });

  it('that is begun is told what a folder has for it, without the lines that it says itself', () => {
    expect(inheritance.for('inner', { options: 'c=9\nE=1', port: '7' })).toMatchObject({
      user: { value: 'root', from: 'outer' },
      port: { value: '2222', from: 'inner' },
      options: { value: 'b=2\nA=1', from: 'inner' },
    });
    expect(inheritance.for('outer', { options: 'a=9\nb=9' })).not.toHaveProperty('options');
    expect(inheritance.for(null, {})).toEqual({});
  });

  it('that says all keys itself has nothing from its folder', () => {
    const { values, inherited } = inheritance.of(host('outer', { options: 'a=1\nb=1' }));
    expect([values.options, inherited.options]).toEqual(['a=1\nb=1', undefined]);
  });

  it('has nothing that its kind has no field for', () => {
    expect(Object.keys(inheritance.of(host('inner', {}, 'local')).values)).not.toContain('user');
    expect(inheritance.of(host('inner', {}, 'unheard of')).values).toEqual({});
  });

  it('in a folder that is gone, or among folders in a circle, has what there is', () => {
    expect(inheritance.of(host('gone')).inherited).toEqual({});
    const circle = new Inheritance([
      { id: 'a', parent: 'b', fields: { user: 'a' } },
      { id: 'b', parent: 'a', fields: { port: '5' } },
    ]);
    expect(circle.of(host('a')).values).toMatchObject({ user: 'a', port: '5' });
    expect(circle.of(host('b')).values).toMatchObject({ user: 'a', port: '5' });
  });
});

it.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'trees of seed %i hold what was said',
  (seed) => {
    const random = seeded(seed);
    const valueOf = (name: FieldName): string => {
      if (random.pick([true, false])) return '';
      const { choices } = inheritedFields().get(name)!;
      if (choices) return random.pick(choices.slice(1)).value;
      const lines = Array.from(
        { length: 3 },
        () => `${random.pick(['A', 'B', 'C'])}=${random.pick([1, 2, 3])}`,
      );
      return inheritedFields().get(name)?.lineKey ? lines.join('\n') : random.pick(lines);
    };
    const names = [...inheritedFields().keys()];
    const some = () => Object.fromEntries(names.map((name) => [name, valueOf(name)]));
    const ids = Array.from({ length: 12 }, (_, at) => `f${at}`);
    const folders = ids.map((id, at) => ({
      id,
      parent: random.pick([null, ...ids.slice(0, at)]),
      fields: some(),
    }));
    const all = new Inheritance(folders);
    for (const id of [null, ...ids]) {
      expect(all.for(id, {})).toEqual(toldOf(all, id));
      const one = host(id, some(), random.pick(['ssh', 'local', 'agent']));
      const { values, inherited } = all.of(one);
      const levels = [
        { id: null, fields: one as Partial<Record<FieldName, string>> },
        ...around(folders, id),
      ];
      for (const [name, field] of fieldsOf(one.kind).filter(([, { inherits }]) => inherits)) {
        const saying = levels.filter(({ fields }) => (fields[name] ?? '') !== '');
        const [first] = saying;
        if (!field.lineKey) {
          const said = first?.fields[name] ?? (OFF.has(name) ? 'off' : '');
          expect(values[name]).toBe(NOTHING_OF_ITS_OWN.has(said) ? '' : said);
          expect(inherited[name]?.from).toBe(first?.id ?? undefined);
          continue;
        }
        const lines = (values[name] ?? '').split('\n').filter(Boolean);
        const nearest = (key: string) =>
          saying.find(({ fields }) =>
            fields[name]!.split('\n').some((line) => line.startsWith(key)),
          );
        for (const key of ['A', 'B', 'C']) {
          const its =
            nearest(key)
              ?.fields[name]!.split('\n')
              .filter((line) => line.startsWith(key)) ?? [];
          expect(lines.filter((line) => line.startsWith(key))).toEqual(its);
          const told = inherited[name]?.lines?.find(({ line }) => line.startsWith(key));
          if (told) expect(told.from).toBe(nearest(key)?.id);
        }
      }
    }
  },
);

/** What empty hosts of all kinds have from it, as far as that is one value. */
function toldOf(all: Inheritance, id: string | null) {
  const kinds = ['ssh', 'local', 'agent'].map((kind) => all.of(host(id, {}, kind)).inherited);
  return Object.assign({}, ...kinds) as object;
}

function around(folders: readonly FolderNode[], id: string | null): FolderNode[] {
  const folder = folders.find((one) => one.id === id);
  return folder ? [folder, ...around(folders, folder.parent)] : [];
}
