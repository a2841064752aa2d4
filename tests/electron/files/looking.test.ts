// A quick look at files, and their end while they are written to.
import { describe, expect, it } from 'vitest';
import { IMAGE_BYTES, lookAt, TEXT_BYTES } from '../../../electron/files/looking.ts';
import { tail } from '../../../electron/files/tailing.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemoryPlace } from '../transfers/memoryPlace.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n and the rest', 'latin1');
const none = new AbortController().signal;

const look = (content: string | Uint8Array) => {
  const place = new MemoryPlace();
  place.skills = { ...place.skills, readBytes: 64 * 1024 };
  place.put('/file', content);
  return lookAt(place.connect(), '/file', none);
};

describe('a look', () => {
  it('shows text in any of the usual encodings, with nothing in it that moves what is around', async () => {
    expect(await look('one\r\ntwo')).toEqual({ kind: 'text', text: 'one\ntwo', whole: true });
    expect(await look(Buffer.from('\uFEFFzwölf', 'utf16le'))).toMatchObject({ text: 'zwölf' });
    expect(await look(Buffer.from('zwölf', 'latin1'))).toMatchObject({ text: 'zwölf' });
    expect(await look('\x1b[2Jevil\u202Etxt\t.')).toMatchObject({ text: '␛[2Jevil\uFFFDtxt\t.' });
  });

  it('takes the beginning of a long one, whatever character is cut', async () => {
    const seen = await look('€'.repeat(TEXT_BYTES));
    expect(seen).toMatchObject({ kind: 'text', whole: false });
  });

  it('shows images by what they begin with, not by their names, and no larger ones', async () => {
    expect(await look(PNG)).toMatchObject({ kind: 'image', type: 'image/png' });
    const large = Buffer.concat([PNG], IMAGE_BYTES + 1);
    expect(await look(large)).toMatchObject({ kind: 'none', said: { code: 'look-image-large' } });
    expect(await look('<svg onload="alert(1)"/>')).toMatchObject({ kind: 'text' });
  });

  it('says what is neither', async () => {
    expect(await look(Buffer.from([1, 0, 2]))).toMatchObject({ said: { code: 'look-no-text' } });
    const place = new MemoryPlace();
    place.folder('/folder');
    const seen = await lookAt(place.connect(), '/folder', none);
    expect(seen).toMatchObject({ said: { code: 'look-folder' } });
  });
});

it('a tail shows what comes, begins anew where the file does, and follows the name', async () => {
  const place = new MemoryPlace();
  place.put('/log', 'first\n');
  const clock = new ManualClock();
  const end = new AbortController();
  let seen = '';
  const tell = (text: string, fresh: boolean): void => void (seen = fresh ? text : seen + text);
  const done = tail({ access: place.connect(), path: '/log', clock, signal: end.signal, tell });
  const passes = async (): Promise<string> => {
    for (let n = 0; n < 8; n++) await clock.pass(500);
    await settle();
    return seen;
  };
  expect(await passes()).toBe('first\n');
  const write = async (text: string): Promise<void> => {
    const file = await place.connect().open('/log', { how: 'change' });
    await file.write(place.bytes('/log').byteLength, Buffer.from(text));
  };
  await write('second €\n');
  expect(await passes()).toBe('first\nsecond €\n');
  await (await place.connect().open('/log', { how: 'change' })).change({ size: 0 });
  expect(await passes()).toBe('');
  await write('third\n');
  expect(await passes()).toBe('third\n');
  await place.connect().rename('/log', '/log.1');
  place.put('/log', 'of another file\n');
  expect(await passes()).toBe('of another file\n');
  end.abort();
  await done;
});
