// WindTerm's sessions, and all that people type where they go to.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { windterm } from '../../../electron/import/readers/windterm.ts';
import { fileOf, folderOf, only, told, toldOf } from './terminalSources.ts';

const USUAL = {
  'session.icon': 'session::square-mediumorchid',
  'session.label': 'name',
  'session.port': 22,
  'session.protocol': 'SSH',
  'session.target': 'h.example.com',
  'session.uuid': '00000000-0000-4000-8000-000000000001',
  'terminal.rows': 24,
};

function read(changed: object): Found {
  const source = fileOf('user.sessions', JSON.stringify([{ ...USUAL, ...changed }]));
  expect(windterm.recognises(source)).toBe(true);
  return windterm.read(source);
}

describe('a session', () => {
  it('that nobody changed says nothing that can’t come along', () => {
    const found = read({});
    expect(toldOf(found)).toEqual([]);
    expect(only(found)).toMatchObject({
      name: 'name',
      address: 'h.example.com',
      user: null,
      group: [],
    });
  });

  it.each([
    ['u@h', { user: 'u', address: 'h' }],
    ['ssh://u@h:2222', { user: 'u', address: 'h', port: 2222 }],
    ['h:2222', { address: 'h', port: 2222 }],
    ['2001:db8::1', { address: '2001:db8::1', port: 22 }],
    ['u@[2001:db8::1]:2222', { user: 'u', address: '2001:db8::1', port: 2222 }],
    ['@h', { user: null, address: '@h' }],
    ['a@b@h', { user: 'a@b', address: 'h' }],
    ['-oProxyCommand=x', { address: '-oProxyCommand=x' }],
  ])('goes to %s', (target, host) => {
    expect(only(read({ 'session.target': target, 'session.port': undefined }))).toMatchObject(host);
  });

  it('keeps the password of its target back', () => {
    const found = read({ 'session.target': 'u:beef@h' });
    expect(only(found)).toMatchObject({ user: 'u', address: 'h' });
    expect(told(found, 'session.target')).toContain('secret');
    expect(JSON.stringify(found)).not.toContain('beef');
  });

  it('has its user from where it says one first', () => {
    const login = JSON.stringify({ 'session.user': 'saved', Password: 'beef' });
    const found = read({ 'session.autoLogin': login });
    expect(only(found).user).toBe('saved');
    expect(JSON.stringify(found)).not.toContain('beef');
    expect(only(read({ 'session.autoLogin': '{broken' })).user).toBeNull();
    expect(only(read({ 'session.user': 'u', 'session.target': 'v@h' })).user).toBe('u');
  });

  it('has key files for each system, switches, a note, and folders', () => {
    const found = read({
      'ssh.identityFilePath.windows': 'C:\\k',
      'ssh.identityFilePath.macos': '/k',
      'ssh.identityFilePath': '/k',
      'ssh.x11Forwarding': true,
      'ssh.agentForwarding': false,
      'session.description': 'a note',
      'session.group': ' a > b >',
    });
    expect(only(found)).toMatchObject({
      identities: ['C:\\k', '/k'],
      group: ['a', 'b'],
      more: { x11: true, agentForward: false, description: 'a note' },
    });
    expect(toldOf(found)).toEqual([]);
  });

  it.each([
    ['Telnet', 'telnet', 23],
    ['Raw', 'raw', 0],
    ['Tcp', 'raw', 0],
    ['', 'ssh', 22],
  ])('of %s is a host', (name, protocol, port) => {
    const found = read({ 'session.protocol': name, 'session.port': null });
    expect(only(found)).toMatchObject({ protocol, port });
  });

  it.each(['Shell', 'Serial', 'RDP', 'New'])('of %s is told', (name) => {
    const found = read({ 'session.protocol': name, 'session.target': 'x' });
    expect(found.hosts).toEqual([]);
    expect(told(found, `name | ${name} x`)).toBeDefined();
  });

  it.each([
    [{ 'session.autoLogin': 'beef' }, 'session.autoLogin | A secret'],
    [{ 'session.oneKey': 'beef' }, 'session.oneKey | A secret'],
    [{ 'ssh.password': 'beef' }, 'ssh.password | A secret'],
    [{ 'session.autoExecution': 'echo beef' }, 'session.autoExecution | Bowline runs no scripts'],
    [{ 'session.proxyHost': 'p.example.com' }, 'session.proxyHost=p.example.com'],
    [{ 'session.proxyJumpServer1': { password: 'beef' } }, 'session.proxyJumpServer1={…}'],
    [{ 'ssh.tunnels': [{ a: 'beef' }] }, 'ssh.tunnels=[…]'],
    [{ 'terminal.charset': 'GBK' }, 'terminal.charset=GBK'],
    [{ 'ssh.newSetting': 7 }, 'ssh.newSetting=7'],
    [{ 'session.port': 'x' }, 'session.port=x'],
    [{ 'session.port': -1 }, 'session.port=-1'],
    [{ 'session.target': '' }, 'No address'],
  ])('tells of %j', (changed, part) => {
    const found = read(changed);
    expect(found.hosts).toHaveLength(1);
    expect(told(found, part)).toContain('name |');
    expect(JSON.stringify(found)).not.toContain('beef');
  });
});

describe('a file', () => {
  it('may lie in the folder of the profile', () => {
    const source = folderOf({
      'onekeys.config': '[]',
      'terminal/user.sessions': JSON.stringify([USUAL]),
    });
    expect(windterm.recognises(source)).toBe(true);
    expect(windterm.read(source).hosts).toHaveLength(1);
  });

  it('has the same target twice, and entries that are none', () => {
    const source = fileOf('user.sessions', JSON.stringify([USUAL, 7, USUAL, { __proto__: 1 }]));
    const found = windterm.read(source);
    expect(found.hosts).toHaveLength(3);
    expect(told(found, 'session 2 | entry 2')).toContain('can’t be understood');
    expect(told(found, 'session 4')).toContain('No address');
  });

  it('that is broken says where', () => {
    const source = fileOf('user.sessions', '[\n  {"session.target": "x",\n');
    expect(windterm.recognises(source)).toBe(true);
    expect(() => windterm.read(source)).toThrow(/line 3, column 1/);
    expect(() => windterm.read(fileOf('x', '{"session.target": "x"}'))).toThrow(/WindTerm/);
  });
});
