// Writes the vectors of `docs/conformance` that are made from PROTOCOL.md and the naive codec:
// `node tests/conformance/generate.ts`. A test compares them with what is there.
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { bodyVectors } from './bodyVectors.ts';
import { frameVectors, streamVectors } from './frameVectors.ts';
import { proofVectors } from './proofVectors.ts';
import { recordVectors } from './recordVectors.ts';

const FOLDER = new URL('../../docs/conformance/', import.meta.url);

const MADE: Readonly<Record<string, () => unknown>> = {
  'frames.json': frameVectors,
  'streams.json': streamVectors,
  'bodies.json': bodyVectors,
  'records.json': recordVectors,
  'proofs.json': proofVectors,
};

for (const [name, make] of Object.entries(MADE)) {
  const text = await prettier.format(JSON.stringify(make()), { parser: 'json', printWidth: 100 });
  writeFileSync(new URL(name, FOLDER), text);
}
