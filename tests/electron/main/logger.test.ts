// The log: readable lines, bounded size, and no line that wasn't written by us.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import { Logger } from '../../../electron/main/logger.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let path: string;
const now = () => new Date('2026-11-20T12:00:00Z');

beforeEach(() => {
  path = join(temporaryDirectory(), 'logs', 'main.log');
});

it('writes lines with time and level, and goes on in the same file', () => {
  new Logger(path, now).info('started');
  new Logger(path, now).error('broken');
  expect(readFileSync(path, 'utf8')).toBe(
    '2026-11-20T12:00:00.000Z info started\n2026-11-20T12:00:00.000Z error broken\n',
  );
});

it('never grows past twice its limit', () => {
  const log = new Logger(path, now);
  for (let n = 0; n < 1200; n++) log.info('x'.repeat(3000));
  expect(statSync(path).size).toBeLessThanOrEqual(1024 * 1024);
  expect(statSync(`${path}.old`).size).toBeLessThanOrEqual(1024 * 1024);
});

it('cuts endless lines, and lets nobody forge one', () => {
  const log = new Logger(path, now);
  log.warning('said\n2026-11-20T12:00:00.000Z error forged\r\u001b[2J');
  log.info('y'.repeat(10_000));
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines[1]).toBe('    2026-11-20T12:00:00.000Z error forged??[2J');
  expect(lines[2]!.length).toBeLessThan(4_100);
});

it.skipIf(SYSTEM === 'win32')('is closed to other users', () => {
  new Logger(path, now).info('x');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
