import { describe, expect, it } from 'vitest';
import { GroupFeed } from '../../../agent/groups/groupFeed.ts';
import type { MemberOptions } from '../../../agent/groups/roster.ts';
import { ShellGroup } from '../../../agent/groups/shellGroup.ts';
import { Outbox } from '../../../core/connection/outbox.ts';
import { FrameDecoder } from '../../../core/wire/frameDecoder.ts';
import { decode, type Message } from '../../../core/wire/messages.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';

const SIZE = { cols: 80, rows: 24 };

function setUp() {
  const clock = new ManualClock();
  let size = SIZE;
  const group = new ShellGroup({
    clock,
    today: () => clock.now(),
    size: () => size,
    resize: (wanted) => (size = wanted),
  });
  let behind = 0;
  const join = (key: string, role: MemberOptions['role'] = 'viewer') =>
    group.join({ key, role, name: key, read: () => ({ roundTripMs: 1, behind }) }, SIZE);
  const falls = (bytes: number) => (behind = bytes);
  let told = 0;
  group.listen(() => told++);
  return { clock, group, join, falls, told: () => told, size: () => size };
}

/** What a member is sent, when its link takes something. */
function feedOf(group: ShellGroup, chat = 0) {
  const feed = new GroupFeed({ group, channel: 7, outbox: new Outbox(), chat });
  const take = (): Message[] => {
    const all: Message[] = [];
    for (let frame = feed.nextFrame(); frame; frame = feed.nextFrame()) {
      all.push(decode([...new FrameDecoder(LIMITS.maxBody).push(frame)][0]!)!);
    }
    return all;
  };
  return { feed, take };
}

describe('the news of a group', () => {
  it('comes at once after a silence, and four times a second at most', () => {
    const { clock, group, join, told } = setUp();
    join('a', 'owner');
    clock.advance(0);
    expect(group.news).toMatchObject({ total: 1, driver: 1, policy: 'driver', ...SIZE });
    for (let ms = 0; ms < 1_000; ms += 10, clock.advance(10)) group.leave(join(`g${ms}`));
    expect(told()).toBeLessThanOrEqual(5);
  });

  it('is slower in a crowd, and fits into its frame', () => {
    const { clock, group, join, told } = setUp();
    for (let n = 0; n < 1_000; n++) join(`a member with a long name ${'x'.repeat(20)} ${n}`);
    clock.advance(5_000);
    const before = told();
    for (let ms = 0; ms < 10_000; ms += 100, clock.advance(100)) group.leave(join(`g${ms}`));
    expect(told() - before).toBeLessThanOrEqual(3);
    expect(group.news!.total).toBe(1_000);
    expect(group.news!.members.length).toBeGreaterThan(20);
    expect(group.newsFrame(1)!.byteLength).toBeLessThanOrEqual(LIMITS.maxGroup + 8);
  });

  it('tells by itself what changes by itself, and says nothing that is not new', () => {
    const { clock, group, join, falls, told } = setUp();
    join('a', 'owner');
    join('b');
    clock.advance(5_000);
    const before = told();
    clock.advance(10_000);
    expect(told()).toBe(before);
    falls(5_000_000);
    clock.advance(1_000);
    expect(group.news!.members[1]!.behind).toBeGreaterThan(4_900_000);
  });

  it('is told to whoever comes back, though it is none to the others', () => {
    const { clock, group, join } = setUp();
    join('a', 'owner');
    const before = join('b');
    clock.advance(1_000);
    group.leave(before);
    join('b');
    const { take } = feedOf(group);
    expect(take()).toEqual([]);
    clock.advance(1_000);
    expect(take().map(({ type }) => type)).toEqual(['group']);
  });

  it('leaves no timer when everybody has gone', () => {
    const { clock, group, join } = setUp();
    const members = [join('a', 'owner'), join('b', 'editor'), join('c')];
    clock.advance(3_000);
    group.typed(members[1]!);
    for (const member of members) group.leave(member);
    expect(clock.waiting).toBe(0);
  });
});

describe('a member’s feed', () => {
  it('gives what was said in order, and of the news the last', () => {
    const { clock, group, join } = setUp();
    const [a, b] = [join('a', 'owner'), join('b', 'editor')];
    const { take } = feedOf(group);
    group.say(a, '1', 'one');
    clock.advance(1_000);
    group.say(b, '1', 'two');
    group.typed(b);
    clock.advance(1_000);
    const all = take();
    expect(all.map(({ type }) => type)).toEqual(['chat', 'chat', 'group']);
    expect(all.map(({ body }) => (body as { text?: string }).text)).toEqual([
      'one',
      'two',
      undefined,
    ]);
    expect(take()).toEqual([]);
  });

  it('begins where the member says, and where the history does', () => {
    const { clock, group, join } = setUp();
    const a = join('a', 'owner');
    for (let n = 0; n < LIMITS.maxChatHistory + 50; n++) {
      group.say(a, `${n}`, `m${n}`);
      clock.advance(2_000);
    }
    const seqs = (messages: Message[]) =>
      messages.flatMap(({ type, body }) =>
        type === 'chat' ? [(body as { seq: number }).seq] : [],
      );
    expect(seqs(feedOf(group, 248).take())).toEqual([248, 249]);
    expect(seqs(feedOf(group).take())[0]).toBe(50);
    expect(seqs(feedOf(group, 10 ** 9).take())).toEqual([]);
  });

  it('ends with the member', () => {
    const { group, join } = setUp();
    const a = join('a', 'owner');
    const outbox = new Outbox();
    const feed = new GroupFeed({ group, channel: 1, outbox, chat: 0 });
    feed.stop();
    group.say(a, '1', 'unheard');
    outbox.close();
    return expect(outbox.next()).resolves.toBeUndefined();
  });
});

describe('what is typed', () => {
  it('takes the wheel, and the size with it', () => {
    const { group, join, size } = setUp();
    join('a', 'owner');
    const editor = group.join(
      { key: 'b', role: 'editor', name: 'b', read: () => ({ roundTripMs: null, behind: 0 }) },
      { cols: 40, rows: 10 },
    );
    expect(size()).toEqual(SIZE);
    group.typed(editor);
    expect(size()).toEqual({ cols: 40, rows: 10 });
  });
});
