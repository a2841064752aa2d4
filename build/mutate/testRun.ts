// One run of vitest over some test files, by one worker and with a bound on its time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endGroup, endMarked, newMark } from './marked.ts';

export interface TestRun {
  outcome: 'passed' | 'failed' | 'timed out';
  /** Those that came to their end. */
  files: readonly RunFile[];
}

/** One test file of a run. */
export interface RunFile {
  /** From the folder in which it ran, with slashes. */
  file: string;
  passed: boolean;
  ms: number;
  /** The first test that failed; '' where the file itself did. */
  failed: string;
}

export interface RunLimits {
  /** After that it is ended. */
  ms: number;
  /** The first failure is enough. */
  bail: boolean;
}

/** @param folder a checkout's. @param tests test files, from there */
export async function runTests(
  folder: string,
  tests: readonly string[],
  limits: RunLimits,
): Promise<TestRun> {
  const report = path.join(folder, 'vitest-report.json');
  rmSync(report, { force: true });
  const bail = limits.bail ? ['--bail=1'] : [];
  const code = await vitest(
    folder,
    [...tests, ...OPTIONS, `--outputFile=${report}`, ...bail],
    limits,
  );
  const outcome = code === undefined ? 'timed out' : code === 0 ? 'passed' : 'failed';
  return { outcome, files: existsSync(report) ? readReport(folder, report) : [] };
}

const OPTIONS = ['--reporter=json', '--maxWorkers=1', '--no-color'];

/** Its exit code; undefined when it had to be ended. */
async function vitest(
  folder: string,
  args: readonly string[],
  { ms }: RunLimits,
): Promise<number | undefined> {
  const mark = newMark();
  // With it, tests take the agent's bundle, in which there is no mistake.
  const { BOWLINE_AGENT_NODE: _bundle, ...env } = process.env;
  const program = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const options = { cwd: folder, stdio: 'ignore', detached: true } as const;
  const child = spawn(process.execPath, [program, 'run', ...args], {
    ...{ ...options, env: { ...env, ...mark } },
  });
  const end = (): void => endGroup(child.pid!);
  process.once('exit', end);
  let late = false;
  const timer = setTimeout(() => ((late = true), end()), ms);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  process.off('exit', end);
  end();
  endMarked(mark);
  return late ? undefined : (code ?? 1);
}

interface Report {
  testResults: {
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

function readReport(folder: string, report: string): RunFile[] {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return testResults.map(({ name, status, startTime, endTime, assertionResults }) => ({
    file: path.relative(folder, name).replaceAll('\\', '/'),
    passed: status === 'passed',
    ms: Math.max(0, endTime - startTime),
    failed: assertionResults.find((test) => test.status === 'failed')?.fullName ?? '',
  }));
}
