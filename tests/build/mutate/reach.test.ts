// Which tests come by a file: by imports, also of programs that are started by their file's name,
// but not by what only the compiler follows.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Reach } from '../../../build/mutate/reach.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

function reach(files: Record<string, string>): Reach {
  const root = temporaryDirectory();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return new Reach(root);
}

const FILES = {
  'core/deep.ts': '',
  'core/middle.ts': "export { deep } from './deep.ts';",
  'core/program.ts': "import './deep.ts';",
  'core/types.ts': "import type { Deep } from './deep.ts';",
  'core/round.ts': "import './round.ts';",
  'tests/support/start.ts': "spawn(process.execPath, [path.join(ROOT, 'core/program.ts')]);",
  'tests/a.test.ts': "import { deep } from '../core/middle.ts';",
  'tests/b.test.ts': "import '../core/deep.ts';\nimport '../core/round.ts';",
  'tests/deep.test.ts': "const late = await import('../core/middle.ts');",
  'tests/started.test.ts': "import { start } from './support/start.ts';",
  'tests/types.test.ts':
    "import type {\n  Types,\n} from '../core/deep.ts';\nimport '../core/types.ts';",
  'tests/outside.test.ts': "import '../../etc/passwd.ts';\nread('/etc/hosts.ts');",
};

it('the file’s own come first, then the nearest', () => {
  const tests = reach(FILES).testsOf('core/deep.ts');
  expect(tests).toEqual([
    { file: 'tests/deep.test.ts', distance: 2 },
    { file: 'tests/b.test.ts', distance: 1 },
    { file: 'tests/a.test.ts', distance: 2 },
    { file: 'tests/started.test.ts', distance: 3 },
  ]);
});

it('a file that nothing imports has none, and one that imports itself has its own', () => {
  const made = reach({ ...FILES, 'core/alone.ts': '' });
  expect(made.testsOf('core/alone.ts')).toEqual([]);
  expect(made.testsOf('core/round.ts')).toEqual([{ file: 'tests/b.test.ts', distance: 1 }]);
});
