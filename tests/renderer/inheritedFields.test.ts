// What a form shows of values that folders have: the choices that are offered, and a closed section's line.
import { describe, expect, it } from 'vitest';
import type { FieldName, Inherited } from '../../electron/ipc/contract.ts';
import { litChoice, offeredChoices } from '../../renderer/lib/choices.ts';
import { held } from '../../renderer/lib/held.ts';
import { shownValue } from '../../renderer/lib/kinds.ts';
import { saysOf } from '../../renderer/lib/sectionSays.ts';
import { kinds } from './kinds.ts';

const ssh = kinds.of('ssh').fields;
const field = (name: FieldName) => ssh.find((one) => one.name === name)!;

describe('choices', () => {
  const asFolder = 'As the folder says';
  const labels = (name: FieldName, from?: { value: string; from: string }, nothing?: object) =>
    offeredChoices(field(name), from, { asFolder, ...(nothing as object) }).map(
      ({ value, label }) => `${value}|${label}`,
    );

  it('are those without a folder that hold: what says nothing is what comes of it', () => {
    expect(labels('keepAlive')).toEqual([
      ...['|Off', 'agent|With bowline-agent', 'tmux|With tmux'],
    ]);
    expect(labels('compression')).toEqual(['|As ssh decides', 'yes|Yes', 'no|No']);
    const offered = offeredChoices(field('keepAlive'), undefined, { asFolder });
    expect(['off', 'tmux', ''].map((value) => litChoice(offered, value))).toEqual(['', 'tmux', '']);
  });

  it('are the folder’s and all others where it says something', () => {
    const from = { value: 'yes', from: 'f' };
    expect(labels('compression', from)).toEqual([
      ...[`|${asFolder}`, 'ssh|As ssh decides', 'yes|Yes', 'no|No'],
    ]);
  });

  it('are all in a folder, and one that says nothing', () => {
    const nothing = { nothing: { label: 'Says nothing', hint: '' } };
    expect(labels('compression', undefined, nothing)).toEqual([
      ...['|Says nothing', 'ssh|As ssh decides', 'yes|Yes', 'no|No'],
    ]);
  });
});

describe('a closed section', () => {
  const says = (own: Partial<Record<FieldName, string>>, folders: Inherited, title = '') =>
    saysOf(ssh, {
      title,
      valueOf: (name) => own[name] ?? '',
      from: (name) => folders[name],
      nameOf: (id) => id.toUpperCase(),
      shown: shownValue,
    });

  it('says what differs, and what folders say, each once', () => {
    const folders = {
      port: { value: '22', from: 'f' },
      user: { value: 'root', from: 'g' },
      compression: { value: 'yes', from: 'f' },
      options: { value: 'A=1\nB=2', from: 'g' },
    };
    expect(says({ port: '7822', keepAlive: 'tmux', options: 'C=1' }, folders)).toEqual([
      ...['Port: 7822', 'Keep shells alive: With tmux', 'Options: C=1'],
      ...['as folder G: User: root, Options: A=1, B=2', 'as folder F: Compression: Yes'],
    ]);
  });

  it('says nothing of what would hold anyway', () => {
    expect(says({ keepAlive: 'off', compression: 'ssh' }, {})).toEqual([]);
    const folders = { keepAlive: { value: 'tmux', from: 'f' } };
    expect(says({ keepAlive: 'off' }, folders, 'Keep shells alive')).toEqual(['Off']);
  });
});

it('a host has its folders’ value where it says nothing, and all lines where these add up', () => {
  const inherited = {
    user: { value: 'root', from: 'f' },
    options: { value: 'A=1\nB=2', from: 'f' },
  };
  const host = { user: '', port: '7', options: 'A=1', inherited };
  expect([held(host, 'user'), held(host, 'port'), held(host, 'options')]).toEqual([
    ...['root', '7', 'A=1\nB=2'],
  ]);
  expect(held({ user: 'me' }, 'user')).toBe('me');
});
