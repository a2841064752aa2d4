import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KeySockets } from '../../../agent/keys/keySocket.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const SESSION = '0123456789abcdef'.repeat(2);
const ignore = (): void => undefined;
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

it('is its user’s alone, there at once, and gone with its shell', async () => {
  const folder = temporaryDirectory();
  const sockets = new KeySockets(folder);
  const umask = process.umask(0);
  const { path, close } = sockets.open(SESSION, (socket) => socket.end('hello'));
  process.umask(umask);
  expect([mode(path), mode(join(folder, 'keys'))]).toEqual(['600', '700']);
  const socket = connect(path);
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
  close();
  expect(existsSync(path)).toBe(false);
});

it('takes no notice of what a killed agent left, nor of a wide umask', () => {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'keys'), { mode: 0o777 });
  writeFileSync(join(folder, 'keys', SESSION.slice(0, 16)), '');
  writeFileSync(join(folder, 'keys', 'left'), '');
  const { close } = new KeySockets(folder).open(SESSION, ignore);
  expect(readdirSync(join(folder, 'keys'))).toEqual([SESSION.slice(0, 16)]);
  expect(mode(join(folder, 'keys'))).toBe('700');
  close();
});

it('is refused where its folder is a link, or its path too long', () => {
  const [folder, elsewhere] = [temporaryDirectory(), temporaryDirectory()];
  writeFileSync(join(elsewhere, 'mine'), '');
  symlinkSync(elsewhere, join(folder, 'keys'));
  expect(() => new KeySockets(folder).open(SESSION, ignore)).toThrow('something else stands');
  expect(readdirSync(elsewhere)).toEqual(['mine']);
  const deep = join(temporaryDirectory(), 'x'.repeat(80));
  expect(() => new KeySockets(deep).open(SESSION, ignore)).toThrow('too long');
});
