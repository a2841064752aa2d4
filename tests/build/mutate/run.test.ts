// Whole runs of the tool over a small project with vitest's own runs in it: what tests notice, what
// they don't, what none of them comes by, and that a second run asks only what is open.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { outdated, readEquivalents } from '../../../build/mutate/equivalents.ts';
import type { Fate } from '../../../build/mutate/results.ts';
import { MutationRun, type RunOptions } from '../../../build/mutate/run.ts';
import { CannotMutate, mutantsOf } from '../../../build/mutate/sources.ts';
import { Summary } from '../../../build/mutate/summary.ts';
import { ROOT } from '../../support/buildUnderTest.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const FILES = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, allowImportingTsExtensions: true, noEmit: true, types: [] },
  }),
  'package.json': '{ "type": "module" }',
  'vitest.config.ts': 'export default { test: { pool: "forks" } };',
  'core/age.ts': [
    'export function isOld(years: number): boolean {\n  return years > 65;\n}',
    'export function isYoung(years: number): boolean {\n  return years < 18;\n}',
    'export const isNew = (years: number): boolean => {\n  return years === 0;\n};\n',
  ].join('\n'),
  'core/program.ts': 'process.exitCode = process.argv.length > 3 ? 7 : 8;\n',
  'tests/age.test.ts': `import { expect, it } from 'vitest';
import { isOld, isYoung } from '../core/age.ts';
it('knows the old', () => expect([65, 66].map(isOld)).toEqual([false, true]));
it('knows the young', () => expect(isYoung(3)).toBe(true));
`,
  'tests/program.test.ts': `import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
it('counts', () => expect(spawnSync(process.execPath, ['core/program.ts', 'a']).status).toBe(8));
`,
};

function project(): string {
  const root = temporaryDirectory();
  for (const [file, text] of Object.entries(FILES)) write(root, file, text);
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'junction');
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** Everything that was tried, `before → after` in its line's words, and the words of the run. */
async function mutate(root: string, options: Partial<RunOptions> = {}) {
  const fates: Record<string, Fate> = {};
  const told: string[] = [];
  const summary = new Summary();
  const run = new MutationRun({
    ...{ root, paths: ['core'], count: 100, seed: 1, near: 5, equivalents: [] },
    ...{ results: path.join(root, 'out/results.jsonl'), copies: path.join(root, 'out') },
    tell: (words) => told.push(words),
    judged: (mutant, result) => {
      fates[`${mutant.text}  ${mutant.before} → ${mutant.after}`] = result.fate;
      summary.add(mutant, result);
    },
    ...options,
  });
  await run.try(run.draw());
  return { fates, told, summary: summary.words() };
}

const FATES = {
  'return years > 65;  > → >=': 'noticed',
  'return years > 65;  65 → 130': 'noticed',
  'return years < 18;  < → <=': 'survived',
  'return years < 18;  18 → 36': 'survived',
  'return years === 0;  === → !==': 'unreached',
  'return years === 0;  0 → 1': 'unreached',
};

describe('a run', () => {
  it('tells what tests notice, changes no file, and goes on where it was', async () => {
    const root = project();
    const first = await mutate(root, { paths: ['core/age.ts'] });
    expect(first.fates).toEqual(FATES);
    expect(first.summary).toContain('2 of 6 mistakes were noticed, 33 in 100');
    expect(first.summary).toContain('core/age.ts:5  < → <=   in: return years < 18;');
    expect(first.summary).toContain('no test comes by 2');
    for (const [file, text] of Object.entries(FILES)) {
      expect(readFileSync(path.join(root, file), 'utf8')).toBe(text);
    }
    expect(readdirSync(path.join(root, 'out'))).toEqual(['results.jsonl']);

    const again = await mutate(root, { paths: ['core/age.ts'] });
    expect(again.fates).toEqual(FATES);
    expect(again.told).toEqual(['6 mistakes, 6 of them tried before.']);

    const better = FILES['tests/age.test.ts'].replace('isYoung(3)', 'isYoung(17) && !isYoung(18)');
    write(root, 'tests/age.test.ts', better);
    const after = await mutate(root, { paths: ['core/age.ts'] });
    expect(after.told[0]).toBe('6 mistakes, 2 of them tried before.');
    expect(after.fates).toMatchObject({
      'return years < 18;  < → <=': 'noticed',
      'return years < 18;  18 → 36': 'noticed',
    });
  });

  it('asks further tests about the survivors alone', async () => {
    const root = project();
    const other = `import { expect, it } from 'vitest';
import { isYoung } from '../core/age.ts';
it('knows the young', () => expect([17, 18].map(isYoung)).toEqual([true, false]));
`;
    write(root, 'tests/other.test.ts', other);
    const near = await mutate(root, { paths: ['core/age.ts'], near: 1 });
    expect(near.fates).toEqual(FATES);
    const far = await mutate(root, { paths: ['core/age.ts'] });
    expect(far.told[0]).toBe('6 mistakes, 2 of them tried before.');
    expect(far.fates).toMatchObject({
      'return years < 18;  < → <=': 'noticed',
      'return years < 18;  18 → 36': 'noticed',
    });
  });

  it('reaches what a test starts as a program, and asks no test that fails anyway', async () => {
    const root = project();
    write(
      root,
      'tests/wrong.test.ts',
      "import '../core/program.ts';\nthrow new Error('always');\n",
    );
    const { fates, told } = await mutate(root, { paths: ['core/program.ts'] });
    expect(told).toContain('Not asked, it fails anyway: tests/wrong.test.ts');
    expect(fates).toMatchObject({
      'process.exitCode = process.argv.length > 3 ? 7 : 8;  > → >=': 'noticed',
      'process.exitCode = process.argv.length > 3 ? 7 : 8;  7 → 8': 'survived',
    });
  });

  it('gives tests the agent that is packed for other computers', async () => {
    const root = project();
    write(root, 'out/agent-bundle/manifest.json', '{ "version": "7" }');
    const asked = `import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isOld } from '../core/age.ts';
it('is there', () => expect(readFileSync('out/agent-bundle/manifest.json', 'utf8')).toMatch('7'));
it('knows the old', () => expect([65, 66].map(isOld)).toEqual([false, true]));
`;
    write(root, 'tests/age.test.ts', asked);
    const { told, fates } = await mutate(root, { paths: ['core/age.ts'] });
    expect(told.join()).not.toContain('Not asked');
    expect(fates).toMatchObject({ 'return years > 65;  > → >=': 'noticed' });
    expect(readdirSync(path.join(root, 'out/agent-bundle'))).toEqual(['manifest.json']);
  });

  it('leaves out what the compiler refuses, and what is known to change nothing', () => {
    const root = project();
    write(root, 'core/flag.ts', 'export const flag: 1 = 1;\nexport const other: number = 2;\n');
    const known = { file: 'core/flag.ts', text: 'export const other: number = 2;' };
    const equivalents = [{ ...known, before: '2', after: '3', reason: 'a test of this' }];
    const run = new MutationRun({
      ...{ root, paths: ['core/flag.ts'], count: 9, seed: 1, near: 5, equivalents },
      ...{ results: path.join(root, 'out/results.jsonl'), copies: path.join(root, 'out') },
      ...{ tell: () => undefined, judged: () => undefined },
    });
    expect(run.draw()).toMatchObject([{ before: '2', after: '1' }]);
  });

  it('refuses what isn’t there, or isn’t code', () => {
    const root = project();
    for (const paths of [['nowhere'], ['../..'], ['tests'], ['package.json']]) {
      const run = new MutationRun({
        ...{ root, paths, count: 9, seed: 1, near: 5, equivalents: [] },
        ...{ results: path.join(root, 'out/results.jsonl'), copies: path.join(root, 'out') },
        ...{ tell: () => undefined, judged: () => undefined },
      });
      expect(() => run.draw()).toThrow(CannotMutate);
    }
  });
});

describe('what changes nothing', () => {
  it('has a reason, and is still there', () => {
    const equivalents = readEquivalents();
    const files = [...new Set(equivalents.map(({ file }) => file))];
    const mutants = files.flatMap((file) => mutantsOf(ROOT, file));
    expect(outdated(equivalents, mutants)).toEqual([]);
    for (const { reason } of equivalents) expect(reason.length).toBeGreaterThan(20);
  });
});
