/// <reference types="svelte" />
// The others at a shell, as its tab knows them: who came and went, what was said and read, own
// messages until they are confirmed, and who may do what.
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/wire/protocol.ts';
import type {
  Bridge,
  ChatLine,
  SayResult,
  ShellCompany,
  ShellMember,
} from '../../electron/ipc/contract.ts';
import { Companies } from '../../renderer/state/companies.svelte.ts';
import { Company, NEWS_PAUSE_MS, NEWS_STAYS_MS } from '../../renderer/state/company.svelte.ts';
import { NOTE_STAYS_MS, UNSENT_LIMIT } from '../../renderer/state/company.svelte.ts';
import { ManualClock } from '../support/manualClock.ts';
import { told as asTold } from '../support/told.ts';

function member(id: number, name: string, change: Partial<ShellMember> = {}): ShellMember {
  const facts = { roundTripMs: 20, behind: 0, typing: false };
  return { id, name, role: 'editor', colour: id % 8, ...facts, ...change };
}

function state(members: ShellMember[], change: Partial<ShellCompany> = {}): ShellCompany {
  const size = { policy: 'driver' as const, driver: 1, cols: 80, rows: 24 };
  const group = { total: members.length, members, ...size };
  return { shellId: 's', role: 'owner', self: 1, canShare: true, group, ...change };
}

function line(seq: number, from = 2, text = `message ${seq}`): ChatLine {
  return { seq, from, name: 'Greta', colour: 2, role: 'editor', at: seq, text };
}

const OLGA = member(1, 'Olga', { role: 'owner' });
const GRETA = member(2, 'Greta');
const OTTO = member(3, 'Otto');

function make(answer: (id: string, text: string) => SayResult = () => ({ ok: true })) {
  const said: { id: string; text: string }[] = [];
  const bridge = {
    call: async (_name: string, _shell: string, id: string, text: string) => {
      said.push({ id, text });
      return answer(id, text);
    },
  } as unknown as Bridge;
  const clock = new ManualClock();
  const company = new Company('s', bridge, (ms, run) => clock.after(ms, run));
  const say = async (text: string): Promise<void> => {
    company.draft = text;
    await company.say();
  };
  return { company, clock, said, say };
}

describe('who came and went', () => {
  it('is told in one sentence, which goes again', () => {
    const { company, clock } = make();
    company.told(state([OLGA]));
    company.told(state([OLGA, GRETA]));
    clock.advance(NEWS_PAUSE_MS / 2);
    company.told(state([OLGA, GRETA, OTTO]));
    expect(company.news).toBe('');
    clock.advance(NEWS_PAUSE_MS);
    expect(company.news).toBe('Greta and Otto joined.');
    clock.advance(NEWS_STAYS_MS);
    expect(company.news).toBe('');
  });

  it('is not told of who went and came back at once', () => {
    const { company, clock } = make();
    company.told(state([OLGA, GRETA, OTTO]));
    company.told(state([OLGA, OTTO]));
    company.told(state([OLGA, OTTO, GRETA]));
    clock.advance(NEWS_PAUSE_MS);
    expect(company.news).toBe('');
  });

  it('is not told of who was there before, of oneself, nor where not everybody is named', () => {
    const { company, clock } = make();
    company.told(state([OLGA, GRETA])); // the first look
    company.told(state([GRETA]));
    company.told(state([OLGA, GRETA]));
    const group = { ...state([]).group!, total: 500, members: [OLGA] };
    company.told(state([], { group }));
    company.told(state([], { group: null, self: null }));
    company.told(state([OLGA, GRETA]));
    clock.advance(NEWS_PAUSE_MS);
    expect(company.news).toBe('');
  });

  it('is counted where it is many', () => {
    const { company, clock } = make();
    company.told(state([OLGA]));
    company.told(state([OLGA, ...Array.from({ length: 9 }, (_, n) => member(n + 2, `G${n}`))]));
    clock.advance(NEWS_PAUSE_MS);
    expect(company.news).toBe('G0, G1 and 7 others joined.');
  });
});

describe('what one may do', () => {
  it.each([
    ['owner', 'driver', 2, true, true],
    ['editor', 'driver', 1, true, true],
    ['editor', 'driver', 2, true, false],
    ['editor', 'fit', 2, true, true],
    ['viewer', 'fit', 1, false, false],
  ] as const)('as %s under %s, driven by %i', (role, policy, driver, mayType, mayResize) => {
    const { company } = make();
    const group = { ...state([OLGA, GRETA]).group!, policy, driver };
    company.told(state([], { role, group }));
    expect([company.mayType, company.mayResize]).toEqual([mayType, mayResize]);
  });
});

describe('who may only watch', () => {
  it('is told so at the first key, and at each paste', () => {
    const { company, clock } = make();
    company.told(state([OLGA, GRETA], { role: 'viewer' }));
    company.typed();
    expect(company.watchNote).toBe(true);
    clock.advance(NOTE_STAYS_MS);
    expect(company.watchNote).toBe(false);
    company.typed();
    expect(company.watchNote).toBe(false);
    company.notTaken();
    clock.advance(NOTE_STAYS_MS / 2);
    company.notTaken();
    clock.advance(NOTE_STAYS_MS / 2);
    expect(company.watchNote).toBe(true);
  });

  it('is nobody who may type', () => {
    const { company } = make();
    company.told(state([OLGA]));
    company.typed();
    expect(company.watchNote).toBe(false);
  });
});

describe('the chat', () => {
  it('is in order, each message once, and bounded', () => {
    const { company } = make();
    company.heard([line(1), line(2)], false);
    company.heard([line(0), line(1)], false);
    expect(company.lines.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    company.heard(
      Array.from({ length: 300 }, (_, seq) => line(seq)),
      true,
    );
    expect(company.lines).toHaveLength(200);
    expect(company.lines.at(-1)!.seq).toBe(299);
  });

  it('counts what was not read, and not what one said oneself', () => {
    const { company } = make();
    company.told(state([OLGA, GRETA]));
    company.heard([line(0), line(1, 1), line(2)], true);
    expect(company.unread).toBe(2);
    company.openChat();
    company.heard([line(3)], false);
    expect(company.unread).toBe(0);
    company.closeChat();
    company.heard([line(4)], false);
    expect(company.unread).toBe(1);
  });

  it('of another shell in the same tab begins anew', () => {
    const { company } = make();
    company.heard([line(7), line(8)], true);
    company.openChat();
    company.closeChat();
    company.heard([line(0)], true);
    expect(company.lines).toHaveLength(1);
    expect(company.unread).toBe(1);
  });

  it('holds what one says until it is confirmed', async () => {
    const { company, said, say } = make();
    const saying = say(' hello ');
    expect(company.draft).toBe('');
    expect(company.own).toMatchObject([{ text: 'hello', failure: '' }]);
    await saying;
    expect(company.own).toEqual([]);
    expect(said).toMatchObject([{ id: expect.stringMatching(/^[0-9a-f]{32}$/), text: 'hello' }]);
  });

  it('puts back into the field what was refused, with the reason', async () => {
    const { company, say } = make(() => ({
      ok: false,
      refused: true,
      message: asTold('Too fast.'),
    }));
    await say('hello');
    expect([company.draft, company.refusal, company.own]).toEqual(['hello', 'Too fast.', []]);
  });

  it('keeps what could not be sent, and sends it again under the same id', async () => {
    const answers: SayResult[] = [{ ok: false, refused: false, message: asTold('No connection.') }];
    const { company, said, say } = make(() => answers.shift() ?? { ok: true });
    await say('hello');
    expect(company.own).toMatchObject([{ text: 'hello', failure: 'No connection.' }]);
    await company.sayAgain(company.own[0]!.id);
    expect(company.own).toEqual([]);
    expect(new Set(said.map(({ id }) => id)).size).toBe(1);
  });

  it('refuses more when too much waits', async () => {
    const { company, said, say } = make(() => ({
      ok: false,
      refused: false,
      message: asTold('No.'),
    }));
    for (let number = 0; number <= UNSENT_LIMIT; number++) await say(`${number}`);
    expect(said).toHaveLength(UNSENT_LIMIT);
    expect(company.draft).toBe(`${UNSENT_LIMIT}`);
    expect(company.refusal).toMatch(/waits/);
  });

  it('leaves in the field what is too long, and says by how much', async () => {
    const { company, said, say } = make();
    const long = '👩'.repeat(LIMITS.maxChatText + 1);
    await say(long);
    expect(said).toEqual([]);
    expect(company.draft).toBe(long);
    expect(company.fault).toBe('A message can have 2,000 characters; this one has 2,001.');
    await say(long.slice(2));
    expect(said).toHaveLength(1);
    expect(company.fault).toBe('');
  });

  it('says nothing that is empty', async () => {
    const { said, say } = make();
    await say(' \n ');
    expect(said).toEqual([]);
  });
});

describe('the companies of all tabs', () => {
  function desk() {
    const listeners = new Map<string, (payload: never) => void>();
    const asked: string[] = [];
    const bridge = {
      call: async (_name: string, shellId: string) => {
        asked.push(shellId);
        if (shellId === 'local') return null;
        return { company: state([OLGA, GRETA], { shellId }), chat: [line(0)] };
      },
      on: (name: string, listener: (payload: never) => void) => listeners.set(name, listener),
    } as unknown as Bridge;
    const tell = (name: string, payload: unknown): void => listeners.get(name)!(payload as never);
    return { companies: new Companies(bridge), asked, tell };
  }

  it('are asked for once a tab is there, and told from then on', async () => {
    const { companies, asked, tell } = desk();
    await companies.follow(['a', 'local']);
    await companies.follow(['a', 'local']);
    expect(asked).toEqual(['a', 'local']);
    expect(companies.of('local')).toBeNull();
    tell('sharing:chat', { shellId: 'a', lines: [line(0), line(1)], whole: false });
    expect(companies.of('a')!.lines).toHaveLength(2);
    tell('sharing:company', state([OLGA], { shellId: 'a' }));
    expect(companies.of('a')!.total).toBe(1);
  });

  it('say what the agent did not take', () => {
    const { companies, tell } = desk();
    tell('sharing:company', state([OLGA], { shellId: 'a', role: 'viewer' }));
    tell('sharing:refused', { shellId: 'a' });
    expect(companies.of('a')!.watchNote).toBe(true);
  });

  it('may be told before their tab is there, and are forgotten with it', async () => {
    const { companies, tell } = desk();
    tell('sharing:company', state([OLGA], { shellId: 'early' }));
    await companies.follow([]);
    expect(companies.of('early')).not.toBeNull();
    await companies.follow(['early']);
    await companies.follow([]);
    expect(companies.of('early')).toBeNull();
  });
});
