// Who starts and stops tunnels, what the window is told, and what is known after a restart: on a
// real store, with tunnels that carry nothing.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import type { HostTunnelsView, TunnelDraft, TunnelReport } from '../../../electron/ipc/contract.ts';
import type { TunnelStatus } from '../../../core/tunnel/tunnel.ts';
import { TunnelDesk } from '../../../electron/tunnels/tunnelDesk.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemoryCarrier, type MemoryTunnel } from '../../support/memoryTunnels.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { agentDraft, localDraft, sshDraft } from '../hosts/drafts.ts';
import { keychain } from '../hosts/keychain.ts';
import { PASSWORD, proxyDraft, tunnelDraft } from '../hosts/tunnelDrafts.ts';
import { told as asTold } from '../../support/told.ts';
import { says } from '../../support/says.ts';

const WINDOW = new MemoryWindow();

let folder: string;
let hosts: HostStore;
let desk: TunnelDesk;
let clock: ManualClock;
let box: string;
let carriers: MemoryCarrier[];
let told: HostTunnelsView[];
let reports: TunnelReport[];
let logged: string[];

function open(): TunnelDesk {
  carriers = [];
  told = [];
  reports = [];
  logged = [];
  clock = new ManualClock();
  const carry = (_host: unknown, patient: boolean): MemoryCarrier => {
    carriers.push(new MemoryCarrier(patient));
    return carriers.at(-1)!;
  };
  return (desk = new TunnelDesk({
    ...{ hosts, carry, clock, file: join(folder, 'tunnels.json') },
    onChange: (view) => told.push(view),
    onReport: (report) => reports.push(report),
    onStored: () => undefined,
    onUnstored: () => expect.fail('not stored'),
    log: (line) => logged.push(line),
  }));
}

function openHosts(secretBox: SecretBox): void {
  hosts = new HostStore({
    ...{ folder, secretBox, loginShell: '/bin/sh' },
    now: () => new Date(),
    warn: (line) => expect.fail(line),
  });
}

beforeEach(() => {
  folder = join(temporaryDirectory(), 'data');
  openHosts(plainBox);
  box = addHost('Box');
  open();
});
afterEach(async () => {
  await desk.close();
  hosts.close();
});

function addHost(name: string): string {
  const result = hosts.save(agentDraft({ name }), null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.host.id;
}

async function add(draft: Partial<TunnelDraft> = {}, hostId = box): Promise<string> {
  const result = await desk.save(hostId, tunnelDraft(draft), null);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.tunnel.id;
}

const made = (): MemoryTunnel[] => carriers.flatMap(({ tunnels }) => tunnels.made);
const states = (hostId = box): string[] =>
  desk
    .list(WINDOW)
    .find((view) => view.hostId === hostId)!
    .tunnels.map(({ state }) => state);

function shell(state: 'online' | 'lagging' | 'reconnecting' | 'closed', shellId = 's', on = box) {
  desk.shellIs({ shellId, hostId: on, state });
}

describe('a tunnel', () => {
  it('is carried as it was saved, with its secret', async () => {
    desk.start(await add(proxyDraft()));
    expect(made()[0]!.spec).toMatchObject({
      kind: 'dynamic',
      target: null,
      login: { user: 'me', password: PASSWORD },
    });
    expect(JSON.stringify(desk.list(WINDOW))).not.toContain(PASSWORD);
  });

  it('with a user never starts without the password that the keychain keeps', async () => {
    hosts.close();
    openHosts(keychain);
    open();
    const id = await add(proxyDraft());
    hosts.close();
    openHosts({ ...keychain, unseal: () => expect.fail('locked') });
    open();
    expect(() => desk.start(id)).toThrow(/The keychain did not give .* back/);
    expect([carriers, states()]).toEqual([[], ['stopped']]);
    await desk.save(box, proxyDraft({ password: '', autostart: true }), id);
    shell('online');
    expect(logged).toEqual([expect.stringMatching(/did not start by itself: The keychain/)]);
  });

  it('is shown as it stands, and the window is told of changes, together', async () => {
    desk.start(await add());
    made()[0]!.run();
    expect(told).toEqual([]);
    clock.advance(200);
    expect(told).toHaveLength(1);
    expect(told[0]!.tunnels[0]).toMatchObject({ state: 'running', listening: '127.0.0.1:8080' });
    made()[0]!.fail('Another program listens there.');
    clock.advance(200);
    expect(told[1]!.tunnels[0]).toMatchObject({
      state: 'failed',
      trouble: { message: says('Another program listens there.'), field: 'listen' },
    });
  });

  it('shares its carrier with others of its host, until the last has stopped', async () => {
    const [first, second] = [await add(), await add()];
    desk.start(first);
    desk.start(second);
    desk.start(second);
    expect(made()).toHaveLength(2);
    await desk.stop(first);
    expect(carriers.map(({ closed }) => closed)).toEqual([false]);
    await desk.stop(second);
    await settle();
    expect(carriers.map(({ closed }) => closed)).toEqual([true]);
    expect(states()).toEqual(['stopped', 'stopped']);
  });

  it('that failed is started anew, with the host as it is saved now', async () => {
    const id = await add();
    desk.start(id);
    made()[0]!.fail('no');
    desk.start(id);
    expect(carriers.map(({ closed }) => closed)).toEqual([true, false]);
    expect(states()).toEqual(['starting']);
  });

  it('that is changed goes on as it is now if it ran, and stays stopped if it did not', async () => {
    const id = await add();
    await desk.save(box, tunnelDraft({ listenPort: '1111' }), id);
    expect(made()).toEqual([]);
    desk.start(id);
    made()[0]!.run();
    await desk.save(box, tunnelDraft({ listenPort: '2222' }), id);
    expect(made().map(({ status }) => status.state)).toEqual(['stopped', 'starting']);
    expect(made()[1]!.spec.listen).toMatchObject({ port: 2222 });
  });

  it('that is renamed, or starts otherwise, goes on with whoever is connected', async () => {
    const id = await add(proxyDraft());
    desk.start(id);
    made()[0]!.run();
    const renamed = proxyDraft({ name: 'Browser', autostart: true, password: '' });
    await desk.save(box, renamed, id);
    expect(made().map(({ status }) => status.state)).toEqual(['running']);
    clock.advance(200);
    expect(told.at(-1)!.tunnels[0]).toMatchObject({ name: 'Browser', state: 'running' });
    await desk.save(box, { ...renamed, password: 'another' }, id);
    expect(made().map(({ status }) => status.state)).toEqual(['stopped', 'starting']);
    expect(made()[1]!.spec.login).toEqual({ user: 'me', password: 'another' });
  });

  it('that is changed keeps its login meanwhile', async () => {
    const id = await add();
    desk.start(id);
    const saved = desk.save(box, tunnelDraft({ listenPort: '2222' }), id);
    expect(carriers[0]!.kept).toBe(1);
    await saved;
    await settle();
    expect(carriers).toMatchObject([{ kept: 0, closed: false }]);
  });

  it('takes over the login of the last one, which is just stopping', async () => {
    const [first, second] = [await add(), await add()];
    desk.start(first);
    const stopped = desk.stop(first);
    desk.start(second);
    await stopped;
    await settle();
    expect(carriers).toMatchObject([{ closed: false }]);
    await desk.stop(second);
    await settle();
    expect(carriers).toMatchObject([{ closed: true }]);
  });

  it('that is removed is stopped and forgotten', async () => {
    const id = await add();
    desk.start(id);
    made()[0]!.run();
    await desk.remove(id);
    expect(made()[0]!.status.state).toBe('stopped');
    clock.advance(200);
    expect(told.at(-1)!.tunnels).toEqual([]);
    expect(() => desk.start(id)).toThrow('This tunnel has been removed meanwhile.');
  });

  it('ends with its host, and has none on this computer', async () => {
    desk.start(await add());
    hosts.bin.takeHosts([box]);
    await desk.dropHost(box);
    expect(made()[0]!.status.state).toBe('stopped');
    expect(carriers[0]!.closed).toBe(true);
  });

  it('of a host that became this computer can’t be started', async () => {
    const id = await add();
    hosts.save(localDraft({ name: 'Box' }), box);
    expect(() => desk.start(id)).toThrow(/needs no tunnel/);
    shell('online');
    expect(made()).toEqual([]);
  });
});

describe('the log', () => {
  const trouble = (at: number) => ({
    error: {
      ...{ code: 'target-refused', message: asTold('Nobody at db:1.'), hint: null, at },
      field: 'target' as const,
    },
  });

  function run(change: Partial<TunnelStatus>): void {
    made()[0]!.become({ state: 'running', ...change });
    clock.advance(200);
  }

  it('says why connections fail, once a minute', async () => {
    desk.start(await add({ name: 'db' }));
    for (let at = 1; at <= 3; at++) run(trouble(at));
    run({ open: 1 });
    expect(logged).toEqual(['tunnel “db” (local, running): target-refused: Nobody at db:1.']);
    clock.advance(60_000);
    run({ open: 2 });
    run(trouble(4));
    expect(logged).toHaveLength(2);
    expect(logged[1]).toMatch(/, 2 more before$/);
  });

  it('doesn’t say where a proxy’s clients go', async () => {
    desk.start(await add(proxyDraft({ name: 'browser' })));
    run(trouble(1));
    expect(logged).toEqual(['tunnel “browser” (dynamic, running): target-refused']);
  });
});

describe('with the first shell of its host', () => {
  it('those start that are to, once', async () => {
    await add({ name: 'by hand' });
    const auto = await add({ autostart: true });
    shell('online');
    expect(states()).toEqual(['stopped', 'starting']);
    await desk.stop(auto);
    shell('lagging');
    shell('reconnecting');
    shell('online');
    shell('online', 'another');
    expect(states()).toEqual(['stopped', 'stopped']);
  });

  it('they start again after the last one was gone', async () => {
    const auto = await add({ autostart: true });
    shell('online', 'a');
    shell('online', 'b');
    await desk.stop(auto);
    shell('closed', 'a');
    desk.shellGone('b');
    shell('online', 'c');
    expect(states()).toEqual(['starting']);
  });

  it('none starts of another host', async () => {
    const other = addHost('Other');
    await add({ autostart: true }, other);
    shell('online');
    expect(states(other)).toEqual(['stopped']);
  });
});

describe('after a restart of the app', () => {
  it('those run that ran, and are waited for', async () => {
    const [first, , third] = [await add(), await add(), await add()];
    desk.start(first);
    desk.start(third);
    await desk.stop(first);
    open().restore(new Date());
    expect(states()).toEqual(['stopped', 'stopped', 'starting']);
    expect(carriers.map(({ patient }) => patient)).toEqual([true]);
  });

  it('also when it was quit, but not one that had failed or was removed', async () => {
    const [kept, failed, removed] = [await add(), await add(), await add()];
    for (const id of [kept, failed, removed]) desk.start(id);
    made()[1]!.fail('no');
    await desk.remove(removed);
    await desk.close();
    open().restore(new Date());
    expect(states()).toEqual(['starting', 'stopped']);
  });

  it('a file that isn’t ours starts nothing', async () => {
    await add();
    const { writeFileSync } = await import('node:fs');
    for (const text of ['', '{}', '{"running":[1]}', '{"running":["gone"]}', '[]']) {
      writeFileSync(join(folder, 'tunnels.json'), text);
      open().restore(new Date());
      expect(states()).toEqual(['stopped']);
    }
  });
});

describe('figures', () => {
  it('come every second while somebody looks, and cost nothing else', async () => {
    desk.start(await add());
    await add();
    clock.advance(1_000);
    const idle = clock.waiting;
    desk.watch(true, WINDOW);
    made()[0]!.become({ state: 'running', down: 7 });
    clock.advance(1_000);
    expect(reports.map(({ at, figures }) => [at, figures.map(({ down }) => down)])).toEqual([
      [1_000, [0]],
      [2_000, [7]],
    ]);
    desk.watch(false, WINDOW);
    clock.advance(5_000);
    expect(reports).toHaveLength(2);
    expect(clock.waiting).toBe(idle);
  });

  it('end with the window that wanted them', () => {
    desk.watch(true, WINDOW);
    desk.list(WINDOW);
    clock.advance(5_000);
    expect(reports).toHaveLength(1);
  });

  it('go on for a window while another one starts, looks away or is gone', () => {
    const other = new MemoryWindow();
    desk.watch(true, WINDOW);
    desk.watch(true, other);
    const before = reports.length;
    desk.watch(false, other);
    desk.list(other);
    clock.advance(3_000);
    expect(reports).toHaveLength(before + 3);
    desk.watch(false, WINDOW);
    clock.advance(3_000);
    expect(reports).toHaveLength(before + 3);
  });
});

describe('what ssh asks', () => {
  it('is shown among the host’s tunnels and answered there, unless a tab is asked', async () => {
    const server = hosts.save(sshDraft(), null);
    const hostId = server.ok ? server.host.id : '';
    desk.start(await add({}, hostId));
    const { dialogue } = carriers[0]!;
    let typed = '';
    const turn = dialogue.begin(false, (bytes) => (typed += Buffer.from(bytes).toString()));
    turn.hear(Buffer.from('Welcome.\r\nme@there’s password: '));
    clock.advance(200);
    expect(told.at(-1)!.question).toBe('Welcome.\r\nme@there’s password:');
    const tab = dialogue.take({ onText: () => undefined, onChange: () => undefined });
    clock.advance(200);
    expect(told.at(-1)).toMatchObject({ question: '', news: says(/in a shell/) });
    tab.leave();
    desk.answer(hostId, 'secret');
    expect(typed).toBe('secret\r');
  });
});

it('the news of a waking computer is passed on', async () => {
  desk.start(await add());
  made()[0]!.become({ state: 'waiting' });
  expect(desk.waiting).toBe(true);
  desk.wake();
  expect(carriers[0]!.woken).toBe(1);
});
