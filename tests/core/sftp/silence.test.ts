// A server that says nothing any more is lost after a while, in words; one that is slow isn't.
import { expect, test } from 'vitest';
import { PACKET } from '../../../core/sftp/packets.ts';
import { openSftp, type SftpClient } from '../../../core/sftp/sftpClient.ts';
import { inWords } from '../../../words/said.ts';
import { HonestServer, lyingServer, type Request } from '../../support/lyingServer.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { codeOf } from './fileContract.ts';

/** Hangs at requests of these types. */
async function hanging(clock: ManualClock, ...types: number[]): Promise<SftpClient> {
  const honest = new HonestServer();
  const answering = (request: Request): Buffer[] =>
    types.includes(request.type) ? [] : [honest.answer(request)];
  return openSftp(lyingServer(answering), undefined, undefined, clock);
}

test('a server that hangs is lost, and all that was asked fails with that', async () => {
  const clock = new ManualClock();
  const files = await hanging(clock, PACKET.stat);
  const [one, other] = [files.facts('/a', true), files.facts('/b', true)].map(codeOf);
  await clock.pass(89_000);
  expect(await Promise.race([one, settle().then(() => 'waits')])).toBe('waits');
  await clock.pass(1_000);
  expect([await one, await other]).toEqual(['lost', 'lost']);
  expect(inWords((await files.lost).said)).toContain('90 seconds');
  expect(await codeOf(files.home())).toBe('lost');
  expect(clock.waiting).toBe(0);
});

test('one that never greets is lost, too', async () => {
  const clock = new ManualClock();
  const opened = codeOf(
    openSftp(
      lyingServer(() => [], []),
      undefined,
      undefined,
      clock,
    ),
  );
  await clock.pass(90_000);
  expect(await opened).toBe('lost');
});

test('while nothing is asked, nothing has to come', async () => {
  const clock = new ManualClock();
  const files = await hanging(clock);
  await clock.pass(1_000_000);
  expect((await files.facts('/a')).size).toBe(5);
});

test('whatever comes gives it more time, and so does what the oldest moves', async () => {
  const clock = new ManualClock();
  const files = await hanging(clock, PACKET.write);
  const file = await files.open('/a', { how: 'change' });
  const written = codeOf(file.write(0, new Uint8Array(4_000)));
  await clock.pass(89_000);
  await files.home();
  await clock.pass(90_000);
  expect(await Promise.race([written, settle().then(() => 'waits')])).toBe('waits');
  await clock.pass(1_000);
  expect(await written).toBe('lost');
});

test('a computer that slept has heard nothing, and listens first', async () => {
  const clock = new ManualClock();
  const files = await hanging(clock, PACKET.stat);
  const looked = codeOf(files.facts('/a', true));
  await clock.pass(1_000);
  clock.standStill(3_600_000);
  await clock.pass(80_000);
  expect(await Promise.race([looked, settle().then(() => 'waits')])).toBe('waits');
  await clock.pass(10_000);
  expect(await looked).toBe('lost');
});

test('what a disk is to do takes as long as it takes', async () => {
  const clock = new ManualClock();
  const files = await hanging(clock, PACKET.close);
  const file = await files.open('/a', { how: 'change' });
  const closed = file.close();
  await clock.pass(10_000_000);
  expect(await Promise.race([closed, settle().then(() => 'waits')])).toBe('waits');
  expect((await files.facts('/a')).size).toBe(5);
  await files.close();
  await closed.catch(() => undefined);
});
