// What people read where a tunnel, or a connection through it, can't be had: which name each error
// of the system gets, and that it always says where, and what to do.
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../core/tunnel/place.ts';
import {
  connectError,
  listenError,
  noSuchName,
  targetTimeout,
  targetUnknown,
  tooManyTunnels,
  TunnelError,
} from '../../../core/tunnel/tunnelError.ts';
import { told as asTold } from '../../support/told.ts';

const PORT: Place = { kind: 'tcp', host: 'db.internal', port: 5432 };
const SOCKET: Place = { kind: 'unix', path: '/run/db.sock' };

const system = (code: string): Error => Object.assign(new Error(`it says ${code}`), { code });

/** Whole sentences, of which the first says where and the second what to do. */
function saysWhereAndWhatToDo({ message, hint }: TunnelError, place: string): void {
  expect(message).toContain(place);
  expect(message).toMatch(/^\S.+\.$/);
  expect(hint).toMatch(/^[A-Z].+\.$/);
}

describe('a connection to a target', () => {
  it.each([
    ['ECONNREFUSED', 'target-refused'],
    ['ENOENT', 'target-refused'],
    ['EHOSTUNREACH', 'target-unreachable'],
    ['EHOSTDOWN', 'target-unreachable'],
    ['ENETUNREACH', 'network-unreachable'],
    ['ENETDOWN', 'network-unreachable'],
    ['EADDRNOTAVAIL', 'network-unreachable'],
    ['ENOTFOUND', 'target-unknown'],
    ['EAI_AGAIN', 'target-unknown'],
    ['EAI_NODATA', 'target-unknown'],
    ['ENODATA', 'target-unknown'],
    ['ETIMEDOUT', 'target-timeout'],
    ['EPROTO', 'target-failed'],
  ])('that fails with %s is %s', (code, name) => {
    const error = connectError(system(code), PORT);
    expect([error.code, error.field]).toEqual([name, 'target']);
    saysWhereAndWhatToDo(error, 'db.internal:5432');
  });

  it('that fails for a reason without a name is told in the reason’s own words', () => {
    expect(connectError(system('EPROTO'), PORT).message).toContain('it says EPROTO');
    expect(connectError('odd', SOCKET).message).toContain('odd');
    expect(connectError(undefined, SOCKET).code).toBe('target-failed');
  });

  it.each(['EHOSTUNREACH', 'ENETUNREACH'])('that fails with %s says from where', (code) => {
    expect(connectError(system(code), PORT).message).toMatch(/ from the host\.$/);
    expect(connectError(system(code), PORT, 'here').message).toMatch(/ from this computer\.$/);
  });

  it('to several addresses is refused where one of them refused, else as the last says', () => {
    const all = (...codes: string[]): string =>
      connectError(new AggregateError(codes.map(system)), PORT).code;
    expect(all('ENETUNREACH', 'ECONNREFUSED', 'ETIMEDOUT')).toBe('target-refused');
    expect(all('ETIMEDOUT', 'ENETUNREACH')).toBe('network-unreachable');
    expect(all()).toBe('target-failed');
  });

  it('has words of its own where it takes too long, and where it can’t be one', () => {
    for (const [error, code] of [
      [targetTimeout(PORT), 'target-timeout'],
      [targetUnknown(PORT), 'target-unknown'],
    ] as const) {
      expect([error.code, error.field]).toEqual([code, 'target']);
      saysWhereAndWhatToDo(error, 'db.internal:5432');
    }
  });
});

describe('a place to listen at', () => {
  it.each([
    ['EADDRINUSE', 'port-in-use'],
    ['EACCES', 'port-forbidden'],
    ['EADDRNOTAVAIL', 'no-such-address'],
    ['ENOTFOUND', 'no-such-address'],
    ['EPROTO', 'listen-failed'],
  ])('that fails with %s is %s', (code, name) => {
    const error = listenError(system(code), PORT);
    expect([error.code, error.field]).toEqual([name, 'listen']);
    saysWhereAndWhatToDo(error, 'db.internal:5432');
  });

  it.each([
    ['EADDRINUSE', 'port-in-use', /path/],
    ['EACCES', 'port-forbidden', /folder/],
    ['ENOENT', 'port-forbidden', /folder/],
    ['ENOTDIR', 'port-forbidden', /folder/],
    ['EADDRNOTAVAIL', 'listen-failed', /address/],
  ])('that is a path and fails with %s is %s, in words for paths', (code, name, hint) => {
    const error = listenError(system(code), SOCKET);
    expect([error.code, error.field]).toEqual([name, 'listen']);
    expect(error.hint).toMatch(hint);
    expect(error.message).not.toMatch(/port/);
    saysWhereAndWhatToDo(error, '/run/db.sock');
  });

  it('has words of its own for a name that is none', () => {
    const error = noSuchName(PORT);
    expect([error.code, error.field]).toEqual(['no-such-address', 'listen']);
    saysWhereAndWhatToDo(error, 'db.internal:5432');
  });
});

it('a host with all the tunnels that it may have says how many those are', () => {
  saysWhereAndWhatToDo(tooManyTunnels(), '64');
  expect(tooManyTunnels().code).toBe('too-many-tunnels');
});

it('what comes from the other side gets into no line of a log or terminal as it is', () => {
  const hostile: Place = { kind: 'tcp', host: 'a\u202eb\x1b[2Jc\nd', port: 80 };
  const { message } = connectError(system('ECONNREFUSED'), hostile);
  expect(message).toContain('a?b?[2Jc?d:80');
  const plain = new TunnelError('target-failed', asTold('x\x1b[2J'), asTold('y\x07'));
  expect(plain).toMatchObject({ name: 'TunnelError', field: undefined });
  expect(plain.message + plain.hint).not.toMatch(/\p{Cc}/u);
  expect(new TunnelError('target-failed', asTold('x')).hint).toBe('');
});
