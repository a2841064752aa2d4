// What one client hears of the others at a shell, over the connections that it has had.
import { expect, it } from 'vitest';
import { GroupClient } from '../../../core/client/groupClient.ts';
import { newCursor } from '../../../core/client/shellCursor.ts';
import type { AllBodies } from '../../../core/wire/messages.ts';
import type { ChatMessage, Group } from '../../../core/client/group.ts';

const chat = (seq: number): ChatMessage => ({
  ...{ seq, from: 1, name: 'Olga', colour: 0, role: 'owner', at: 0, text: `${seq}` },
});

function setUp(cursor = newCursor()) {
  const heard: number[] = [];
  const asked: unknown[] = [];
  const connection = {
    request: (method: string, params: unknown) => {
      asked.push([method, params]);
      return Promise.resolve({});
    },
  };
  const news: Group[] = [];
  const refused: AllBodies['refused'][] = [];
  const events = {
    onChat: ({ seq }: ChatMessage) => void heard.push(seq),
    onGroup: (group: Group) => void news.push(group),
    onRefused: (refusal: AllBodies['refused']) => void refused.push(refusal),
  };
  const client = new GroupClient(7, cursor, connection, events);
  const say = (seq: number): void => client.receive({ type: 'chat', channel: 7, body: chat(seq) });
  return { cursor, heard, news, refused, asked, client, say };
}

it('hears each message once, though an agent tells old ones again after a cut', () => {
  const before = setUp();
  for (const seq of [0, 1, 2]) before.say(seq);
  expect([before.heard, before.cursor.chat]).toEqual([[0, 1, 2], 3]);
  const after = setUp(before.cursor);
  for (const seq of [0, 1, 2, 3]) after.say(seq);
  expect([after.heard, after.cursor.chat]).toEqual([[3], 4]);
});

it('goes on behind messages that are gone', () => {
  const { say, heard, cursor } = setUp();
  say(40);
  say(40);
  say(41);
  expect([heard, cursor.chat]).toEqual([[40, 41], 42]);
});

it('says the same again under the same name', async () => {
  const { client, asked } = setUp();
  await client.say('hello', 'a');
  await client.say('hello', 'a');
  expect(asked).toEqual(Array(2).fill(['say', { channel: 7, id: 'a', text: 'hello' }]));
  await client.say('hello');
  await client.say('hello');
  const ids = asked.map((one) => (one as [string, { id: string }])[1].id);
  expect(new Set(ids.slice(2)).size).toBe(2);
});

it('has the last news of the others, and tells each as it comes', () => {
  const { client, news } = setUp();
  expect([client.group, client.member]).toEqual([null, null]);
  const groups = [80, 90].map((cols) => ({ size: { cols, rows: 24 } }) as unknown as Group);
  for (const body of groups) client.receive({ type: 'group', channel: 7, body });
  expect(news).toEqual(groups);
  expect(client.group).toBe(groups[1]);
});

it('tells what was refused as nothing else', () => {
  const { client, news, heard, refused } = setUp();
  const body = { code: 'read-only', message: 'You may only watch.' };
  client.receive({ type: 'refused', channel: 7, body });
  expect([refused, news, heard]).toEqual([[body], [], []]);
});
