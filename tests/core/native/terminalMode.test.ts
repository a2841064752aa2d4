// The function that tells how a terminal is set: of what isn't one, in Electron, and where nothing
// was compiled. What it says of real terminals stands in tests/electron/shells/terminalMode.test.ts.
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findElectron } from '../../../build/setup/electron.mjs';
import { nativeFolder } from '../../../core/native/nativeFolder.ts';
import { canTellModes, terminalMode } from '../../../core/native/terminalMode.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

it('nothing is said of what isn’t a terminal', (test) => {
  needs(canTellModes() ? undefined : 'no native part was compiled here', test);
  const file = openSync('/dev/null', 'r');
  expect(terminalMode(file)).toBeUndefined();
  closeSync(file);
  expect(terminalMode(-1)).toBeUndefined();
  expect(() => terminalMode('3' as unknown as number)).toThrow('Usage: terminalMode(fd)');
});

it('the one binary loads in Electron as well', (test) => {
  needs(canTellModes() ? undefined : 'no native part was compiled here', test);
  const module = JSON.stringify(path.join(nativeFolder()!, 'terminal.node'));
  const script = `console.log(typeof require(${module}).terminalMode)`;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const said = execFileSync(findElectron()!.executable, ['-e', script], { env, encoding: 'utf8' });
  expect(said).toBe('function\n');
});

it.each([
  ['nothing', []],
  ['only other parts', ['peer.node']],
])('where %s was compiled it says that it can’t tell', (_, parts) => {
  const folder = temporaryDirectory();
  const core = path.join(folder, 'core', 'native');
  const built = path.join(folder, 'native', 'build');
  for (const made of [core, built]) mkdirSync(made, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['nativeFolder.ts', 'terminalMode.ts']) {
    copyFileSync(path.join('core', 'native', name), path.join(core, name));
  }
  for (const name of parts) writeFileSync(path.join(built, name), '');
  const module = JSON.stringify(path.join(core, 'terminalMode.ts'));
  const script = `const it = await import(${module}); console.log(it.canTellModes(), it.terminalMode(0))`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('false undefined\n');
});
