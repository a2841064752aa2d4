import { describe, expect, it } from 'vitest';
import { Requests } from '../../../core/client/requests.ts';
import { named } from '../../support/protocolErrors.ts';

interface Sent {
  id: number;
  method: string;
  params: unknown;
}

function asked() {
  const sent: Sent[] = [];
  const requests = new Requests((id, method, params) => sent.push({ id, method, params }));
  return { requests, sent };
}

describe('requests', () => {
  it('match answers to questions, in whatever order they come', async () => {
    const { requests, sent } = asked();
    const answers = Promise.all(['a', 'b', 'c'].map((method) => requests.ask(method, method)));
    expect(sent.map(({ method, params }) => [method, params])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
    expect(sent.map(({ id }) => id)).toEqual([1, 2, 3]); // the agent takes no negative ones
    for (const { id, method } of [...sent].reverse()) requests.answer({ id, result: `${method}!` });
    expect(await answers).toEqual(['a!', 'b!', 'c!']);
  });

  it('fail with the name and the words of the agent', async () => {
    const { requests, sent } = asked();
    const answer = requests.ask('kill', {});
    const error = { code: 'no-such-session', message: 'There is no such shell.' };
    requests.answer({ id: sent[0]!.id, error });
    await expect(answer).rejects.toMatchObject({ name: 'ChannelError', ...error });
  });

  it('may be answered with nothing', async () => {
    const { requests, sent } = asked();
    const answer = requests.ask('kill', {});
    requests.answer({ id: sent[0]!.id });
    expect(await answer).toBeUndefined();
  });

  it('are answered once, and only when asked', () => {
    const { requests, sent } = asked();
    expect(named(() => requests.answer({ id: 1, result: 1 }))).toBe('unexpected-message');
    void requests.ask('list', {});
    requests.answer({ id: sent[0]!.id, result: 1 });
    expect(named(() => requests.answer({ id: sent[0]!.id, result: 1 }))).toBe('unexpected-message');
  });

  it('are all given up when the connection is gone', async () => {
    const { requests, sent } = asked();
    const answers = [requests.ask('list', {}), requests.ask('list', {})];
    const reason = new Error('gone');
    requests.abandon(reason);
    for (const answer of answers) await expect(answer).rejects.toBe(reason);
    expect(named(() => requests.answer({ id: sent[0]!.id }))).toBe('unexpected-message');
  });
});
