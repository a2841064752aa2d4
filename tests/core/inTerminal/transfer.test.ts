// While a person is asked, the host's program repeats itself, or gives up.
import { describe, expect, it } from 'vitest';
import { stillWaits } from '../../../core/inTerminal/transfer.ts';
import { TransferStopped } from '../../../core/inTerminal/files.ts';
import { wirePair } from '../../support/wirePair.ts';

const RZ = '**\x18B0100000023be50\r\x8a\x11';
const never = new Promise<never>(() => undefined);

describe('a program that waits for an answer', () => {
  it.each([
    ['rz that asks for YMODEM by now', 'C', 'late', ''],
    ['one that has given up', '\x18\x18\x18\x18\x18', 'gone', ''],
    ['one whose shell prints again', '\r\n$ ', 'gone', '$ '],
  ])('is %s', async (_name, output, is, rest) => {
    const { other: wire } = wirePair();
    const waits = stillWaits({ protocol: 'zmodem', wire }, never);
    for (const text of [RZ, RZ, output]) await wire.take(Buffer.from(text, 'latin1'));
    expect(await waits).toBe(is);
    expect(Buffer.concat(wire.close().rest).toString()).toBe(rest);
  });

  it('repeats itself until it is answered, or its shell is gone', async () => {
    const { one, other: wire } = wirePair();
    await wire.take(Buffer.from(RZ, 'latin1'));
    expect(await stillWaits({ protocol: 'zmodem', wire }, Promise.resolve())).toBe('answered');
    one.stop(new TransferStopped('gone'));
    const waits = stillWaits({ protocol: 'zmodem', wire: one }, never);
    await one.take(Buffer.from(RZ, 'latin1'));
    expect(await waits).toBe('gone');
  });
});
