// npm run make [-- --only deb]: builds the installers this machine can build, and names the
// ones it can't. They land in out/make/.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { api } from '@electron-forge/core';
import { forgetSkipped, skipped } from '../package/skipped.ts';
import { skippedElsewhere } from '../package/targets.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { only: { type: 'string' } } });

forgetSkipped();
const results = await api.make({
  dir: ROOT,
  interactive: true,
  ...(values.only ? { overrideTargets: [values.only] } : {}),
});
for (const { artifacts } of results) {
  for (const file of artifacts) console.log(`made     ${path.relative(ROOT, file)}`);
}
for (const reason of [...skipped(), ...skippedElsewhere()]) console.log(`skipped  ${reason}`);
