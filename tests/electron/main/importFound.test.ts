// Where other tools keep their hosts on a computer: what is there is told of with its numbers, and nothing
// else is.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { knownPlaces, shownPath } from '../../../electron/import/knownPlaces.ts';
import { inEnglish } from '../../../words/said.ts';
import { dialogs, ImportRig } from './importRig.ts';

function rigAtHome(): ImportRig {
  const rig = new ImportRig();
  vi.stubEnv('HOME', rig.folder);
  for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME']) vi.stubEnv(name, '');
  onTestFinished(() => vi.unstubAllEnvs());
  return rig;
}

const HOSTS = 'Host a\n  HostName a.example\nHost b\n  HostName b.example\n';

it('is told with how many can be opened, wait, or are here', async () => {
  const rig = rigAtHome();
  const config = rig.file('.ssh/config', HOSTS);
  rig.file('.ssh/known_hosts', 'c.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ\n');
  rig.file('.putty/sessions/far', 'HostName=far.example\nProtocol=ssh\nPortNumber=22\n');
  rig.file('.putty/sessions/wire', 'HostName=\nProtocol=serial\nSerialLine=/dev/ttyS0\n');
  rig.file('.config/tabby/config.yaml', 'profiles: [\n');
  rig.file('.config/electerm/users/default_user/electerm.bookmarks.nedb', '{}\n');
  rig.file('.remmina/readme', 'nothing\n');
  await rig.import(config);
  const found = await rig.desk.found();
  const told = found.map(({ shown, format, hosts, waiting, known, problem }) => [
    ...[shown, format, hosts, waiting, known, inEnglish(problem).slice(0, 30)],
  ]);
  expect(told).toEqual([
    ['~/.ssh/config', 'ssh_config', 2, 0, 2, ''],
    ['~/.config/tabby/config.yaml', 'tabby', 0, 0, 0, expect.stringMatching(/line/)],
    ['~/.config/electerm/users/default_user', 'electerm', 0, 0, 0, 'electerm (bookmarks) keeps its'],
    ['~/.putty/sessions', 'putty-unix', 1, 1, 0, ''],
    ['~/.remmina', 'remmina', 0, 0, 0, expect.stringMatching(/read as Remmina/)],
    ['~/.ssh/known_hosts', 'known_hosts', 1, 0, 0, ''],
  ]);
});

it('is opened by its path, and no other path is', async () => {
  const rig = rigAtHome();
  const config = rig.file('.ssh/config', HOSTS);
  const pick = { from: 'found', path: config, format: 'ssh_config' } as const;
  const preview = await rig.desk.open(pick, dialogs(undefined));
  expect(preview).toMatchObject({ shown: '~/.ssh/config', rows: [{ name: 'a' }, { name: 'b' }] });
  const other = rig.file('other', HOSTS);
  for (const from of ['found', 'again'] as const) {
    const wrong = rig.desk.open({ from, path: other, format: 'ssh_config' } as never, dialogs(''));
    await expect(wrong).rejects.toMatchObject({ said: { code: 'import-not-found-here' } });
  }
  await rig.import(other);
  const again = await rig.desk.open({ from: 'again', path: other }, dialogs(undefined));
  expect(again).toMatchObject({ format: 'ssh_config', rows: [{ here: { by: 'origin' } }, {}] });
});

it.runIf(process.platform === 'linux')('a FIFO in the place of one holds nobody up', async () => {
  const rig = rigAtHome();
  mkdirSync(path.join(rig.folder, '.ssh'));
  execFileSync('mkfifo', [path.join(rig.folder, '.ssh/config')]);
  const [found] = await rig.desk.found();
  expect(inEnglish(found!.problem)).toMatch(/neither a file nor a folder/);
});

it.each(['linux', 'darwin', 'win32'] as const)('the places of %s are paths of that system', (system) => {
  const home = system === 'win32' ? 'C:\\Users\\me' : '/home/me';
  const all = knownPlaces({ system, home, env: {} });
  expect(all[0]!.format).toBe('ssh_config');
  expect(all.at(-1)!.format).toBe('known_hosts');
  const style = system === 'win32' ? path.win32 : path.posix;
  for (const one of all) {
    expect(style.isAbsolute(one.path), one.path).toBe(true);
    expect(one.path).toBe(style.normalize(one.path));
  }
  expect(new Set(all.map((one) => one.path)).size).toBe(all.length);
});

it('a folder beside one’s own isn’t shown as one’s own', () => {
  expect(shownPath('/home/me/x', '/home/me')).toBe('~/x');
  expect(shownPath('/home/meow/x', '/home/me')).toBe('/home/meow/x');
});
