// That a key waits to be touched is read from what ssh prints, and told until it prints more.
import { expect, it } from 'vitest';
import type { PersonQuestion } from '../../../electron/ssh/asking.ts';
import { TouchWatch } from '../../../electron/ssh/touchWatch.ts';

function rig() {
  const told: { question: PersonQuestion; signal: AbortSignal }[] = [];
  const watch = new TouchWatch((question, signal) => {
    told.push({ question, signal });
    return new Promise(() => undefined);
  });
  return { told, watch, say: (text: string) => watch.hear(Buffer.from(text)) };
}

const SENTENCE = 'Confirm user presence for key ED25519-SK SHA256:abc';

it('is told in whatever pieces it comes, and over with the next word', () => {
  const { told, say } = rig();
  say('Welcome.\r\nConfirm user pres');
  say('ence for key ED25519-SK SHA256:abc\r\n');
  expect(told[0]?.question).toMatchObject({
    asks: 'touch',
    about: 'ED25519-SK SHA256:abc',
    text: SENTENCE,
  });
  expect(told[0]?.signal.aborted).toBe(false);
  say('User presence confirmed\r\n');
  expect([told[0]?.signal.aborted, told.length]).toEqual([true, 1]);
});

it('is over when the login is', () => {
  const { told, say, watch } = rig();
  say(`\r${SENTENCE}\r\r\n`); // as a terminal has it of ssh
  watch.stop();
  expect(told[0]?.signal.aborted).toBe(true);
});

it('isn’t told of other words', () => {
  const { told, say } = rig();
  say(`Please: ${SENTENCE}\r\n`);
  say(`${SENTENCE}\r\nand more`);
  expect(told).toEqual([]);
});
