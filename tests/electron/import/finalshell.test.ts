// FinalShell's connections: in the folder of the tool, exported, alone, and broken.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { finalshell } from '../../../electron/import/readers/finalshell.ts';
import { fileOf, folderOf, only, told, toldOf } from './terminalSources.ts';

/** A connection as the tool writes a new one. */
const USUAL = {
  forwarding_auto_reconnect: false,
  custom_size: false,
  delete_time: 0,
  secret_key_id: '',
  user_name: 'root',
  remote_port_forwarding: {},
  conection_type: 100,
  sort_time: 0,
  description: '',
  proxy_id: '0',
  authentication_type: 1,
  drivestoredirect: true,
  delete_key_sequence: 0,
  password: '',
  modified_time: 1664024518386,
  host: 'h.example.com',
  accelerate: false,
  id: 'wgdw661g0vpyfqxa',
  height: 0,
  order: 0,
  create_time: 1664024518386,
  port_forwarding_list: [],
  parent_update_time: 0,
  rename_time: 0,
  backspace_key_sequence: 2,
  fullscreen: false,
  port: 22,
  terminal_encoding: 'UTF-8',
  parent_id: 'root',
  exec_channel_enable: true,
  width: 0,
  name: 'name',
  access_time: 1664024522100,
};

function json(changed: object): string {
  return JSON.stringify({ ...USUAL, ...changed });
}

function read(changed: object): Found {
  const source = fileOf('x_connect_config.json', json(changed));
  expect(finalshell.recognises(source)).toBe(true);
  return finalshell.read(source);
}

describe('a connection', () => {
  it('that nobody changed says nothing that can’t come along', () => {
    const found = read({});
    expect(toldOf(found)).toEqual([]);
    expect(only(found)).toMatchObject({
      name: 'name',
      address: 'h.example.com',
      port: 22,
      user: 'root',
      group: [],
    });
  });

  it('may have a port in a text, no name, no user and no kind', () => {
    const found = read({ port: '2222', name: '', user_name: '', conection_type: undefined });
    expect(only(found)).toMatchObject({ name: 'h.example.com', port: 2222, user: null });
  });

  it.each([
    [{ password: 'beef' }, 'password | A secret'],
    [{ passphrase: 'beef' }, 'passphrase | A secret'],
    [{ secret_key_id: 'k1' }, 'secret_key_id=k1'],
    [{ proxy_id: '7b1rpzt1y8jjc6k6' }, 'proxy_id=7b1r'],
    [{ terminal_encoding: 'GBK' }, 'terminal_encoding=GBK'],
    [{ port_forwarding_list: [{ password: 'beef' }, {}] }, 'port_forwarding_list: 2'],
    [{ remote_port_forwarding: { '1': {} } }, 'remote_port_forwarding: 1'],
    [{ accelerate: true }, 'accelerate=true'],
    [{ new_setting: { a: 'beef' } }, 'new_setting={…}'],
    [{ private_key_path: 'C:\\k.ppk' }, 'PuTTY'],
    [{ port: 99999 }, 'port=99999'],
    [{ host: '' }, 'No address'],
    [{ host: 22 }, ''],
    [{ parent_id: 'gone' }, 'parent_id gone'],
  ])('tells of %j', (changed, part) => {
    const found = read(changed);
    expect(found.hosts).toHaveLength(1);
    if (part !== '') expect(told(found, part)).toContain('name |');
    expect(JSON.stringify(found)).not.toContain('beef');
  });

  it.each([
    [{ conection_type: 101 }, 'RDP'],
    [{ conection_type: 102 }, 'RDP'],
    [{ conection_type: 200 }, 'conection_type 200'],
    [{ delete_time: 1664024518386 }, 'deleted in FinalShell'],
  ])('that is none is told: %j', (changed, part) => {
    const found = read(changed);
    expect(found.hosts).toEqual([]);
    expect(told(found, part)).toContain('name |');
  });
});

describe('a folder of connections', () => {
  const folder = (id: string, name: string, parent_id: string): string =>
    JSON.stringify({ id, name, parent_id, conection_type: 0, order: 0 });

  it('has its folders by their ids, wherever their files lie', () => {
    const source = folderOf({
      'folder.json': folder('a', 'A', 'root'),
      'sub/folder.json': folder('b', 'B', 'a'),
      'sub/x_connect_config.json': json({ parent_id: 'b' }),
      'config.json': '{"theme":"dark"}',
      'image.png': new Uint8Array(9),
    });
    expect(finalshell.recognises(source)).toBe(true);
    const found = finalshell.read(source);
    expect(only(found).group).toEqual(['A', 'B']);
    expect(toldOf(found)).toEqual([]);
  });

  it('that was exported has its folders by where files lie', () => {
    const source = folderOf({ 'conn/生产/web/x_connect_config.json': json({ parent_id: 'gone' }) });
    expect(only(finalshell.read(source)).group).toEqual(['生产', 'web']);
  });

  it('with a folder that isn’t there keeps those that are', () => {
    const source = folderOf({
      'folder.json': folder('b', 'B', 'gone'),
      'x_connect_config.json': json({ parent_id: 'b' }),
    });
    const found = finalshell.read(source);
    expect(only(found).group).toEqual(['B']);
    expect(told(found, 'parent_id gone')).toBeDefined();
  });

  it('with folders in a circle is refused', () => {
    const source = folderOf({
      'a/folder.json': folder('a', 'A', 'b'),
      'b/folder.json': folder('b', 'B', 'a'),
      'x_connect_config.json': json({ parent_id: 'a' }),
    });
    expect(() => finalshell.read(source)).toThrow(/nested too deeply/);
  });

  it('with a broken file in it gives the others', () => {
    const source = folderOf({
      'a_connect_config.json': json({}),
      'b_connect_config.json': json({}).slice(0, 60),
    });
    const found = finalshell.read(source);
    expect(found.hosts).toHaveLength(1);
    expect(told(found, 'b_connect_config.json')).toContain('line 1, column 56');
  });
});

describe('a file', () => {
  it('that is broken says where', () => {
    const source = fileOf('x_connect_config.json', `${json({})}\n}`);
    expect(finalshell.recognises(source)).toBe(true);
    expect(() => finalshell.read(source)).toThrow(/line 2, column 1/);
    const typo = fileOf('x_connect_config.json', `{\n"host": x,\n"user_name": "u"}\n`);
    expect(() => finalshell.read(typo)).toThrow(/line 2, column 9/);
  });

  it('of whatever type gives nothing', () => {
    for (const text of ['[]', 'null', '7', '"x"', '{"__proto__":{"host":"x"}}']) {
      expect(finalshell.read(fileOf('x.json', text)).hosts).toEqual([]);
    }
    expect(() => finalshell.read(fileOf('x.json', '['.repeat(100_000)))).toThrow(/can’t be read/);
  });
});
