// How a host lies in the table: what is read is what was written, and of what can't be read it is
// said what it is, and nothing is lost.
import { describe, expect, it } from 'vitest';
import { fromRow, toRow, type HostRow } from '../../../electron/hosts/hostRows.ts';
import { HOST_COLORS } from '../../../electron/hosts/hostDraft.ts';
import { fieldsOf, KIND_NAMES, NO_VALUES } from '../../../electron/hosts/kinds/kinds.ts';
import type { HostPlace } from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { says } from '../../support/says.ts';

type Stored = Parameters<typeof fromRow>[0];

const row = (change: Stored = {}): Stored => ({
  ...{ id: 'a1', kind: 'ssh', name: 'Büro', key: '/büro', color: 'teal' },
  ...{ fields: '{"address":"box","keepAlive":"tmux"}', ...change },
});
const withFields = (fields: unknown): HostRow => fromRow(row({ fields: JSON.stringify(fields) }));

const place: HostPlace = {
  ...{ folder: 'f1', tags: ['prod', 'eu'], notes: 'two\nlines', icon: 'server', favourite: true },
};

describe.each(KIND_NAMES)('a host of kind %s', (kind) => {
  const plain = fieldsOf(kind).filter(([, { secret }]) => !secret);
  const values = plain.map(([name, { choices }]) => [name, choices?.at(-1)?.value ?? `a ${name}`]);
  const host = {
    ...{ ...NO_VALUES, id: 'a1', kind, name: 'One', color: 'blue' as const },
    ...(Object.fromEntries(values) as object),
  };

  it('is read as it was written, without its secrets and with what a later version has added', () => {
    const secrets = fieldsOf(kind).filter(([, { secret }]) => secret);
    const hidden = Object.fromEntries(secrets.map(([name]) => [name, 'secret']));
    const unknown = { later: { deep: [1, null] }, ...hidden };
    const stored = toRow({
      host: { ...host, ...hidden },
      ...{ place, unknown: { later: unknown.later }, problem: null },
    });
    expect(JSON.stringify(stored)).not.toContain('secret');
    expect(fromRow(stored as Stored)).toEqual({
      ...{ host, place, usedAt: null },
      unknown: { later: unknown.later },
      problem: null,
    });
  });

  it('has nothing of the fields of other kinds', () => {
    const others = KIND_NAMES.flatMap((one) => fieldsOf(one).map(([name]) => name));
    const all = Object.fromEntries(others.map((name) => [name, 'x']));
    const { fields } = toRow({ host: { ...host, ...all }, unknown: {}, problem: null });
    expect(Object.keys(JSON.parse(String(fields)) as object)).toEqual(plain.map(([name]) => name));
  });
});

describe('a host that can’t be used', () => {
  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['a text', '"x"'],
    ['a number', 1],
    ['no value', null],
  ])('is damaged where its fields are %s', (_what, fields) => {
    const { problem, host, unknown } = fromRow(row({ fields: fields as string }));
    expect(problem).toEqual(says(/^What was saved of this host can’t be read/));
    expect([host.name, host.address, { ...unknown }]).toEqual(['Büro', '', {}]);
  });

  it.each<[string, object, string]>([
    ['is no text', { address: 22 }, 'Address'],
    ['is none of its choices', { keepAlive: 'mosh' }, 'Keep shells alive'],
  ])('says which field %s', (_what, fields, label) => {
    const { problem, host } = withFields({ user: 'me', ...fields });
    expect(problem).toEqual(says(new RegExp(label)));
    expect(host).toMatchObject({ ...NO_VALUES, user: 'me' });
  });

  it('of another kind says which, by its beginning, whatever it is', () => {
    const kind = `telnet\n${'x'.repeat(100)}`;
    const { problem, host } = fromRow(row({ kind, fields: '{"address":"box"}' }));
    expect(inWords(problem)).toContain(`("telnet\\n${'x'.repeat(31)})`);
    expect(host.kind).toBe(kind);
  });
});

it('a secret in the wrong place is kept, and not shown', () => {
  const { host, unknown } = fromRow(row({ kind: 'agent', fields: '{"pairingLink":"x"}' }));
  expect([host.pairingLink, { ...unknown }]).toEqual(['', { pairingLink: 'x' }]);
});

it('a field that has the name of something else in JavaScript is a field', () => {
  const { unknown } = fromRow(row({ fields: '{"__proto__":{"a":1},"toString":"x"}' }));
  expect(Object.keys(unknown)).toEqual(['__proto__', 'toString']);
  const { fields } = toRow({ host: fromRow(row()).host, unknown, problem: null });
  expect(String(fields)).toContain('"__proto__":{"a":1}');
});

it('a colour is one of those that there are, or none', () => {
  for (const color of HOST_COLORS) expect(fromRow(row({ color })).host.color).toBe(color);
  expect(fromRow(row({ color: 'mauve' })).host.color).toBe('none');
});
