// What the page for contributors says of adding a kind of host, a field, a setting, a command or a
// call: each is added in a copy, in no more files than it says; all of it then type-checks, and the
// kind passes the contract of kinds. Where one of the files is left out, the compiler says so.
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary.ts';
import { ADDITIONS, edited, filesOf, KIND, type Addition } from './additions.ts';
import { runVitest } from './vitestRun.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The sources with additions in memory, and what the compiler says of a file. */
class Sources {
  readonly #texts = new Map<string, string>();
  readonly #service: ts.LanguageService;
  #version = 0;

  constructor() {
    const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...this.#texts.keys()],
      getScriptVersion: (file) => (this.#texts.has(file) ? String(this.#version) : '0'),
      getScriptSnapshot: (file) => {
        const text = this.#texts.get(file) ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => ROOT,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (file) => this.#texts.has(file) || ts.sys.fileExists(file),
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
    });
  }

  /** What is wrong in the TypeScript files that the additions concern; `without`: one left out. */
  errors(additions: readonly Addition[], without?: string): string[] {
    const files = [...new Set(additions.flatMap(filesOf))].filter((file) => file.endsWith('.ts'));
    this.#version++;
    this.#texts.clear();
    for (const file of files) {
      if (file === without && !existsSync(path.join(ROOT, file))) continue;
      const kept = file === without ? [] : additions;
      this.#texts.set(path.join(ROOT, file), edited(file, original(file), kept));
    }
    return [...this.#texts.keys()].flatMap((file) =>
      this.#service
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    );
  }
}

function original(file: string): string {
  const there = path.join(ROOT, file);
  return existsSync(there) ? readFileSync(there, 'utf8') : '';
}

describe.each(ADDITIONS)('$what', (addition) => {
  it('takes no more files than it may', () => {
    expect(filesOf(addition).length).toBeLessThanOrEqual(addition.most);
  });

  it('is told of on the page for contributors, with that number', () => {
    const page = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    const files = filesOf(addition).map((file) => file.replace(/noted\.ts$/, ''));
    const line = page.split('\n').find((one) => one.startsWith(`- **Add ${addition.what}**`));
    for (const file of files) expect(line).toContain(file.replace(/NotificationsPage.*/, ''));
    expect(line).toContain(`(${filesOf(addition).length} files)`);
  });
});

describe('to the compiler', () => {
  const sources = new Sources();

  it('all of them together are right', () => {
    expect(sources.errors(ADDITIONS)).toEqual([]);
  });

  it.each(
    ADDITIONS.flatMap((addition) =>
      filesOf(addition)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => ({ addition, what: addition.what, file })),
    ).filter(({ what, file }) => !MAY_BE_LEFT_OUT.has(`${what}: ${file}`)),
  )('$what without $file is wrong', ({ addition, file }) => {
    expect(sources.errors([addition], file)).not.toEqual([]);
  });
});

describe('a kind that was added', () => {
  function copyWithKind(): string {
    const copy = temporaryDirectory();
    for (const folder of ['words', 'core', 'electron', 'build', 'tests']) {
      cpSync(path.join(ROOT, folder), path.join(copy, folder), {
        recursive: true,
        filter: (file) => !/node_modules|\.e2e\.ts$/.test(file),
      });
    }
    for (const file of [
      'package.json',
      'tsconfig.json',
      'tsconfig.base.json',
      'vitest.config.ts',
    ]) {
      cpSync(path.join(ROOT, file), path.join(copy, file));
    }
    mkdirSync(path.join(copy, 'native'));
    for (const link of ['node_modules', 'native/build']) {
      symlinkSync(path.join(ROOT, link), path.join(copy, link));
    }
    for (const file of filesOf(KIND)) {
      writeFileSync(path.join(copy, file), edited(file, original(file), [KIND]));
    }
    cpSync(path.join(ROOT, 'tests/build/noted.ts'), path.join(copy, 'tests/build/noted.test.ts'));
    return copy;
  }

  it('passes the contract of kinds, and its shells are opened and come back', async () => {
    const files = ['tests/electron/hosts/kinds.test.ts', 'tests/build/noted.test.ts'];
    const { code, output } = await runVitest(copyWithKind(), files);
    expect(code, output).toBe(0);
    expect(output).toMatch(/the kind noted/);
    expect(output).toMatch(/a shell on a host of the added kind/);
  });
});

/** A field can be there unused; what a setting is used in is for svelte-check to miss. */
const MAY_BE_LEFT_OUT = new Set([
  'a field of a kind: electron/shells/localShell.ts',
  'a setting: electron/settings/settingsSchema.ts',
]);
