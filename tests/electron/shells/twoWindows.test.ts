// Shells of two windows: each is shown and told in its own, and can be taken over. The shells are
// those in memory. Who may ask what of them: tests/electron/layout/ownership.test.ts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostCompany } from '../../../electron/agents/hostCompany.ts';
import { KeptMemoryShell, MemoryShell } from '../../support/memoryShell.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { ShellDesk } from '../../support/shellDesk.ts';

const SIZE = { cols: 80, rows: 24 };
const RESTORED = { shellId: 'restored', hostId: 'local', size: SIZE };

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
    desk.manager.restore({ ...RESTORED, session: shell.session }, 'app');
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
    const before = one.told.length;
    desk.manager.attach(id, SIZE, other);
    await ends(other.port);
    await expect.poll(() => other.heard('shell:status').at(-1)).toMatchObject({ exitCode: 3 });
    expect(one.told).toHaveLength(before);
    expect(port.notes).toEqual([]);
  });
});

describe('a window that attaches what another one shows', () => {
  it('takes it over, and the other hears no more; with its output where that one is silent', async () => {
    const { id, port } = desk.open(one);
    port.type('echo $((6*7))\r');
    await port.until(() => port.text.includes('42\r\n'));
    const before = one.told.length;
    desk.manager.attach(id, SIZE, other);
    expect(port.posted.at(-1)).toEqual({ type: 'leave' });
    expect(other.port.posted).toEqual([{ type: 'arriving' }]);
    port.vanish();
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
