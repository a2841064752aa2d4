// The kept patch is applied exactly, or not at all, with the line that is another one.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { applyPatch } from '../../build/setup/unifiedPatch.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SOURCE = ['one', 'two', 'three', 'four', 'five', 'six', ''].join('\n');
const PATCH = `--- a/file
+++ b/file
@@ -1,3 +1,3 @@
 one
-two
+TWO
 three
@@ -5,2 +5,3 @@
 five
+and a half
 six
`;

it('changes what it says, and nothing else', () => {
  expect(applyPatch(SOURCE, PATCH)).toBe('one\nTWO\nthree\nfour\nfive\nand a half\nsix\n');
});

it('refuses a source that is another one, by its line', () => {
  expect(() => applyPatch(SOURCE.replace('six', '6'), PATCH)).toThrow('line 6 is another one');
  expect(() => applyPatch(`zero\n${SOURCE}`, PATCH)).toThrow('line 1 is another one');
  expect(() => applyPatch(applyPatch(SOURCE, PATCH), PATCH)).toThrow('line 2 is another one');
});

it('refuses a patch with nothing in it', () => {
  expect(() => applyPatch(SOURCE, 'not a patch')).toThrow('nothing in it');
});

it('node-pty’s fits the version that is installed', () => {
  const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
  const source = read('node_modules/node-pty/src/unix/pty.cc');
  const patched = applyPatch(source, read('native/node-pty.patch'));
  expect(patched).toContain('O_RDWR | O_NOCTTY | O_CLOEXEC');
  expect(patched.split('\n').length).toBeGreaterThan(source.split('\n').length);
});
