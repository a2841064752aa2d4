// What of vitest the tests use that run in Node for Windows under Wine. vitest itself doesn't start
// there: the native half of its bundler asks for a library that Wine 8 lacks. Its `expect` does.
import { setTimeout as wait } from 'node:timers/promises';
import { format } from 'node:util';
import { expect as vitestExpect } from 'vitest';

type Run = (context: TestContext) => unknown;
interface TestContext {
  skip: (condition: boolean, note: string) => void;
}
interface Suite {
  name: string;
  parent: Suite | undefined;
  beforeAll: Run[];
  beforeEach: Run[];
  afterEach: Run[];
  afterAll: Run[];
}
export interface FoundTest {
  name: string;
  suites: Suite[];
  run: Run;
}

export class Skipped extends Error {}

const POLL_MS = 50;
const POLL_LIMIT_MS = 120_000;

export const found: FoundTest[] = [];
export const finishers: (() => unknown)[] = [];
let current: Suite = suite('', undefined);

function suite(name: string, parent: Suite | undefined): Suite {
  return { name, parent, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

/** Outermost first. */
function chain(innermost: Suite | undefined): Suite[] {
  return innermost ? [...chain(innermost.parent), innermost] : [];
}

/** Hooks of one file mustn't reach the next. */
export function openFile(file: string): void {
  current = suite(file, undefined);
}

function declareSuite(name: string, body: () => void): void {
  const outer = current;
  current = suite(name, outer);
  body();
  current = outer;
}

function declareTest(name: string, run: Run): void {
  const suites = chain(current);
  found.push({ name: [...suites.map((one) => one.name), name].join(' > '), suites, run });
}

function each(rows: readonly unknown[]) {
  return (name: string, run: (...values: unknown[]) => unknown): void => {
    for (const row of rows) {
      const values: unknown[] = Array.isArray(row) ? row : [row];
      const named = name.replace(/\$(\w+)/g, (_, key) =>
        String((row as Record<string, unknown>)[key]),
      );
      const shown = (named.match(/%[sdijo]/g) ?? []).length;
      declareTest(format(named, ...values.slice(0, shown)), () => run(...values));
    }
  };
}

const nothing = (): void => undefined;
export const describe = Object.assign(declareSuite, {
  skipIf: (skip: boolean) => (skip ? nothing : declareSuite),
});
export const it = Object.assign(declareTest, {
  each,
  skipIf: (skip: boolean) => (skip ? nothing : declareTest),
});
export const beforeAll = (run: Run): unknown => current.beforeAll.push(run);
export const beforeEach = (run: Run): unknown => current.beforeEach.push(run);
export const afterEach = (run: Run): unknown => current.afterEach.push(run);
export const afterAll = (run: Run): unknown => current.afterAll.push(run);
export const onTestFinished = (run: () => unknown): unknown => finishers.push(run);

/** Asks again until the matcher is content, or for 20 s. */
function poll(value: () => unknown): Record<string, (...wanted: unknown[]) => Promise<void>> {
  return new Proxy(
    {},
    {
      get:
        (_, matcher) =>
        (...wanted: unknown[]) =>
          polled(value, matcher as string, wanted),
    },
  );
}

async function polled(value: () => unknown, matcher: string, wanted: unknown[]): Promise<void> {
  for (let waited = 0; ; waited += POLL_MS) {
    try {
      const expectation = vitestExpect(await value()) as unknown as Record<
        string,
        (...all: unknown[]) => void
      >;
      return expectation[matcher]!(...wanted);
    } catch (error) {
      if (waited >= POLL_LIMIT_MS) throw error;
      await wait(POLL_MS);
    }
  }
}

export const expect = Object.assign(
  (...args: Parameters<typeof vitestExpect>) => vitestExpect(...args),
  vitestExpect,
  { poll },
);
