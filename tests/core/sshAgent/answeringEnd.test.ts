import { expect, it } from 'vitest';
import { AnsweringEnd, type Answer } from '../../../core/sshAgent/answeringEnd.ts';
import { framed, MessageReader } from '../../../core/sshAgent/agentMessages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { settle } from '../../support/manualClock.ts';

class FakeStream {
  readonly happened: string[] = [];
  answered: string[] = [];
  takenBytes = 0;
  readonly #reader = new MessageReader();

  push(bytes: Uint8Array): void {
    const messages = this.#reader.push(bytes);
    this.answered.push(...messages.map((one) => Buffer.from(one).toString()));
  }

  taken(bytes: number): void {
    this.takenBytes += bytes;
  }

  finish(): void {
    this.happened.push('finish');
  }

  delivered(): void {
    this.happened.push('delivered');
  }

  fail(code: string): void {
    this.happened.push(code);
  }
}

function rig() {
  const stream = new FakeStream();
  const asked: { message: string; answer: (text: string) => void; signal: AbortSignal }[] = [];
  const answer: Answer = (message, signal) => {
    const { promise, resolve } = withResolvers<Uint8Array>();
    const give = (text: string): void => resolve(Buffer.from(text));
    asked.push({ message: Buffer.from(message).toString(), answer: give, signal });
    return promise;
  };
  return { stream, asked, end: new AnsweringEnd(stream, answer) };
}

const message = (words: string): Uint8Array => framed(Buffer.from(words));

it('answers one request after the other, and then takes more', async () => {
  const { stream, asked, end } = rig();
  const both = Buffer.concat([message('one'), message('two'), message('three').subarray(0, 5)]);
  end.write(both);
  expect([asked.map(({ message: it }) => it), stream.takenBytes]).toEqual([['one'], 0]);
  asked[0]!.answer('first');
  await settle();
  expect([asked.length, stream.answered, stream.takenBytes]).toEqual([2, ['first'], 0]);
  asked[1]!.answer('second');
  await settle();
  expect([stream.answered, stream.takenBytes]).toEqual([['first', 'second'], both.byteLength]);
  end.write(message('three').subarray(5));
  expect(asked.at(-1)!.message).toBe('three');
});

it('grants more while a large message comes', () => {
  const { stream, asked, end } = rig();
  const large = framed(Buffer.alloc(LIMITS.maxKeyMessage, 'x'));
  end.write(large.subarray(0, 100_000));
  end.write(large.subarray(100_000, 200_000));
  expect([stream.takenBytes, asked.length]).toEqual([200_000, 0]);
});

it('ends in good order behind the last answer', async () => {
  const { stream, asked, end } = rig();
  end.write(message('one'));
  end.end();
  expect(stream.happened).toEqual([]);
  asked[0]!.answer('first');
  await settle();
  expect([stream.answered, stream.happened]).toEqual([['first'], ['finish', 'delivered']]);
});

it('is reset by what is no message, and tells who waits that nobody does any more', async () => {
  const { stream, asked, end } = rig();
  end.write(message('one'));
  end.write(Buffer.alloc(4));
  expect(stream.happened).toEqual(['stream-reset']);
  end.reset();
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.answer('late');
  await settle();
  expect(stream.answered).toEqual([]);
});

it('refuses what can’t be answered', async () => {
  const stream = new FakeStream();
  const end = new AnsweringEnd(stream, () => Promise.reject(new Error('no')));
  end.write(message('one'));
  await settle();
  expect(stream.answered).toEqual(['\u0005']);
});
