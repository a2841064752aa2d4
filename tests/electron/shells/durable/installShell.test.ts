// The tab in which the agent is installed on a host, where that fails before anybody has logged in:
// it says what is missing, asks what ssh asks, and leaves nothing behind. A script is in ssh's place.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM } from '../../../../core/system.ts';
import { InstallShell } from '../../../../electron/shells/durable/installShell.ts';
import type { StoredHost } from '../../../../electron/hosts/storedHost.ts';
import { processesWith } from '../../../support/processes.ts';
import { says } from '../../../support/says.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { inWords } from '../../../../words/said.ts';
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

describe.runIf(SYSTEM === 'linux')('once ssh is started', () => {
  /** An installation of a version 1.2.3 with this script for ssh, and what it has printed so far. */
  function withSsh(script: string) {
    const folder = temporaryDirectory();
    const [sockets, ssh] = [path.join(folder, 'run'), path.join(folder, 'ssh')];
    mkdirSync(sockets, { mode: 0o700 });
    writeFileSync(ssh, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    writeFileSync(path.join(folder, 'manifest.json'), '{"version":"1.2.3","packages":{}}');
    const PATH = `${folder}:${process.env['PATH']}`;
    const options = { surroundings: surroundings({ PATH, XDG_RUNTIME_DIR: sockets }) };
    const shell = new InstallShell(HOST, { ...options, archives: folder });
    onTestFinished(() => shell.close());
    const said = { text: '' };
    void (async () => {
      for await (const bytes of shell.output) said.text += Buffer.from(bytes).toString();
    })();
    const running = (): number[] => processesWith(ssh);
    const left = (): unknown[] => [...running(), ...readdirSync(sockets)];
    shell.start(SIZE);
    return { shell, said, left, running };
  }

  it('says what it is about to do, and why it can’t', async () => {
    const { shell, said, left } = withSsh(
      'echo "ssh: connect to host box.example port 22: Connection refused"; exit 255',
    );
    await expect.poll(() => shell.state.state).toBe('failed');
    const { message, hint } = shell.state;
    expect(message).toEqual(says(/refused/));
    const [first, ...rest] = said.text.split('\r\n');
    expect(first).toBe('Installing bowline-agent 1.2.3 on box.example, for your user there.');
    expect(rest.join(' ')).toContain(`\x1b[31m${inWords(message)}\x1b[0m ${inWords(hint)}`);
    expect(left()).toEqual([]);
  });

  it('asks in its tab what ssh asks, and hands on the answer', async () => {
    const { shell, said } = withSsh(
      'printf "Password: "; read -r given; echo "[$given]"; exit 255',
    );
    await expect.poll(() => said.text).toContain('Password: ');
    expect(shell.state.state).not.toBe('failed');
    await shell.write(Buffer.from('sesame\r'));
    await expect.poll(() => said.text).toContain('[sesame]');
    await expect.poll(() => shell.state.state).toBe('failed');
  });

  it('is connecting, and leaves neither ssh nor its sockets when it is closed', async () => {
    const { shell, running, left } = withSsh('sleep 1000');
    await expect.poll(running).not.toEqual([]);
    expect(shell.state.message).toEqual(says('Connecting to box.example…'));
    expect(await shell.foreground()).toBe('The installation of the agent');
    await shell.close();
    expect([shell.output.closed, left()]).toEqual([true, []]);
    expect(await shell.foreground()).toBe('');
  });
});
