// Users of this machine by name and number, as its files have them.
import { readFile } from 'node:fs/promises';
import { type AccountNames, LocalAccounts } from '../../core/sftp/accountNames.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { say } from '../../words/said.ts';

const accounts = new LocalAccounts();

export async function accountNames(): Promise<AccountNames> {
  await accounts.refresh();
  return accounts;
}

/** Where that user is at home. Rejects with `FileError` not-found. */
export async function homeOf(name: string): Promise<string> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = text.split('\n').find((one) => one.startsWith(`${name}:`));
  const home = line?.split(':')[5];
  if (!home) throw new FileError('not-found', say('file-user-unknown', { name }));
  return home;
}
