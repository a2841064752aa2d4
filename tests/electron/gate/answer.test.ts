// The gate that every call of the window passes: foreign senders, arguments of every wrong
// shape, and what an answer may say.
import { describe, expect, it } from 'vitest';
import { answer, type Handlers } from '../../../electron/gate/answer.ts';
import { callSchemas } from '../../../electron/gate/schemas.ts';
import { CALL_NAMES } from '../../../electron/ipc/names.ts';
import { LayoutError } from '../../../core/layout/layoutError.ts';
import { PersonError } from '../../../electron/personError.ts';
import { say } from '../../../words/said.ts';
import { agentDraft, sshDraft, TOKEN } from '../hosts/drafts.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { tunnelDraft } from '../hosts/tunnelDrafts.ts';

const WINDOW = new MemoryWindow();

/** A gate whose handlers all do `work`; `calls` tells which were reached. */
function gate(work: (...args: unknown[]) => unknown = () => 'done') {
  const calls: string[] = [];
  const log: string[] = [];
  const handlers = Object.fromEntries(
    CALL_NAMES.map((name) => [
      name,
      (...args: unknown[]) => {
        calls.push(name);
        return work(...args);
      },
    ]),
  ) as unknown as Handlers;
  return {
    calls,
    log,
    gate: { handlersFor: () => handlers, log: (line: string) => log.push(line) },
  };
}

it('every call of the contract has a schema', () => {
  expect(Object.keys(callSchemas).sort()).toEqual([...CALL_NAMES].sort());
});

it('a well-formed call reaches its handler', async () => {
  const { gate: open } = gate((...args) => args);
  const reply = await answer(open, 'shells:open', ['pane', 'host', 80, 24], WINDOW);
  expect(reply).toEqual({ ok: true, value: ['pane', 'host', 80, 24] });
});

it('a foreign sender reaches no handler, whatever it asks', async () => {
  for (const name of CALL_NAMES) {
    const { calls, log, gate: closed } = gate();
    expect(await answer(closed, name, ['x', 80, 24], undefined)).toEqual({
      ok: false,
      said: say('call-refused'),
    });
    expect(calls).toEqual([]);
    expect(log).toEqual([`refused ${name}: foreign sender`]);
  }
});

describe('arguments', () => {
  it.each<[keyof typeof callSchemas, unknown[]]>([
    ['app:info', ['one too many']],
    ['app:openLink', ['file:///etc/passwd']],
    ['app:openLink', ['javascript:alert(1)']],
    ['app:openLink', ['not a link']],
    ['app:openLink', ['mailto:a@example.org?attach=/etc/passwd']],
    ['hosts:save', [sshDraft()]],
    ['tunnels:save', ['h', tunnelDraft()]],
    ['tunnels:save', ['h', { ...tunnelDraft(), kind: 'tun' }, null]],
    ['tunnels:save', ['h', { ...tunnelDraft(), extra: 1 }, null]],
    ['tunnels:check', ['h', { ...tunnelDraft(), shared: 'yes' }, null]],
    ['tunnels:answer', ['h', 'yes\rmore']],
    ['tunnels:answer', ['h', 'x'.repeat(1_001)]],
    ['tunnels:watch', [1]],
    ['hosts:save', [{ ...sshDraft(), kind: 'telnet' }, null]],
    ['hosts:save', [{ ...sshDraft(), extra: 1 }, null]],
    ['hosts:save', [{ ...sshDraft(), port: 22 }, null]],
    ['hosts:save', [{ ...sshDraft(), name: 'x'.repeat(20_001) }, null]],
    ['hosts:delete', [null]],
    ['hosts:delete', [['']]],
    ['hosts:delete', ['x']],
    ['shells:open', ['pane', 'host', 0, 24]],
    ['layout:do', [{ op: 'show', tab: 't' }, 0]],
    ['layout:do', [{ op: 'fly', tab: 't' }, 1]],
    ['layout:do', [{ op: 'show', tab: 't', more: 1 }, 1]],
    ['layout:do', [{ op: 'open', tab: 't', pane: { kind: 'split' }, index: null }, 1]],
    ['layout:do', [{ op: 'share', split: 's', shares: [0.5, NaN] }, 1]],
    ['shells:open', ['pane', 'host', 80, 1e9]],
    ['shells:open', ['pane', 'host', NaN, 24]],
    ['shells:open', ['pane', { toString: () => 'host' }, 80, 24]],
    ['settings:set', [{ fontSize: 1000 }]],
    ['settings:set', [{ unknown: true }]],
    ['settings:set', [JSON.parse('{"__proto__":{"theme":"dark"},"theme":"no"}')]],
    ['clipboard:write', [{}]],
  ])('%s refuses %j', async (name, args) => {
    const { calls, gate: closed } = gate();
    expect(await answer(closed, name, args, WINDOW)).toEqual({
      ok: false,
      said: say('call-refused'),
    });
    expect(calls).toEqual([]);
  });

  it('are never written to the log', async () => {
    const { log, gate: closed } = gate(() => {
      throw new Error('disk full');
    });
    await answer(closed, 'hosts:save', [{ ...agentDraft(), name: 7 }, null], WINDOW);
    await answer(closed, 'hosts:save', [agentDraft(), null], WINDOW);
    expect(log).toHaveLength(2);
    expect(log.join()).not.toContain(TOKEN);
  });
});

describe('what goes wrong in a handler', () => {
  it.each([PersonError, LayoutError])('is told in its own words: %o', async (Meant) => {
    const { log, gate: open } = gate(() => {
      throw new Meant(say('window-closing'));
    });
    const reply = await answer(open, 'hosts:delete', [['x']], WINDOW);
    expect(reply).toEqual({ ok: false, said: say('window-closing') });
    expect(log).toEqual([]);
  });

  it('is told in general and logged in detail when it was not expected', async () => {
    const { log, gate: open } = gate(() => Promise.reject(new Error('SQLITE_IOERR')));
    const reply = await answer(open, 'hosts:list', [], WINDOW);
    expect(reply).toEqual({ ok: false, said: say('call-failed') });
    expect(log[0]).toMatch(/^hosts:list failed: Error: SQLITE_IOERR/);
  });
});
