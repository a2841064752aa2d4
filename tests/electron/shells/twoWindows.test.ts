// Shells of two windows: each is shown, told and asked in its own, and can be taken over. The shells
// are those in memory; the calls are the app's own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostCompany } from '../../../electron/agents/hostCompany.ts';
import type { Services } from '../../../electron/main/handlers.ts';
import { sharingHandlers, shellHandlers } from '../../../electron/main/shellHandlers.ts';
import { HostCompanies } from '../../../electron/sharing/hostCompanies.ts';
import { KeptMemoryShell, MemoryShell } from '../../support/memoryShell.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { ShellDesk } from '../../support/shellDesk.ts';

const SIZE = { cols: 80, rows: 24 };
const RESTORED = { shellId: 'restored', hostId: 'local', customTitle: null, size: SIZE };
const TAKEN = 'Another window shows this shell now. What you type here doesn’t reach it.';
const REFUSED = 'Another window shows this shell now.';

let desk: ShellDesk;
let one: MemoryWindow;
let other: MemoryWindow;

beforeEach(() => {
  desk = new ShellDesk();
  [one, other] = [desk.window, new MemoryWindow()];
});
afterEach(() => desk.manager.closeAll());

/** Ids of the shells of whose state a window was told. */
function heardOf(window: MemoryWindow): string[] {
  return [...new Set(window.heard('shell:status').map(({ shellId }) => shellId))];
}

/** Something happens in a shell that its window is told. */
async function ends(port: MemoryWindow['port']): Promise<void> {
  port.type('exit 3\r');
  await port.until(() => port.posted.at(-1)?.type === 'end');
}

/** The app's own handlers, for a window. */
function callsOf(window: MemoryWindow) {
  const gone: string[] = [];
  const services = {
    shells: desk.manager,
    tabs: { list: () => desk.manager.list() },
    tunnels: { shellGone: (id: string) => gone.push(id) },
    sharing: { companies: new HostCompanies({ find: () => undefined }) },
  } as unknown as Services;
  const handlers = { ...shellHandlers(services, window), ...sharingHandlers(services, window) };
  return { ...handlers, gone };
}

describe('a shell', () => {
  it('is shown in the window that opened it, and tells that one alone', async () => {
    const [mine, theirs] = [desk.open(one), desk.open(other)];
    await ends(mine.port);
    await ends(theirs.port);
    await expect.poll(() => [one, other].map(heardOf)).toEqual([[mine.id], [theirs.id]]);
    expect([one.ports.length, other.ports.length]).toEqual([1, 1]);
    expect(desk.everyone.heard('shell:status').filter(({ state }) => state === 'closed')).toEqual(
      [],
    );
    expect(one.heard('shell:status').at(-1)).toMatchObject({ state: 'closed', exitCode: 3 });
  });

  it('says who else is there in its window alone', () => {
    const company = new HostCompany('owner');
    desk.nextShell = () => Object.assign(new MemoryShell(), { company });
    const { id } = desk.open(one);
    desk.nextShell = () => new MemoryShell();
    desk.open(other);
    company.events.onChat!({ id: 'm', from: 'Greta', at: 1, text: 'hello' } as never);
    company.events.onRefused!(null as never);
    expect(one.heard('sharing:chat').at(-1)).toMatchObject({ shellId: id, whole: false });
    expect(one.heard('sharing:refused')).toEqual([{ shellId: id }]);
    expect(other.told.filter(({ name }) => name.startsWith('sharing:'))).toEqual([]);
    desk.manager.attach(id, SIZE, other);
    company.events.onRefused!(null as never);
    expect([one, other].map((window) => window.heard('sharing:refused').length)).toEqual([1, 1]);
  });

  it('that was restored is news for all until a window attaches it', async () => {
    const shell = new KeptMemoryShell();
    desk.nextShell = () => shell;
    desk.manager.restore({ ...RESTORED, session: shell.session });
    shell.announceEnd();
    expect(heardOf(desk.everyone)).toEqual(['restored']);
    expect([one, other].flatMap(({ told }) => told)).toEqual([]);
    const before = desk.everyone.told.length;
    desk.manager.attach('restored', SIZE, other);
    await ends(other.port);
    await expect.poll(() => other.heard('shell:status').at(-1)).toMatchObject({ exitCode: 3 });
    expect(one.told).toEqual([]);
    expect(desk.everyone.told).toHaveLength(before);
  });

  it('whose window vanishes is nobody’s, and then that of the window that attaches it', async () => {
    const { id, port } = desk.open(one);
    port.vanish();
    expect(callsOf(other)['shells:list']()).toMatchObject([{ shellId: id }]);
    const before = one.told.length;
    desk.manager.attach(id, SIZE, other);
    await ends(other.port);
    await expect.poll(() => other.heard('shell:status').at(-1)).toMatchObject({ exitCode: 3 });
    expect(one.told).toHaveLength(before);
    expect(port.notes).toEqual([]);
  });
});

describe('a window that attaches what another one shows', () => {
  it('takes it over with its output, and the other is told and hears no more', async () => {
    const { id, port } = desk.open(one);
    port.type('echo $((6*7))\r');
    await port.until(() => port.text.includes('42\r\n'));
    const before = one.told.length;
    desk.manager.attach(id, SIZE, other);
    expect(port.notes).toEqual([TAKEN]);
    expect(port.closed).toBe(true);
    expect(other.port.notes).toEqual([]);
    expect(other.port.text).toContain('42\r\n');
    port.type('exit 9\r');
    await ends(other.port);
    await expect.poll(() => other.heard('shell:status').at(-1)).toMatchObject({ exitCode: 3 });
    expect(one.told).toHaveLength(before);
  });

  it('is told how it is now, whatever it has heard of it before', () => {
    const { id } = desk.open(one);
    desk.manager.attach(id, SIZE, other);
    expect(other.heard('shell:status')).toMatchObject([{ shellId: id, state: 'online' }]);
  });

  it('is told nothing twice where it only starts again', () => {
    const { id, port } = desk.open(one);
    const before = one.told.length;
    desk.manager.attach(id, SIZE, one);
    expect(one.told).toHaveLength(before);
    expect(port.notes).toEqual([]);
  });
});

describe('a call about a shell', () => {
  const wish = { role: 'viewer', expiresInMs: 1, uses: null, label: '', name: '' } as const;
  it.each<[string, (calls: ReturnType<typeof callsOf>, id: string) => unknown]>([
    ['shells:reconnect', (calls, id) => calls['shells:reconnect'](id)],
    ['shells:stop', (calls, id) => calls['shells:stop'](id)],
    ['shells:detach', (calls, id) => calls['shells:detach'](id)],
    ['shells:close', (calls, id) => calls['shells:close'](id)],
    ['shells:busy', (calls, id) => calls['shells:busy'](id)],
    ['shells:lag', (calls, id) => calls['shells:lag'](id)],
    ['sharing:company', (calls, id) => calls['sharing:company'](id)],
    ['sharing:say', (calls, id) => calls['sharing:say'](id, 'm', 'hello')],
    ['sharing:setPolicy', (calls, id) => calls['sharing:setPolicy'](id, 'smallest' as never)],
    ['sharing:invite', (calls, id) => calls['sharing:invite'](id, wish)],
    ['sharing:invitations', (calls, id) => calls['sharing:invitations'](id)],
    ['sharing:revoke', (calls, id) => calls['sharing:revoke'](id, 'i')],
  ])('that another window shows is refused: %s', async (_, ask) => {
    const { id } = desk.open(one);
    const calls = callsOf(other);
    await expect((async () => ask(calls, id))()).rejects.toThrow(REFUSED);
    expect(desk.manager.list()).toMatchObject([{ shellId: id, state: 'online' }]);
    expect(calls.gone).toEqual([]);
  });

  it('is answered to its own window, and to any while nobody shows it', async () => {
    const { id, port } = desk.open(one);
    expect(await callsOf(one)['shells:busy'](id)).toMatchObject({ busy: false });
    expect(callsOf(other)['shells:list']()).toEqual([]);
    port.vanish();
    await callsOf(other)['shells:close'](id);
    expect(desk.manager.list()).toEqual([]);
    await callsOf(other)['shells:close'](id);
  });
});
