// Run in a copy of the sources to which a kind of host was added (see additions.ts): its hosts are
// saved, and shells on them are opened, reconnected and restored like any.
import { expect, it } from 'vitest';
import { systemClock } from '../../core/time/clock.ts';
import { AgentConnections } from '../../electron/agents/agentConnections.ts';
import { HostStore } from '../../electron/hosts/hostStore.ts';
import { plainBox } from '../../electron/hosts/secretBox.ts';
import type { GivenDraft } from '../../electron/ipc/contract.ts';
import { makeWays } from '../../electron/main/ways.ts';
import { ShellManager } from '../../electron/shells/shellManager.ts';
import { surroundings } from '../electron/shells/hosts.ts';
import { MemoryWindow } from '../support/memoryWindow.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const SIZE = { cols: 80, rows: 24 };

function desk() {
  const hosts = new HostStore({
    folder: temporaryDirectory(),
    secretBox: plainBox,
    loginShell: '/bin/sh',
    now: () => new Date(),
    warn: (line) => expect.fail(line),
  });
  const ways = makeWays({
    connections: new AgentConnections(systemClock, 'test'),
    surroundings: surroundings({ SHELL: '/bin/sh' }),
    clock: systemClock,
    version: 'test',
    memberName: () => '',
  });
  const manage = (): ShellManager =>
    new ShellManager({
      findHost: (id) => hosts.get(id),
      factory: (host, ...rest) => ways[host.kind].shells(host, ...rest),
      installer: ways.ssh.shells,
      broadcast: () => undefined,
      clock: systemClock,
      onStatus: () => undefined,
      onChange: () => undefined,
    });
  return { hosts, manage };
}

it('a shell on a host of the added kind is opened, reconnected and restored', async () => {
  const { hosts, manage } = desk();
  const draft = { kind: 'noted', name: 'Noted', color: 'none', note: 'mind the dog' };
  const saved = hosts.save(draft as unknown as GivenDraft, null);
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
  expect(saved.host.detail).toBe('mind the dog');

  const window = new MemoryWindow();
  const shells = manage();
  const { shellId } = shells.open('noted', saved.host.id, SIZE, window);
  const { port } = window;
  port.type('echo to$((1+1)); exit\r');
  await expect.poll(() => port.text).toContain('to2');
  await expect.poll(() => shells.list()[0]!.state).toBe('closed');
  await shells.reconnect(shellId);
  port.type('echo again$((1+1))\r');
  await expect.poll(() => port.text).toContain('again2');

  const restored = manage();
  restored.restore(shells.record(shellId)!, 'app');
  restored.attach(shellId, SIZE, window);
  const later = window.port;
  later.type('echo later$((1+1))\r');
  await expect.poll(() => later.text).toContain('later2');
  await Promise.all([shells.closeAll(), restored.closeAll()]);
  hosts.close();
});
