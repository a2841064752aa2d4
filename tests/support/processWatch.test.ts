// That the searches for secrets find one that lies about: in an argument, in an environment, and in a file in each
// of the ways in which programs write texts down.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SYSTEM } from '../../core/system.ts';
import { needs } from './needs.ts';
import { filesWith, watchProcesses } from './processWatch.ts';
import { temporaryDirectory } from './temporary.ts';

const SECRET = 'horse "battery" über-staple';

it('processes that show it are found, and others aren’t', async (test) => {
  needs(SYSTEM === 'linux' ? undefined : 'processes are read from /proc', test);
  const quiet = await watchProcesses(['nobody says this']);
  const watch = await watchProcesses([SECRET]);
  for (const [args, env] of [
    [[SECRET], {}],
    [[], { PASSWORD: Buffer.from(`x${SECRET}`).toString('base64') }],
  ] as const) {
    const script = 'sleep 1000 & read line; kill $!';
    const child = spawn('sh', ['-c', script, ...args], { env: { ...process.env, ...env } });
    await watch.looked();
    child.stdin.end();
    await once(child, 'exit');
  }
  const { found, names, passes } = await watch.stop();
  expect(found).toEqual(expect.arrayContaining(['cmdline of sh', 'environ of sh']));
  expect(names).toContain('sleep');
  expect(passes).toBeGreaterThan(2);
  expect((await quiet.stop()).found).toEqual([]);
});

it('files that have it are found', () => {
  const folder = temporaryDirectory();
  const bytes = Buffer.from(SECRET);
  const forms: Record<string, Buffer | string> = {
    plain: `before${SECRET}after`,
    wide: Buffer.from(SECRET, 'utf16le'),
    json: JSON.stringify({ SECRET }),
    url: `https://x/?q=${encodeURIComponent(SECRET)}`,
    hex: bytes.toString('hex'),
    ...Object.fromEntries(
      ['', 'x', 'xy', 'xyz'].map((before) => [
        `base64${before}`,
        Buffer.from(`${before}${SECRET}, and more`).toString('base64'),
      ]),
    ),
  };
  for (const [name, text] of Object.entries(forms)) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(folder, 'none'), 'horse battery staple');
  expect(filesWith(folder, [SECRET]).sort()).toEqual(Object.keys(forms).sort());
});
