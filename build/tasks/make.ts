// npm run make [-- --platform win32] [--arch arm64] [--only deb]: builds the installers this
// machine can build, and names the ones it can't, with what is missing. They land in out/make/.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { api } from '@electron-forge/core';
import { SYSTEM } from '../../core/system.ts';
import { explainElectron } from '../package/electronZip.ts';
import { forgetSkipped, skipped } from '../package/skipped.ts';
import type { System } from '../package/targets.ts';
import { planFor, SYSTEMS } from '../package/targets.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: SYSTEM },
    arch: { type: 'string', default: process.arch },
    only: { type: 'string' },
  },
});

function leave(...lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(2);
}

if (!(values.platform in SYSTEMS))
  leave(`There is no platform "${values.platform}". There are ${Object.keys(SYSTEMS).join(', ')}.`);
const arch = (['x64', 'arm64'] as const).find((name) => name === values.arch);
if (!arch) leave(`Bowline is not built for "${values.arch}", only for x64 and arm64.`);

const platform = values.platform as System;
const plan = planFor(platform, SYSTEM as System, values.only);
forgetSkipped();
if (plan.make.length === 0)
  leave(...plan.skipped.map((reason) => `skipped  ${reason}`), 'Nothing can be built here.');

process.env.BOWLINE_MAKE_FOR = `${platform}-${arch}`; // forge.config.ts reads it
const results = await api
  .make({
    dir: ROOT,
    interactive: true,
    platform,
    arch,
    overrideTargets: plan.make.map(({ name }) => name),
  })
  .catch((error: unknown) => leave(explainElectron(error, platform, arch)));
const made = results.flatMap(({ artifacts }) => artifacts);
for (const file of made) console.log(`made     ${path.relative(ROOT, file)}`);
for (const reason of [...skipped(), ...plan.skipped]) console.log(`skipped  ${reason}`);
if (made.length === 0) leave('Nothing could be built here.');
