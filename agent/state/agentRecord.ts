// agent.json: where the running agent of a state directory listens, so that `pair`, `list`,
// `kill` and a second `serve` find it.
import { join } from 'node:path';
import { z } from 'zod';
import { placeSchema } from './place.ts';
import { readPrivateFile, removeFile, writePrivateFile } from './privateFile.ts';
import { STATE_FILES } from './stateFiles.ts';

const addressSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tcp'), host: z.string(), port: z.int(), tls: z.boolean() }),
  z.object({ kind: z.literal('unix'), path: z.string() }),
]);

const relaySchema = z.object({
  kind: z.literal('relay'),
  ...{ host: z.string(), port: z.int(), tls: z.boolean() },
  agent: z.string(),
  direct: z.object({ host: z.string(), port: z.int() }).optional(),
});

const recordSchema = z.object({
  version: z.literal(1),
  pid: z.int().positive(),
  /** How the agent is reached from this machine. */
  local: addressSchema,
  /** How it is reached from where the apps are. */
  public: z.union([addressSchema, relaySchema]),
  /** SHA-256 of the certificate that seals what goes through a relay. */
  relayFingerprint: z.string().optional(),
  /** SHA-256 of its certificate; null without TLS. */
  fingerprint: z.string().nullable(),
  /** Nobody but itself vouches for the certificate, so links carry its fingerprint. */
  pin: z.boolean(),
  /** What it calls itself in links. */
  name: z.string(),
  /** Where its process runs; older agents didn't say. */
  place: placeSchema.optional(),
  /** SIGUSR2 makes it look after its files here, and make again what was removed. */
  mends: z.boolean().optional(),
});

export type AgentRecord = z.infer<typeof recordSchema>;

function recordPath(directory: string): string {
  return join(directory, STATE_FILES.record);
}

export function writeRecord(directory: string, record: AgentRecord): void {
  writePrivateFile(recordPath(directory), `${JSON.stringify(record, null, 2)}\n`);
}

/** The record; undefined when there is none, or none that can be read. */
export function readRecord(directory: string): AgentRecord | undefined {
  const text = readPrivateFile(recordPath(directory));
  if (text === undefined) return undefined;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function removeRecord(directory: string): void {
  removeFile(recordPath(directory));
}
