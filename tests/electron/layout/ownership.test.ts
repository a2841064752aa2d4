// Whose shells a window may ask about: those of its own panes. The calls are the app's own.
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../support/temporary.ts';
import { Run, someHosts } from './run.ts';
import { paneOf } from './savedLayouts.ts';

const REFUSED = 'Another window shows this shell now.';
const GONE = 'That is not there any more.';
let run: Run;

beforeEach(() => {
  const hosts = someHosts();
  run = new Run({ file: join(temporaryDirectory(), 'tabs.json'), hosts });
  run.open('mine', 'agent');
  run.do({ op: 'new-window', window: 'other' });
  run.open('theirs', 'agent', 'other');
});

const wish = { role: 'viewer', expiresInMs: 1, uses: null, label: '', name: '' } as const;
type Calls = ReturnType<Run['calls']>;

describe('a call about a shell of another window is refused:', () => {
  it.each<[string, (calls: Calls, id: string) => unknown]>([
    ['shells:attach', (calls, id) => calls['shells:attach'](id, 80, 24)],
    ['shells:reconnect', (calls, id) => calls['shells:reconnect'](id)],
    ['shells:stop', (calls, id) => calls['shells:stop'](id)],
    ['shells:detach', (calls, id) => calls['shells:detach'](id)],
    ['shells:close', (calls, id) => calls['shells:close'](id)],
    ['shells:busy', (calls, id) => calls['shells:busy'](id)],
    ['shells:lag', (calls, id) => calls['shells:lag'](id)],
    ['sharing:company', (calls, id) => calls['sharing:company'](id)],
    ['sharing:say', (calls, id) => calls['sharing:say'](id, 'm', 'hello')],
    ['sharing:setPolicy', (calls, id) => calls['sharing:setPolicy'](id, 'fit')],
    ['sharing:invite', (calls, id) => calls['sharing:invite'](id, wish)],
    ['sharing:invitations', (calls, id) => calls['sharing:invitations'](id)],
    ['sharing:revoke', (calls, id) => calls['sharing:revoke'](id, 'i')],
  ])('%s', async (_, ask) => {
    await expect((async () => ask(run.calls(), 'theirs'))()).rejects.toThrow(REFUSED);
    expect(run.calls('other')['shells:list']()).toMatchObject([{ state: 'online' }]);
    run.do({ op: 'move-tab', tab: 'tab-theirs', to: { window: run.first, index: 0 } }, 'other');
    await expect((async () => ask(run.calls('other'), 'theirs'))()).rejects.toThrow(REFUSED);
  });

  it('also while it has no pane any more, but to the window that closed it', async () => {
    run.open('more', 'local', 'other');
    run.do({ op: 'close', panes: ['theirs'], item: 'i' }, 'other');
    expect(() => run.calls()['shells:busy']('theirs')).toThrow(REFUSED);
    expect(await run.calls('other')['shells:busy']('theirs')).toMatchObject({ busy: false });
    await run.calls('other')['shells:detach']('theirs');
    await run.calls('other')['shells:close']('theirs'); // closed already: fine
    expect(run.unpaired).toEqual([]);
  });
});

it('a window hears of its own shells alone, in the order of its panes', () => {
  run.open('second');
  run.split('first', 'mine');
  const ids = (window?: string) => {
    const calls = run.calls(window);
    return calls['shells:list']().map(({ shellId }) => shellId);
  };
  expect([ids(), ids('other')]).toEqual([['mine', 'first', 'second'], ['theirs']]);
  expect(run.desk.homeOf('theirs')).toBe('other');
  expect(run.desk.homeOf('nobody’s')).toBeUndefined();
});

describe('a shell is opened', () => {
  const pane = (id: string): void =>
    void run.do({ op: 'open', tab: `tab-${id}`, pane: paneOf(id), index: null });
  const session = 'f'.repeat(32);
  const open = (id: string, hostId: string, window?: string) => [
    () => run.calls(window)['shells:open'](id, hostId, 80, 24),
    () => run.calls(window)['shells:openRunning'](id, hostId, session, 80, 24),
    () => run.calls(window)['hosts:installAgent'](id, hostId, 80, 24),
  ];

  it('for a pane of the window, on its host, and else not', () => {
    pane('p');
    const made = run.made.length;
    for (const ask of [
      ...open('no pane', 'local'),
      ...open('p', 'agent'),
      ...open('p', 'local', 'other'),
    ]) {
      expect(ask).toThrow(GONE);
    }
    expect(run.made).toHaveLength(made);
    for (const [n, ask] of open('p', 'local').entries()) {
      if (n === 0) expect(ask()).toMatchObject({ shellId: 'p', hostId: 'local' });
      else expect(ask).toThrow('That is open already.');
    }
  });
});
