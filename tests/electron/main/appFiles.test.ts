// The window's own files over app://bowline, and nothing beside them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answerAppFile, filePath } from '../../../electron/main/appFiles.ts';

const outside = mkdtempSync(join(tmpdir(), 'bowline-files-'));
afterAll(() => rmSync(outside, { recursive: true }));
const root = join(outside, 'renderer');
mkdirSync(join(root, 'assets'), { recursive: true });
mkdirSync(join(outside, 'renderer-secret'));
writeFileSync(join(root, 'index.html'), '<!doctype html>');
writeFileSync(join(root, 'assets', 'index.js'), 'run()');
writeFileSync(join(root, 'assets', 'strange.exe'), 'MZ');
writeFileSync(join(outside, 'secret.js'), 'secret');
writeFileSync(join(outside, 'renderer-secret', 'x.js'), 'secret');

const get = (url: string, method = 'GET') => answerAppFile(root, { method, url });

it('serves the page and what belongs to it', async () => {
  const page = await get('app://bowline/');
  expect(page).toMatchObject({ statusCode: 200, data: Buffer.from('<!doctype html>') });
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  const script = await get('app://bowline/assets/index.js');
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
});

it('sends a policy with everything that lets no foreign script run', async () => {
  const policy = (await get('app://bowline/')).headers['content-security-policy']!;
  for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
});

describe('refuses', () => {
  it.each([
    'app://bowline/../secret.js',
    'app://bowline/%2e%2e/secret.js',
    'app://bowline/..%2fsecret.js',
    'app://bowline/..%5csecret.js',
    'app://bowline/%2e%2e%2frenderer-secret/x.js',
    'app://bowline/assets/%00/index.js',
    'app://bowline/%E0%A4%A',
    'app://other/index.html',
    'file:///etc/passwd',
    'app://bowline/assets',
    'app://bowline/assets/strange.exe',
    'app://bowline/missing.js',
  ])('%s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.data.toString()).not.toContain('secret');
  });

  it('anything but reading', async () => {
    expect((await get('app://bowline/', 'POST')).statusCode).toBe(404);
  });
});

it('no URL leads to a path outside the folder', () => {
  const dots = ['..', '%2e%2e', '.%2e', '%2E.'];
  for (const a of dots) {
    for (const separator of ['/', '%2f', '%5c', '//']) {
      const path = filePath(
        root,
        `app://bowline/x${separator}${a}${separator}${a}${separator}s.js`,
      );
      expect(path === undefined || path.startsWith(`${root}/`)).toBe(true);
    }
  }
});
