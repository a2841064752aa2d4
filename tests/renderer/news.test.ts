// Which of all that is true of a tab its one mark tells.
import { describe, expect, it } from 'vitest';
import { asks, markOfPane, mostUrgent, newsOf, URGENCY } from '../../renderer/lib/news.ts';
import { MARKS } from '../../renderer/lib/marks.ts';
import { say } from '../../words/said.ts';

const QUIET = { rang: false, finished: false, output: false };
const online = { state: 'online', message: say('connected') } as const;
const asking = { state: 'authenticating', message: say('answer-awaited') } as const;

describe('the order of marks', () => {
  it('knows each of them once', () => {
    expect([...URGENCY].sort()).toEqual([...MARKS].sort());
  });

  it('puts what needs the user first, then trouble, news, and what is as it should be', () => {
    expect(mostUrgent(['online', 'unseen', 'lagging', 'bell'])).toBe('lagging');
    expect(mostUrgent(['reconnecting', 'failed', 'asks'])).toBe('asks');
    expect(mostUrgent(['ended', 'finished', 'online'])).toBe('finished');
    expect(mostUrgent([])).toBe('idle');
  });
});

describe('news of a pane', () => {
  it('are none while nothing happened', () => {
    expect(newsOf(online, QUIET)).toBeNull();
  });

  it('tell the most urgent of all', () => {
    expect(newsOf(online, { ...QUIET, output: true })).toBe('unseen');
    expect(newsOf(online, { rang: false, finished: true, output: true })).toBe('finished');
    expect(newsOf(online, { rang: true, finished: true, output: true })).toBe('bell');
    expect(newsOf(asking, { rang: true, finished: true, output: true })).toBe('asks');
  });

  it('are no question where it stands in another shell, or where nobody is asked', () => {
    expect(asks(asking)).toBe(true);
    expect(asks({ ...asking, message: say('answer-awaited-elsewhere') })).toBe(false);
    expect(asks({ ...asking, message: say('connected') })).toBe(false);
    expect(asks({ ...asking, state: 'online' })).toBe(false);
  });
});

describe('the mark of a pane', () => {
  it('is its news, unless its connection fares worse', () => {
    expect(markOfPane(online, null)).toBe('online');
    expect(markOfPane(online, 'unseen')).toBe('unseen');
    expect(markOfPane({ state: 'reconnecting' }, 'bell')).toBe('reconnecting');
    expect(markOfPane({ state: 'closed' }, 'bell')).toBe('bell');
    expect(markOfPane({ state: 'closed' }, 'unseen')).toBe('ended');
  });
});
