// A file of our own: hosts whole, with folders, tags, notes and tunnels. A newer Bowline may write more
// into it; what this one doesn't know is told, and a file that it can't know is refused.
import { z } from 'zod';
import { say } from '../../words/said.ts';
import { HOST_COLORS } from '../hosts/hostDraft.ts';
import { TUNNEL_KINDS } from '../hosts/tunnelDraft.ts';
import { PersonError } from '../personError.ts';
import type { Unmapped } from './found.ts';
import { IMPORT_DEPTH } from './limits.ts';
import { boundText, sealedSchema, type Sealed } from './ownSeal.ts';

export const OWN_FORMAT = 'bowline-hosts';
/** Raised when an older Bowline would misread what a newer one writes. */
export const OWN_VERSION = 1;

const path = z.array(z.string()).max(IMPORT_DEPTH).default([]);
const fields = z.record(z.string(), z.string()).default({});
const color = z.enum(HOST_COLORS).default('none');

const tunnelSchema = z.object({
  id: z.string(),
  kind: z.enum(TUNNEL_KINDS),
  name: z.string().default(''),
  listenAddress: z.string().default(''),
  listenPort: z.string().default(''),
  shared: z.boolean().default(false),
  targetAddress: z.string().default(''),
  targetPort: z.string().default(''),
  user: z.string().default(''),
  autostart: z.boolean().default(false),
});

const hostSchema = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  color,
  fields,
  folder: path,
  tags: z.array(z.string()).default([]),
  notes: z.string().default(''),
  favorite: z.boolean().default(false),
  tunnels: z.array(tunnelSchema).default([]),
  /** Fields whose secrets were left out. */
  leftOut: z.array(z.string()).default([]),
});

const folderSchema = z.object({ path, color, fields, notes: z.string().default('') });

const identitySchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string(),
  user: z.string().default(''),
  identityFile: z.string().default(''),
});

const fileSchema = z.object({
  format: z.literal(OWN_FORMAT),
  version: z.int().min(1),
  hosts: z.array(z.unknown()).default([]),
  folders: z.array(z.unknown()).default([]),
  identities: z.array(z.unknown()).default([]),
  sealed: z.unknown().optional(),
});

export type OwnTunnel = z.infer<typeof tunnelSchema>;
export type OwnHost = z.infer<typeof hostSchema>;
export type OwnFolder = z.infer<typeof folderSchema>;
export type OwnIdentity = z.infer<typeof identitySchema>;

export interface OwnFile {
  readonly hosts: readonly OwnHost[];
  readonly folders: readonly OwnFolder[];
  /** Those that its hosts and folders name by their ids; an older Bowline wrote none. */
  readonly identities: readonly OwnIdentity[];
  /** Secrets under a passphrase; null where they were left out. `ownSeal.ts` opens them with `rest`. */
  readonly seal: Sealed | null;
  readonly rest: string;
  /** What is broken in it, or not known to this version. */
  readonly unmapped: readonly Unmapped[];
}

/** Throws a `PersonError` where it is none, or one that only a newer Bowline can read. */
export function readOwn(text: string): OwnFile {
  const raw = parsed(text);
  const file = fileSchema.safeParse(raw);
  if (!file.success) throw new PersonError(say('import-damaged', { format: 'Bowline' }));
  if (file.data.version > OWN_VERSION) throw new PersonError(say('import-own-newer'));
  const hosts = partsOf(hostSchema, file.data.hosts, 'hosts');
  const folders = partsOf(folderSchema, file.data.folders, 'folders');
  const identities = partsOf(identitySchema, file.data.identities, 'identities');
  const { sealed, ...rest } = raw as { sealed?: unknown };
  const seal = sealed === undefined ? undefined : sealedSchema.safeParse(sealed);
  if (seal && !seal.success) throw new PersonError(say('import-own-changed'));
  return {
    hosts: hosts.parts,
    folders: folders.parts,
    identities: identities.parts,
    seal: seal?.data ?? null,
    rest: boundText(rest),
    unmapped: [
      ...unknownIn(raw, fileSchema.shape, OWN_FORMAT),
      ...hosts.unmapped,
      ...folders.unmapped,
      ...identities.unmapped,
    ],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PersonError(say('import-damaged', { format: 'Bowline' }), { cause });
  }
}

/** Those that are whole; the others are told by their place. */
function partsOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  values: readonly unknown[],
  list: string,
): { parts: z.infer<z.ZodObject<Shape>>[]; unmapped: Unmapped[] } {
  const [parts, unmapped]: [z.infer<z.ZodObject<Shape>>[], Unmapped[]] = [[], []];
  for (const [at, value] of values.entries()) {
    const where = `${list}[${at}]`;
    const part = schema.safeParse(value);
    if (part.success) {
      parts.push(part.data);
      unmapped.push(...unknownIn(value, schema.shape, nameIn(value) ?? where));
    } else {
      const what = part.error.issues[0]?.path.join('.') || where;
      unmapped.push({ where: nameIn(value) ?? where, what, why: say('import-own-broken') });
    }
  }
  return { parts, unmapped };
}

function nameIn(value: unknown): string | undefined {
  const name = (value as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : undefined;
}

function unknownIn(value: unknown, shape: object, where: string): Unmapped[] {
  const unknown = Object.keys(value as object).filter((key) => !Object.hasOwn(shape, key));
  return unknown.map((what) => ({ where, what, why: say('import-own-unknown') }));
}
