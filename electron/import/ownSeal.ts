// Secrets of a file of our own, sealed under a passphrase: scrypt makes the key, AES-256-GCM seals. The
// seal holds the rest of the file, too: a host's address that somebody changed would get its password.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

/** 128 MiB and about half a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
/** A file says what it costs to open it: no more than this. */
const MOST_MEMORY = 256 * 1024 * 1024;
const MOST_ROUNDS = 4;

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes);

export const sealedSchema = z
  .object({
    cipher: z.literal('aes-256-gcm'),
    kdf: z.literal('scrypt'),
    N: z
      .int()
      .min(2)
      .refine((n) => Number.isInteger(Math.log2(n))),
    r: z.int().min(1).max(64),
    p: z.int().min(1).max(MOST_ROUNDS),
    salt: base64(16),
    nonce: base64(12),
    /** Tells a wrong passphrase from a changed file. */
    check: base64(16),
    data: z.base64(),
    tag: base64(16),
  })
  .refine(({ N, r }) => 128 * N * r <= MOST_MEMORY);

export type Sealed = z.infer<typeof sealedSchema>;

/** By host or tunnel, by field. */
export type SecretsById = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A secret that is kept for more than one host: `of` as the vault has it, but of a key's path in the home folder with `~`. */
export interface OwnKept {
  readonly what: 'password' | 'passphrase' | 'pin';
  readonly of: string;
  readonly secret: string;
}

export interface OwnSecrets {
  readonly hosts: SecretsById;
  readonly tunnels: SecretsById;
  /** Not in files of an older Bowline. */
  readonly kept?: readonly OwnKept[] | undefined;
}

const secretsById = z.record(z.string(), z.record(z.string(), z.string()));
const kept = z.object({
  what: z.enum(['password', 'passphrase', 'pin']),
  of: z.string().min(1).max(10_000),
  secret: z.string().min(1).max(10_000),
});
const secretsSchema = z.object({
  ...{ hosts: secretsById, tunnels: secretsById },
  kept: z.array(kept).max(100_000).optional(),
});

export type RandomBytes = (count: number) => Uint8Array;

/** `rest`: the file without its seal, as `boundText` has it. */
export async function sealed(
  secrets: OwnSecrets,
  { passphrase, rest }: { passphrase: string; rest: string },
  random: RandomBytes = randomBytes,
): Promise<Sealed> {
  const [salt, nonce] = [random(16), random(12)];
  const { key, check } = await keyOf(passphrase, salt, COST);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(rest));
  const data = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return {
    ...{ cipher: 'aes-256-gcm', kdf: 'scrypt', ...COST, salt: text(salt), nonce: text(nonce) },
    ...{ check: text(check), data: text(data), tag: text(cipher.getAuthTag()) },
  };
}

/** Throws a `PersonError` where the passphrase is another, or the file was changed. Nothing is lost by it. */
export async function unsealed(
  seal: Sealed,
  passphrase: string,
  rest: string,
): Promise<OwnSecrets> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const { key, check } = await keyOf(passphrase, bytes(seal.salt), seal);
  if (!timingSafeEqual(check, bytes(seal.check))) {
    throw new PersonError(say('import-own-passphrase'));
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(seal.nonce), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(rest)).setAuthTag(bytes(seal.tag));
    const data = Buffer.concat([decipher.update(bytes(seal.data)), decipher.final()]);
    return secretsSchema.parse(JSON.parse(data.toString('utf8')));
  } catch (cause) {
    throw new PersonError(say('import-own-changed'), { cause });
  }
}

/** The same for the same content, however it is laid out. */
export function boundText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(boundText).join(',')}]`;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${boundText(one)}`).join(',')}}`;
}

/** An accent may be typed in two ways, which look the same. */
function keyOf(
  passphrase: string,
  salt: Uint8Array,
  { N, r, p }: { N: number; r: number; p: number },
): Promise<{ key: Buffer; check: Buffer }> {
  return new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 2 * MOST_MEMORY };
    scrypt(passphrase.normalize('NFC'), salt, 64, options, (error, derived) => {
      if (error) return reject(error);
      const check = createHash('sha256').update(derived.subarray(32)).digest().subarray(0, 16);
      resolve({ key: derived.subarray(0, 32), check });
    });
  });
}
