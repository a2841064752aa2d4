// What the window knows of ssh configs that folders follow, and what it asks of ssh.
import { expect, it } from 'vitest';
import { AskedHost } from '../../renderer/state/askedSsh.svelte.ts';
import { LinkChoice } from '../../renderer/state/linkChoice.svelte.ts';
import { Links } from '../../renderer/state/links.svelte.ts';
import { sshCommand } from '../../renderer/lib/sshCommand.ts';
import type { Bridge, LinkState } from '../../electron/ipc/contract.ts';
import { say } from '../../words/said.ts';
import { kinds } from './kinds.ts';

type Listener = (payload: unknown) => void;

function rig(answers: Record<string, unknown>) {
  const calls: unknown[][] = [];
  const listeners = new Map<string, Listener>();
  const bridge = {
    call: (name: string, ...args: unknown[]) => {
      calls.push([name, ...args]);
      const answer = answers[name];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    on: (name: string, listener: Listener) => {
      listeners.set(name, listener);
      return () => undefined;
    },
  } as unknown as Bridge;
  return { bridge, calls, tell: (name: string, payload: unknown) => listeners.get(name)!(payload) };
}

const state = (change: Partial<LinkState> = {}): LinkState => ({
  ...{
    folder: 'f',
    file: '/home/me/config',
    shown: '~/config',
    hosts: 2,
    readAt: 1,
    trouble: null,
  },
  ...change,
});

it('folders’ files are known by their folder, and what is wrong with them in words', async () => {
  const { bridge, tell } = rig({ 'links:list': [state()] });
  const links = new Links(bridge);
  expect([links.of('f'), links.trouble('f')]).toEqual([undefined, '']);
  await links.load();
  expect([links.of('f')?.shown, links.of('other'), links.of(null)]).toEqual([
    '~/config',
    undefined,
    undefined,
  ]);
  tell('links:changed', [state({ trouble: say('link-file-gone', { file: '~/config' }) })]);
  expect(links.trouble('f')).toMatch(/^~\/config is not there/);
});

it('hosts of an ssh config are copied unless it is chosen that they stay linked', async () => {
  const { bridge, calls } = rig({ 'links:add': { id: 'f' } });
  const choice = new LinkChoice(bridge);
  expect(choice.links).toBe(false);
  choice.how = 'link';
  expect(choice.links).toBe(true);
  await choice.link({ shown: '~/config' }, 'parent');
  expect(calls).toEqual([['links:add', '~/config', 'parent']]);
});

it('what ssh says is looked through by words, and copied as ssh prints it', async () => {
  const settings = [
    { name: 'hostname', value: '10.0.0.1' },
    { name: 'user', value: 'root' },
  ];
  const { bridge } = rig({ 'links:ask': { command: 'ssh -G -- a', settings, refused: null } });
  const asked = new AskedHost(bridge, 'a');
  expect([asked.isAsking, asked.text]).toEqual([true, '']);
  await asked.ask();
  expect([asked.isAsking, asked.error, asked.shown.length]).toEqual([false, '', 2]);
  asked.typed = 'Root us';
  expect(asked.shown).toEqual([settings[1]]);
  expect(asked.text).toBe('hostname 10.0.0.1\nuser root');
});

it('a refusal of ssh, and that nobody may ask it, stand in the place of an answer', async () => {
  const refused = say('link-refused-by-ssh', { words: 'line 3: Bad' });
  const no = new AskedHost(
    rig({ 'links:ask': { command: '', settings: [], refused } }).bridge,
    'a',
  );
  await no.ask();
  expect(no.error).toMatch(/ssh refuses this file.*line 3: Bad/);
  const failed = new AskedHost(rig({ 'links:ask': new Error('not allowed') }).bridge, 'a');
  await failed.ask();
  expect([failed.isAsking, failed.error]).toEqual([false, 'not allowed']);
});

it('the command of a linked host is the alias, and the file where ssh isn’t to read its own', () => {
  const host = { ...kinds.empty, address: 'x', user: 'y', port: '2' };
  const command = (alias: string, file: string) =>
    sshCommand({ ...host, kind: 'config', alias, file }, () => undefined);
  expect(command('web', '')).toBe('ssh web');
  expect(command('my web', '/a/config')).toBe("ssh -F /a/config 'my web'");
  expect(command('-x', '')).toBe('ssh -- -x');
});
