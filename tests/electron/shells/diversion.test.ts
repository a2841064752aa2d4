// A transfer has a shell's output and keyboard to itself, from its handshake on and no longer; nothing that
// is printed or typed is lost, or counted twice, by it.
import { describe, expect, it } from 'vitest';
import { TransferStopped } from '../../../core/inTerminal/files.ts';
import { HostCompany } from '../../../electron/agents/hostCompany.ts';
import { defaultThresholds } from '../../../electron/lag/thresholds.ts';
import type { AskedInTerminal } from '../../../electron/shells/diversion.ts';
import { ShellSession } from '../../../electron/shells/shellSession.ts';
import type { ShellOutput } from '../../../electron/shell.ts';
import { Channel } from '../../../core/channel/channel.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { ScriptedShell } from '../../support/scriptedShell.ts';

const SZ = '**\x18B00000000000000';

/** Its output has marks, and it counts what was parsed of it. */
class CountingShell extends ScriptedShell {
  override readonly output = new Channel<ShellOutput>({ name: 'output', capacity: 64 }) as never;
  parsedBytes = 0;
  printed = 0;
  readonly rawness: boolean[] = [];

  override async prints(text: string): Promise<void> {
    this.printed += Buffer.byteLength(text, 'latin1');
    await this.puts(Buffer.from(text, 'latin1'));
  }

  async puts(item: ShellOutput): Promise<void> {
    await (this.output as Channel<ShellOutput>).send(item);
    await settle();
  }

  override parsed(bytes = 0): void {
    this.parsedBytes += bytes;
  }

  raw(raw: boolean): void {
    this.rawness.push(raw);
  }
}

function setUp(shell = new CountingShell()) {
  const [window, clock] = [new MemoryWindow(), new ManualClock()];
  const begun: { asked: AskedInTerminal; end: () => void }[] = [];
  const session = new ShellSession({
    ...{ id: 'tab', hostId: 'host', plan: { open: () => shell }, lasting: true, window, clock },
    ...{ size: { cols: 80, rows: 24 }, broadcast: () => undefined, onChange: () => undefined },
    ...{ thresholds: defaultThresholds, onStatus: () => undefined },
    files: {
      begin: (asked) => {
        const { promise, resolve } = withResolvers<void>();
        begun.push({ asked, end: resolve });
        return promise;
      },
    },
  });
  const shown = async (): Promise<string> => {
    await clock.pass(100);
    return window.port.text;
  };
  return { shell, window, clock, session, begun, shown };
}

describe('a transfer', () => {
  it('has the output from its handshake on, and the screen what is before', async () => {
    const { shell, begun, shown } = setUp();
    await shell.prints(`rz\r${SZ}\r`);
    await shell.prints('data');
    expect(await shown()).toBe('rz\r');
    const { wire, handshake, first, shellId } = begun[0]!.asked;
    expect([shellId, handshake]).toEqual(['tab', { protocol: 'zmodem', way: 'take' }]);
    expect(Buffer.from(first).toString('latin1')).toBe(SZ);
    expect(Buffer.from(await wire.read()).toString()).toBe('\r');
    expect(Buffer.from(await wire.read()).toString()).toBe('data');
    expect(shell.rawness).toEqual([true]);
  });

  it('gives back what it hasn’t read, and all is paid for once', async () => {
    const { shell, begun, shown, window } = setUp();
    await shell.prints(`${SZ}abcdef`);
    const { wire } = begun[0]!.asked;
    await wire.read();
    wire.unread(Buffer.from('def'));
    await shell.prints('ghi');
    begun[0]!.end();
    await settle();
    await shell.prints('jkl');
    expect(await shown()).toBe('defghijkl');
    await settle();
    expect(shell.rawness).toEqual([true, false]);
    expect(window.port.outputBytes).toBe(9);
    expect(shell.parsedBytes).toBe(shell.printed);
  });

  it('that follows in what the last one left begins, too', async () => {
    const { shell, begun, shown } = setUp();
    await shell.prints(SZ);
    await shell.prints(`between${SZ}x`);
    begun[0]!.end();
    await settle();
    expect(await shown()).toBe('between');
    expect(begun).toHaveLength(2);
  });

  it('has the keyboard: what is typed waits for its end', async () => {
    const { shell, begun, window } = setUp();
    await shell.prints(SZ);
    window.port.type('echo 1\r');
    await settle();
    expect(shell.typed).toBe('');
    await begun[0]!.asked.wire.write(Buffer.from('mine'));
    begun[0]!.end();
    await settle();
    expect(shell.typed).toBe('mineecho 1\r');
  });

  it('is told of Ctrl+C, which drops what waited, as a terminal does', async () => {
    const { shell, begun, window } = setUp();
    await shell.prints(SZ);
    window.port.type('rm -r');
    window.port.type(' *\r');
    window.port.type('\x03');
    window.port.type('after');
    expect(begun[0]!.asked.signal.aborted).toBe(true);
    begun[0]!.end();
    await settle();
    expect(shell.typed).toBe('after');
  });

  it('doesn’t begin in what was printed before', async () => {
    const { shell, begun, shown } = setUp();
    await shell.puts({ type: 'replayed', bytes: SZ.length + 4 });
    await shell.prints(`${SZ}..`);
    await shell.prints(`..`);
    expect(begun).toHaveLength(0);
    expect(await shown()).toBe(`${SZ}....`);
    await shell.puts({ type: 'replayed', bytes: 9 });
    await shell.prints(SZ.slice(0, 9));
    await shell.prints(SZ.slice(9));
    expect(begun).toHaveLength(0);
    await shell.prints(SZ);
    expect(begun).toHaveLength(1);
  });

  it('doesn’t begin where no window shows the shell', async () => {
    const { shell, begun, window } = setUp();
    window.port.vanish();
    await shell.prints(SZ);
    expect(begun).toHaveLength(0);
  });

  it.each([
    ['the shell ends', (shell: CountingShell) => void shell.becomes('closed')],
    ['a picture of it comes', (shell: CountingShell) => shell.puts({ type: 'replayed', bytes: 3 })],
  ])('is over when %s', async (_name, ends) => {
    const { shell, begun } = setUp();
    await shell.prints(SZ);
    const { wire } = begun[0]!.asked;
    const reading = wire.read();
    void ends(shell);
    await expect(reading).rejects.toEqual(new TransferStopped('gone'));
    await expect(wire.write(Buffer.from('x'))).rejects.toMatchObject({ reason: 'gone' });
  });

  it('waits for a kept shell’s link, and not for one that logs in anew', async () => {
    for (const ownsConnection of [false, true]) {
      const { shell, begun } = setUp(Object.assign(new CountingShell(), { ownsConnection }));
      await shell.prints(SZ);
      shell.becomes('reconnecting');
      expect(begun[0]!.asked.wire.isStopped).toBe(ownsConnection);
    }
  });

  it('holds up a shell that prints more than it takes', async () => {
    const { shell, begun } = setUp();
    await shell.prints(SZ);
    const { wire } = begun[0]!.asked;
    for (let count = 0; count < 40; count++) void shell.prints('x'.repeat(32 * 1024));
    await settle();
    expect(wire.held).toBeLessThanOrEqual(320 * 1024);
    while (wire.tryRead()) await settle();
    expect(wire.held).toBe(0);
  });
});

describe('in a shell that others are at', () => {
  type Group = NonNullable<HostCompany['state']['group']>;
  const member = (id: number, typing = false): Group['members'][number] => ({
    ...{ id, name: `${id}`, role: 'owner', colour: 0, roundTripMs: null, behind: 0, typing },
  });
  const group = (...members: Group['members']): Group => ({
    ...{ total: members.length, members, policy: 'fit', driver: null, cols: 80, rows: 24 },
  });

  function shared(role: 'owner' | 'editor' | 'viewer' = 'owner') {
    const company = new HostCompany(role);
    const rig = setUp(Object.assign(new CountingShell(), { company }));
    const client = { role, has: () => true } as never;
    company.entered(client, { member: 1 } as never, {} as never);
    return { ...rig, company, news: (next: Group) => company.events.onGroup!(next) };
  }

  it('it begins where the line was typed', async () => {
    const { shell, begun, window, news } = shared();
    news(group(member(1), member(2)));
    await shell.prints(SZ);
    expect(begun).toHaveLength(0);
    window.port.type('sz a\r');
    await shell.prints(SZ);
    expect(begun).toHaveLength(1);
  });

  it('it doesn’t begin where another has typed since, or types at once', async () => {
    const { shell, begun, window, news } = shared();
    news(group(member(1), member(2)));
    window.port.type('sz a\r');
    news(group(member(1), member(2, true)));
    news(group(member(1), member(2)));
    await shell.prints(SZ);
    news(group(member(1), member(2, true)));
    window.port.type('sz a\r');
    await shell.prints(SZ);
    expect(begun).toHaveLength(0);
  });

  it('it begins where nobody else is there', async () => {
    const { shell, begun, news } = shared();
    news(group(member(1)));
    await shell.prints(SZ);
    expect(begun).toHaveLength(1);
  });

  it('it never begins for one that only watches', async () => {
    const { shell, begun, window } = shared('viewer');
    window.port.type('sz a\r');
    await shell.prints(SZ);
    expect(begun).toHaveLength(0);
  });
});
