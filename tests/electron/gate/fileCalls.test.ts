// What calls about files take, and how what goes wrong with a file is told.
import { expect, it } from 'vitest';
import { FileError } from '../../../core/sftp/fileError.ts';
import { answer, type Gate, type Handlers } from '../../../electron/gate/answer.ts';
import { callSchemas } from '../../../electron/gate/schemas.ts';
import type { Calls } from '../../../electron/ipc/contract.ts';
import { say } from '../../../words/said.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';

const takes = (name: keyof Calls, ...args: unknown[]): boolean =>
  callSchemas[name].safeParse(args).success;

it('a place is a host’s or this computer’s, and no path or name is more than one', () => {
  expect(takes('files:open', 'side', { hostId: null, path: '' })).toBe(true);
  expect(takes('files:open', 'side', { hostId: 'a', path: '/a\0b' })).toBe(false);
  expect(takes('files:list', 'side', '')).toBe(false);
  // Bytes that are no text stand for themselves.
  expect(takes('files:remove', 'side', ['/\udc80'])).toBe(true);
  expect(takes('files:remove', 'side', [])).toBe(false);
  const how = { inside: false, asRoot: false };
  expect(takes('files:setMode', 'side', ['/a'], { ...how, mode: 0o7777 })).toBe(true);
  expect(takes('files:setMode', 'side', ['/a'], { ...how, mode: 0o10000 })).toBe(false);
  const wish = { from: { hostId: null, path: '/' }, to: { hostId: 'a', path: '/' }, move: false };
  const add = (names: string[]) => takes('transfers:add', [{ ...wish, names, onConflict: 'ask' }]);
  expect([add(['a']), add(['../a']), add([])]).toEqual([true, false, false]);
  expect(takes('edits:settle', 'id', 'both')).toBe(false);
  expect(takes('edits:save', 'id')).toBe(true);
});

it('what is wrong with a file is told in its own words', async () => {
  const log: string[] = [];
  const handlers = {
    'files:list': () => Promise.reject(new FileError('not-found', say('files-lost'))),
  } as Partial<Handlers> as Handlers;
  const gate: Gate = { handlersFor: () => handlers, log: (line) => log.push(line) };
  const reply = await answer(gate, 'files:list', ['side', '/gone'], new MemoryWindow());
  expect([reply, log]).toEqual([{ ok: false, said: say('files-lost') }, []]);
});
