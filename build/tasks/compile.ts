// npm run compile [-- main preload renderer agent relay]: builds what is out of date.
import { compile } from '../compile.ts';
import type { BundleName } from '../fresh.mjs';
import { BUNDLE_NAMES } from '../fresh.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BUNDLE_NAMES.includes(name as BundleName));
if (unknown.length > 0) {
  console.error(`No such bundle: ${unknown.join(', ')}. There are ${BUNDLE_NAMES.join(', ')}.`);
  process.exit(2);
}
await compile(asked.length > 0 ? (asked as BundleName[]) : BUNDLE_NAMES);
