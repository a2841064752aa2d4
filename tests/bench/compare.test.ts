// Both builds are measured in turns, each started from its own folder; and what is told of it.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Bench, Measurement } from '../../bench/bench.ts';
import { CannotCompare } from '../../bench/against/cannotCompare.ts';
import { roundsOf, runInTurns, table, type Comparing } from '../../bench/against/compare.ts';
import { judge, type Compared } from '../../bench/against/difference.ts';
import { conclusion, differenceRows } from '../../bench/against/words.ts';
import { StopSignal } from '../../bench/lifetime.ts';
import { agentCommand } from '../support/agent.ts';
import { buildUnderTest, ROOT } from '../support/buildUnderTest.ts';
import { temporaryDirectory } from '../support/temporary.ts';

afterEach(() => expect(buildUnderTest()).toBe(ROOT)); // whatever happened

/** @param measure told whether it measures the commit's build, and which of all runs it is */
function bench(measure: (there: boolean, run: number) => Partial<Measurement>): Bench {
  let runs = 0;
  return {
    ...{ name: 'made-up', title: 'Made up', method: 'By heart.', limitMs: 60_000 },
    measure: async (run) => {
      run.begin();
      await Promise.resolve();
      const found = measure(buildUnderTest() !== ROOT, runs++);
      return { figures: [], samples: {}, notes: [], ...found };
    },
  };
}

function comparing(rounds?: number): Comparing {
  vi.spyOn(console, 'log')
    .mockClear()
    .mockImplementation(() => undefined);
  const commit = { id: 'a'.repeat(40), short: 'aaaaaaa', subject: 'A commit' };
  const other = { commit, folder: temporaryDirectory() };
  return { other, rounds, quick: true, stop: new StopSignal() };
}

describe('two builds', () => {
  it('take turns, and each is started from its own folder', async () => {
    const how = comparing(4);
    const programs: string[] = [];
    const { runs, failure } = await runInTurns(
      bench((there) => {
        programs.push(agentCommand(['serve'])[1].find((word) => /main\.ts|\.mjs/.test(word))!);
        return { figures: [{ what: 'x', value: there ? 1 : 2, unit: 'ms' }] };
      }),
      how,
    );
    const sides = programs.map((file) => (file.startsWith(how.other.folder) ? 'A' : 'B'));
    expect(sides.join('')).toBe('ABBAABBA');
    expect(programs[0]).toMatch(/bowline-agent\.mjs$/); // there is no source to fall back to
    expect(failure).toBeUndefined();
    const [x] = table(runs).filter(({ what }) => what === 'x');
    expect(x).toEqual({ what: 'x', unit: 'ms', there: [1, 1, 1, 1], here: [2, 2, 2, 2] });
  });

  it('are compared in as many rounds as were asked for, else as the bench has', () => {
    const one = bench(() => ({}));
    expect(roundsOf(one, { rounds: undefined })).toBe(8);
    expect(roundsOf({ ...one, rounds: 6 }, { rounds: undefined })).toBe(6);
    expect(roundsOf({ ...one, rounds: 6 }, { rounds: 12 })).toBe(12);
  });

  it('are compared only in what every run has found', async () => {
    const { runs } = await runInTurns(
      bench((there) => ({
        figures: [
          { what: 'both', value: 1, unit: 's' },
          { what: there ? 'old' : 'new', value: 1, unit: 's' },
        ],
      })),
      comparing(4),
    );
    const names = table(runs).map(({ what }) => what);
    expect(names).toContain('both');
    expect(names).not.toContain('old');
    expect(names).not.toContain('new');
  });
});

describe('what fails', () => {
  const failing = (fails: (there: boolean, run: number) => boolean): Bench =>
    bench((there, run) => {
      if (fails(there, run)) throw new Error(`no ${there ? 'there' : 'here'}`);
      return {};
    });

  it('in the commit alone, from its first run on, is a commit that this rig doesn’t know', async () => {
    const error: unknown = await runInTurns(
      failing((there) => there),
      comparing(4),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CannotCompare);
    expect(error).toMatchObject({ reason: 'too-old' });
    expect(String(error)).toContain('no there');
  });

  it('in both isn’t the commit’s fault', async () => {
    await expect(
      runInTurns(
        failing(() => true),
        comparing(4),
      ),
    ).rejects.toThrow(/^no here$/);
  });

  it('in a later round leaves what was measured until then', async () => {
    const { runs, failure } = await runInTurns(
      failing((_, run) => run >= 6),
      comparing(8),
    );
    expect([runs.there.length, runs.here.length]).toEqual([3, 3]);
    expect(failure).toMatchObject({ message: 'no here' }); // the 4th round begins with it
  });

  it('once is repeated, and told', async () => {
    const { runs, failure } = await runInTurns(
      failing((_, run) => [0, 3].includes(run)),
      comparing(4),
    );
    expect([runs.there.length, runs.here.length, failure]).toEqual([4, 4, undefined]);
    const told = vi
      .mocked(console.log)
      .mock.calls.filter(([line]) => String(line).includes('measured once more'));
    expect(told).toEqual([
      ['  It failed, and is measured once more: Error: no there'],
      ['  It failed, and is measured once more: Error: no here'],
    ]);
  });

  it('because somebody stopped it begins nothing more', async () => {
    const how = comparing(4);
    let begun = 0;
    const stopped = bench(() => {
      begun++;
      process.emit('SIGTERM');
      return {};
    });
    await expect(runInTurns(stopped, how)).rejects.toThrow('It was stopped.');
    expect(begun).toBe(1);
  });
});

describe('what is told', () => {
  const same = [10, 11, 12, 10.5, 11.5, 12.5, 9, 9.5];
  const plain: Compared = { what: 'delay', unit: 'ms', there: same, here: same.toReversed() };
  const doubled: Compared = { ...plain, what: 'time', here: same.map((value) => value * 2) };
  const added: Compared = {
    ...{ what: 'agent adds', unit: 'ms', there: same.map((value) => value - 10) },
    here: same.map((value) => value + 5),
  };

  it('says of each figure what it is of the other, within which bounds, and whether that is noise', () => {
    const [head, ...rows] = differenceRows(judge([plain, doubled, added]), 'aaaaaaa', 8);
    expect(head).toEqual(['measured', 'aaaaaaa', 'here', 'here, of it', 'spread', '']);
    expect(rows[0]).toEqual([
      ...['delay', '10.8 ms', '10.8 ms', '1.00×'],
      ...[expect.stringMatching(/^0\.8\d to 1\.1\d$/), 'no difference'],
    ]);
    expect(rows[1]).toMatchObject({ 2: '21.5 ms', 3: '2.00×', 5: 'higher beyond noise' });
    expect(rows[2]).toMatchObject({ 3: '+15.0 ms', 5: 'higher beyond noise' });
  });

  it('comes to one sentence', () => {
    expect(conclusion(judge([plain]), 8)).toBe(
      'No difference: none of 1 figures differs beyond noise.',
    );
    expect(conclusion(judge([plain, doubled]), 8)).toBe(
      'Differs beyond noise: time (2.00×). No difference in the other 1.',
    );
  });

  it('never calls that no difference which too few rounds could not have shown', () => {
    const many = Array.from({ length: 15 }, () => plain);
    const [, ...rows] = differenceRows(judge(many), 'aaaaaaa', 5);
    for (const row of rows) expect(row.at(-1)).toBe('can’t be told');
    expect(conclusion(judge(many), 5)).toMatch(/^Too few rounds: .* \(--rounds 6\)\.$/);
  });
});
