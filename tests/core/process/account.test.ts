// Who runs as a number that the user database doesn't know (in a container, say) has no name and
// no login shell, and everything starts all the same.
import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { accountName, accountShell } from '../../../core/process/account.ts';
import { needs } from '../../support/needs.ts';

const CORE = path.resolve(import.meta.dirname, '../../../core/process/account.ts');
const NOBODYS = 54_321;

it('is what the user database says', () => {
  const { username, shell } = userInfo();
  expect([accountName(), accountShell()]).toEqual([username, shell]);
});

it('is nothing where that knows none', (test) => {
  needs(process.getuid?.() === 0 ? undefined : 'another user needs root', test);
  const code = `
    const { accountName, accountShell } = await import(${JSON.stringify(CORE)});
    process.setuid(${NOBODYS});
    console.log(JSON.stringify([accountName(), accountShell()]));`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code];
  const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(['', '']);
});
