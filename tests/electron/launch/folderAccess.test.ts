// Who may read the data folder on Windows, with programs in the place of Windows' own that keep to
// their documented command lines.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { outputOf } from '../../../core/process/startProgram.ts';
import { closeFolder } from '../../../electron/launch/folderAccess.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';

const PROFILE = 'C:\\Users\\Jörg Müller';
const ENV = { USERPROFILE: PROFILE, SystemRoot: 'C:\\Windows' };
const OURS = 'S-1-5-21-1004336348-1177238915-682003330-1001';

let system: string;
/** Names of the programs that ran, in order. */
let ran: string[];

beforeEach(() => {
  system = temporaryDirectory();
  ran = [];
  program('whoami.exe', `printf '"pc\\\\jörg","%s"\\r\\n' ${OURS}`);
  program('icacls.exe', 'for it; do printf "%s\\n" "$it"; done > "$0.args"');
});

function program(name: string, script: string): void {
  writeFileSync(join(system, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function close(folder: string, leadsTo: Record<string, string> = {}): string {
  const exposure = closeFolder(folder, {
    platform: 'win32',
    env: ENV,
    realPath: (path) => leadsTo[path] ?? path,
    run: ({ file, args }) => {
      expect(win32.dirname(file)).toBe('C:\\Windows\\System32');
      ran.push(win32.basename(file));
      return outputOf({ file: join(system, win32.basename(file)), args }, 'pipe', 5_000);
    },
  });
  return inWords(exposure);
}

const given = (): string[] => readFileSync(join(system, 'icacls.exe.args'), 'utf8').split('\n');

it.each([
  `${PROFILE}\\AppData\\Roaming\\Bowline`,
  'c:\\users\\jörg müller\\elsewhere',
  PROFILE,
  '\\\\server\\homes\\joerg\\Bowline',
])('%s is closed by its place, and nothing is run for it', (folder) => {
  expect(close(folder)).toBe('');
  expect(ran).toEqual([]);
});

it.each(['D:\\My data\\Bowline', 'C:\\Users\\Public\\Bowline', `${PROFILE}2`, 'C:\\Users\\..x'])(
  '%s is closed to all but its user, the system and administrators',
  (folder) => {
    expect(close(folder)).toBe('');
    expect(ran).toEqual(['whoami.exe', 'icacls.exe']);
    const all = [OURS, 'S-1-5-18', 'S-1-5-32-544'].map((it) => `*${it}:(OI)(CI)F`);
    const others = ['*S-1-1-0', '*S-1-5-11', '*S-1-5-32-545'];
    const rights = ['/inheritance:r', '/grant:r', ...all, '/remove:g', ...others, '/q'];
    expect(given()).toEqual([folder, ...rights, '']);
  },
);

it('a link within the profile is judged by where it leads', () => {
  const link = `${PROFILE}\\Bowline`;
  expect(close(link, { [link]: 'D:\\Bowline' })).toBe('');
  expect(given()[0]).toBe('D:\\Bowline');
});

it('a profile that lies behind a link has its folders in it', () => {
  expect(close('E:\\profiles\\me\\Bowline', { [PROFILE]: 'E:\\profiles\\me' })).toBe('');
  expect(ran).toEqual([]);
});

it.each([
  ['Windows has no access lists there', 'icacls.exe', 'exit 1'],
  ['nobody says whose it is', 'whoami.exe', 'echo who knows'],
  ['there is no such program', 'whoami.exe', 'exit 127'],
])('where %s, the person is told, in one line', (_, name, script) => {
  program(name, script);
  const words = close('D:\\Bowline\u202e');
  expect(words).toMatch(/^Other users of this computer may be able to read .* D:\\Bowline\. /);
  expect(words).toContain('BOWLINE_USER_DATA');
  expect(words).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

it('a whole drive isn’t taken away from others', () => {
  expect(close('D:\\')).toContain('It is a whole drive.');
  expect(ran).not.toContain('icacls.exe');
});

it.each(['linux', 'darwin'] as const)('on %s the folder’s mode does it', (platform) => {
  const run = (): string => expect.unreachable('nothing is run');
  expect(closeFolder('/tmp', { platform, env: {}, run })).toBeNull();
});
