// The tab in which the agent is installed on a host, where that fails before anybody logs in: it
// says what is missing, and is over then.
import { expect, it } from 'vitest';
import { InstallShell } from '../../../../electron/shells/durable/installShell.ts';
import type { StoredHost } from '../../../../electron/hosts/storedHost.ts';
import { says } from '../../../support/says.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { sshDraft } from '../../hosts/drafts.ts';
import { surroundings } from '../hosts.ts';

const HOST: StoredHost = { id: 'ssh', ...sshDraft({ address: 'box.example' }) };
const SIZE = { cols: 80, rows: 24 };

const open = (): InstallShell =>
  new InstallShell(HOST, { surroundings: surroundings(), archives: temporaryDirectory() });

async function printed(shell: InstallShell): Promise<string> {
  let text = '';
  for await (const bytes of shell.output) text += Buffer.from(bytes).toString();
  return text;
}

it('says what is missing, and what to do about it, in the tab and in its state', async () => {
  const shell = open();
  expect(await shell.foreground()).toBe('The installation of the agent');
  shell.start(SIZE);
  shell.start(SIZE);
  const message = 'This copy of Bowline carries no agent to install.';
  const hint = 'In a checkout of Bowline, run “npm run build:agent” and try again.';
  expect(await printed(shell)).toBe(`\x1b[31m${message}\x1b[0m\r\n${hint}\r\n`);
  await expect.poll(() => shell.state.state).toBe('failed');
  expect(shell.state).toMatchObject({
    ...{ message: says(message), hint: says(hint), canReconnect: true },
  });
  expect(await shell.foreground()).toBe('');
  await expect(shell.write(Buffer.from('yes'))).rejects.toThrow('the installation is over');
  shell.start(SIZE);
  await shell.close();
  expect(shell.state.state).toBe('failed');
});

it('is over when it is closed before it began', async () => {
  const shell = open();
  await shell.close();
  expect([shell.state.state, shell.output.closed]).toEqual(['closed', true]);
  shell.start(SIZE);
  expect(await printed(shell)).toBe('');
});
