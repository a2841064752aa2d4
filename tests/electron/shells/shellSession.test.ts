// One tab's session by itself, with a shell that does as the test says: what goes to the shell, what
// to the window, and of what others are told, at each turn of its life.
import { describe, expect, it } from 'vitest';
import type { ShellStatus } from '../../../electron/ipc/contract.ts';
import { INPUT_MESSAGE_BYTES } from '../../../electron/limits.ts';
import { defaultThresholds } from '../../../electron/lag/thresholds.ts';
import type { Shell, ShellState } from '../../../electron/shell.ts';
import {
  INPUT_QUEUE_BYTES,
  ShellSession,
  type SessionOptions,
} from '../../../electron/shells/shellSession.ts';
import { HostCompany } from '../../../electron/agents/hostCompany.ts';
import { say } from '../../../words/said.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { ScriptedShell } from '../../support/scriptedShell.ts';

const SIZE = { cols: 80, rows: 24 };
const LARGER = { cols: 100, rows: 30 };
const SESSION = 'a'.repeat(32);
const AWAY: Partial<ShellState> = { state: 'reconnecting', kept: true };

function setUp(shell: Shell = new ScriptedShell(), how: Partial<SessionOptions> = {}) {
  const [window, everyone, clock] = [new MemoryWindow(), new MemoryWindow(), new ManualClock()];
  const statuses: ShellStatus[] = [];
  const asked: (string | undefined)[] = [];
  let changes = 0;
  let next = shell;
  const open = (_previous: Shell | null, session?: string): Shell => (asked.push(session), next);
  const session = new ShellSession({
    ...{ id: 'tab', hostId: 'host', plan: { open }, lasting: true, size: SIZE, window, clock },
    broadcast: (name, payload) => everyone.emit(name, payload),
    ...{ thresholds: defaultThresholds, onChange: () => void changes++ },
    onStatus: (status) => void statuses.push(status),
    ...how,
  });
  return {
    ...{ session, window, everyone, clock, statuses, asked },
    changes: () => changes,
    becomes: (another: Shell) => (next = another),
    /** Types what the shell doesn't take. */
    pastes: (bytes: number) => {
      for (let left = bytes; left > 0; left -= INPUT_MESSAGE_BYTES) {
        const piece = new Uint8Array(Math.min(left, INPUT_MESSAGE_BYTES));
        window.port.send({ type: 'input', bytes: piece });
      }
    },
  };
}

/** Takes one piece of input each time it is told to. */
class SlowShell extends ScriptedShell {
  taken = 0;
  #next = withResolvers<void>();

  override async write(bytes: Uint8Array): Promise<void> {
    await this.#next.promise;
    this.taken += bytes.byteLength;
  }

  async take(): Promise<void> {
    this.#next.resolve();
    this.#next = withResolvers<void>();
    await settle();
  }
}

/** That the program is another one than before. */
const ANEW = say('earlier-ended-with-app');

const kept = (session = SESSION) => Object.assign(new ScriptedShell(), { session });
const inCompany = (company: HostCompany) => Object.assign(kept(), { company });

describe('a tab', () => {
  it('tells its window and whoever keeps count of each state, with what only it knows', () => {
    const shell = new ScriptedShell();
    const { session, window, statuses } = setUp(shell);
    shell.becomes('online', { kept: true });
    const status = { shellId: 'tab', hostId: 'host', pendingInput: 0 };
    expect(statuses).toMatchObject([{ ...status, state: 'online', kept: true }]);
    expect(window.heard('shell:status')).toEqual(statuses);
    expect(session.status).toEqual(statuses[0]);
  });

  it('is started at the size of its window, and follows it', () => {
    const shell = new ScriptedShell();
    const { window, session, changes } = setUp(shell);
    window.port.send({ type: 'resize', ...LARGER });
    expect([shell.sizes, session.record.size, changes()]).toEqual([[SIZE, LARGER], LARGER, 1]);
  });

  it.each<[string, object]>([
    ['no columns', { ...SIZE, cols: 0 }],
    ['no rows', { ...SIZE, rows: 0 }],
    ['more than a terminal can have', { ...SIZE, cols: 65_536 }],
    ['half a row', { ...SIZE, rows: 1.5 }],
  ])('of %s is none, which is said', (_of, size) => {
    const shell = new ScriptedShell();
    const { window } = setUp(shell);
    window.port.sendAnything({ type: 'resize', ...size });
    expect([shell.sizes, window.port.notes]).toEqual([[SIZE], [expect.stringMatching(/\S/)]]);
    for (const cols of [1, 65_535]) window.port.send({ type: 'resize', cols, rows: 1 });
    expect([shell.sizes.length, window.port.notes.length]).toEqual([3, 1]);
  });

  it('goes to the program that it is told of, and says what has ended with the app', () => {
    const mine = kept();
    const { asked, window } = setUp(mine, { anew: ANEW, session: SESSION });
    expect([asked, window.port.notes]).toEqual([[SESSION], []]);
    const notes = (shell: Shell): number =>
      setUp(shell, { anew: ANEW, session: SESSION }).window.port.notes.length;
    expect([notes(kept('other')), notes(new ScriptedShell())]).toEqual([1, 1]);
    expect(setUp(new ScriptedShell(), { session: SESSION }).window.port.notes).toEqual([]);
    const others = [new HostCompany('viewer'), new HostCompany('editor')].map(inCompany);
    for (const shell of others) expect(notes(Object.assign(shell, { session: 'other' }))).toBe(0);
    expect(notes(Object.assign(inCompany(new HostCompany('owner')), { session: 'x' }))).toBe(1);
  });

  it('knows of an end that was announced, and has it written down when it first is', () => {
    const told: string[] = [];
    const shell = Object.assign(kept(), { endTold: false, tellEnd: () => told.push('end') });
    const { session, changes } = setUp(shell, { endTold: true });
    expect([told, session.record.endTold]).toEqual([['end'], undefined]);
    shell.becomes('online');
    expect(changes()).toBe(0);
    shell.endTold = true;
    shell.becomes('reconnecting');
    shell.becomes('online');
    expect([changes(), session.record.endTold]).toEqual([1, true]);
    setUp(shell, { endTold: false });
    expect(told).toHaveLength(1);
  });
});

describe('a computer that wakes up', () => {
  it.each<[string, Partial<ShellState>, boolean, boolean]>([
    ['a shell that comes back', { state: 'reconnecting' }, true, true],
    ['one that is kept, and has a connection of its own', AWAY, true, true],
    ['one whose connection others share, which is woken by itself', AWAY, false, false],
    ['one that is there', { state: 'online' }, true, false],
    ['one that has ended', { state: 'failed' }, true, false],
  ])('hurries %s: %j', (_what, state, ownsConnection, isHurried) => {
    let hurried = 0;
    const shell = Object.assign(kept(), { ownsConnection, reconnectNow: () => void hurried++ });
    const { session } = setUp(shell);
    shell.becomes(state.state!, state);
    session.wake();
    expect(hurried).toBe(isHurried ? 1 : 0);
  });
});

describe('what is typed', () => {
  it('waits for the shell, in order, and is told as pending in steps of 32 KiB', async () => {
    const shell = new SlowShell();
    const { window, session, statuses, pastes } = setUp(shell);
    shell.becomes('online');
    await settle();
    const before = statuses.length;
    pastes(1); // taken in hand
    await settle();
    pastes(32 * 1024 - 1);
    expect([session.status.pendingInput, statuses.length]).toEqual([32 * 1024 - 1, before]);
    pastes(1);
    expect([statuses.length, statuses.at(-1)!.pendingInput]).toEqual([before + 1, 32 * 1024]);
    for (let piece = 0; piece < 3; piece++) await shell.take();
    expect([shell.taken, session.status.pendingInput]).toEqual([32 * 1024 + 1, 0]);
    expect(statuses.at(-1)!.pendingInput).toBeLessThan(32 * 1024);
    expect(window.port.notes).toEqual([]);
  });

  it('is counted with what the shell itself holds', async () => {
    const shell = new SlowShell();
    const { session, pastes } = setUp(shell);
    shell.becomes('online', { pendingInput: 100 });
    pastes(5);
    await settle();
    pastes(7);
    expect(session.status.pendingInput).toBe(107);
  });

  it('beyond 4 MiB is refused, which is said once each time that it begins', async () => {
    const shell = new SlowShell();
    const { window, session, pastes } = setUp(shell);
    pastes(1);
    await settle();
    pastes(INPUT_QUEUE_BYTES);
    expect([session.status.pendingInput, window.port.notes]).toEqual([4 * 1024 * 1024, []]);
    pastes(1);
    pastes(1);
    expect(window.port.notes).toHaveLength(1);
    await shell.take();
    pastes(1); // fits again
    pastes(INPUT_MESSAGE_BYTES);
    expect(window.port.notes).toHaveLength(2);
  });

  it('goes nowhere when the shell has ended, or another connection begins', async () => {
    const failing = Object.assign(new ScriptedShell(), {
      write: () => Promise.reject(new Error('ended')),
    });
    const { window, session, pastes, becomes } = setUp(failing);
    pastes(1);
    await settle();
    pastes(5);
    expect([session.status.pendingInput, window.port.notes]).toEqual([0, []]);
    failing.becomes('closed', { canReconnect: true });
    const next = new ScriptedShell();
    becomes(next);
    await session.reconnect();
    window.port.type('hello');
    await settle();
    expect(next.typed).toBe('hello');
  });
});

describe('what waits when a connection ends', () => {
  it('was meant for that one, and goes neither there nor to the next', async () => {
    const [slow, next] = [new SlowShell(), new ScriptedShell()];
    const company = new HostCompany('owner');
    const [first, second] = [slow, next].map((one) => Object.assign(one, { company }));
    let watching = 0;
    const watchCompany = (): (() => void) => (watching++, () => void watching--);
    const { session, pastes, becomes } = setUp(first, { watchCompany });
    for (let piece = 0; piece < 3; piece++) pastes(1);
    await settle();
    slow.becomes('failed', { canReconnect: true });
    becomes(second!);
    await session.reconnect();
    for (let piece = 0; piece < 3; piece++) await slow.take();
    expect([slow.taken, next.typed, session.status.pendingInput]).toEqual([1, '', 0]);
    expect(watching).toBe(1); // not once for each
  });

  it.each(['close', 'detach'] as const)(
    'is dropped at once by %s, however long that takes',
    async (how) => {
      const gone = withResolvers<void>();
      const shell = Object.assign(new SlowShell(), { detach: () => gone.promise });
      shell.mayClose = gone.promise;
      const { session, window, pastes } = setUp(shell);
      for (let piece = 0; piece < 3; piece++) pastes(1);
      await settle();
      const leaving = session[how]();
      window.port.type('late');
      for (let piece = 0; piece < 4; piece++) await shell.take();
      expect([shell.taken, session.status.pendingInput]).toEqual([1, 0]);
      gone.resolve();
      await leaving;
    },
  );
});

describe('a tab that is left', () => {
  it.each(['close', 'detach'] as const)(
    'by %s lets go of its window, its others and its input',
    async (how) => {
      let detached = false;
      const company = new HostCompany('owner');
      const shell = Object.assign(inCompany(company), {
        detach: () => Promise.resolve(void (detached = true)),
      });
      let watching = 0;
      const watchCompany = (): (() => void) => (watching++, () => void watching--);
      const { session, window, clock } = setUp(shell, { watchCompany });
      shell.becomes('online');
      await clock.pass(1_000);
      expect(watching).toBe(1);
      await session[how]();
      expect([watching, window.port.closed, session.shownBy]).toEqual([0, true, null]);
      expect([shell.closed, detached]).toEqual([how === 'close', how === 'detach']);
      window.port.type('late');
      await settle();
      expect(shell.typed).toBe('');
      await clock.pass(10_000);
      expect(clock.waiting).toBe(0);
    },
  );
});

describe('a window that takes over from one that is gone', () => {
  it('is shown what there was, at its own size, and the shell has credit for what the last one owed', async () => {
    const credit: number[] = [];
    const shell = Object.assign(kept(), { parsed: (bytes: number) => credit.push(bytes) });
    const { session, window, clock } = setUp(shell);
    window.port.parses = false;
    await shell.prints('a');
    await clock.pass(100);
    expect([window.port.text, credit]).toEqual(['a', []]);
    const next = new MemoryWindow();
    window.port.vanish();
    session.attach(next, LARGER);
    expect([credit, next.port.text, session.shownBy]).toEqual([[1], 'a', next]);
    expect(shell.sizes.at(-1)).toEqual(LARGER);
    await settle();
    expect(credit).toEqual([1]); // not again for what was shown again
    session.attach(next, LARGER);
    expect(credit).toEqual([1]);
    expect(window.port.notes).toEqual([]);
    expect(window.port.posted.filter(({ type }) => type === 'size')).toEqual([]);
  });

  it.each([
    ['owner', true],
    ['editor', true],
    ['viewer', false],
  ] as const)('as %s is told that its size counts: %s', (role, isTold) => {
    const { session, window } = setUp(inCompany(new HostCompany(role)));
    const next = new MemoryWindow();
    window.port.vanish();
    session.attach(next, LARGER);
    const told = next.port.posted.filter(({ type }) => type === 'size');
    expect(told).toEqual(isTold ? [{ type: 'size', ...LARGER }] : []);
  });

  it('hears how it is now where another had it, and nothing twice', () => {
    const { session, window } = setUp();
    const next = new MemoryWindow();
    session.attach(next, SIZE);
    expect([next.heard('shell:status').length, window.heard('shell:status').length]).toEqual([
      1, 0,
    ]);
    session.attach(next, SIZE);
    expect(next.heard('shell:status')).toHaveLength(1);
  });
});
