// The vectors of `docs/conformance`, as they lie there.
import { readFileSync } from 'node:fs';
import type { BodyVector } from './bodyVectors.ts';
import type { FrameVector, StreamVector } from './frameVectors.ts';
import type { ProofVector } from './proofVectors.ts';
import type { RecordVector } from './recordVectors.ts';

/** What one file holds. */
export function vectorFile(name: string): unknown {
  const text = readFileSync(new URL(`../../docs/conformance/${name}`, import.meta.url), 'utf8');
  return JSON.parse(text);
}

export const FRAMES = vectorFile('frames.json') as FrameVector[];
export const STREAMS = vectorFile('streams.json') as StreamVector[];
export const BODIES = vectorFile('bodies.json') as BodyVector[];
export const RECORDS = vectorFile('records.json') as RecordVector[];
export const PROOFS = vectorFile('proofs.json') as ProofVector[];
