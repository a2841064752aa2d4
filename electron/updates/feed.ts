// What an update address says: first whether the maintainer has signed it, then what it means. Up to
// the signature everything in it is hostile, so nothing is parsed before; what follows is bounded and
// cleaned all the same.
import { say } from '../../words/said.ts';
import { verify } from 'node:crypto';
import { z } from 'zod';
import { cleanText } from '../../core/text/clean.ts';
import { FeedError } from './feedError.ts';
import type { UpdateAddress } from './updateAddress.ts';

/** Bytes; a feed is a few hundred, and what is new may be told at length. */
export const FEED_LIMIT = 256 * 1024;
/** Bytes; it is 88 characters. */
export const SIGNATURE_LIMIT = 1_024;
/** Characters of what is new. */
export const NOTES_LIMIT = 20_000;
/** Bytes of a download; ten times what Bowline's are. */
const FILE_LIMIT = 2 * 1024 * 1024 * 1024;

export interface FeedFile {
  /** A name in the feed's own folder. */
  url: string;
  /** Base64. */
  sha512: string;
  size: number;
}

export interface Feed {
  version: string;
  files: FeedFile[];
  /** Of the first file, for old readers of feeds; the same as there. */
  path: string;
  sha512: string;
  releaseDate: string;
  releaseNotes: string;
}

/**
 * A feed's name is signed with it: that of another system, or of another processor, is refused.
 * @param signature as the file beside the feed has it: base64
 * @throws FeedError
 */
export function checkSignature(
  name: string,
  feed: Uint8Array,
  signature: string,
  { publicKey }: Pick<UpdateAddress, 'publicKey'>,
): void {
  const bytes = Buffer.from(signature.trim(), 'base64');
  const signed = Buffer.concat([Buffer.from(`${name}\n`), feed]);
  if (bytes.length === 64 && verify(null, signed, publicKey, bytes)) return;
  throw new FeedError(say('feed-not-signed'));
}

/** The extension of what each system installs. */
const KINDS: Partial<Record<NodeJS.Platform, string>> = {
  linux: '.AppImage',
  win32: '.exe',
  darwin: '.zip',
};

const file = z.object({
  url: z
    .string()
    .max(200)
    .regex(/^[\w.+-]+$/),
  sha512: z.string().regex(/^[A-Za-z\d+/]{86}==$/),
  size: z.int().min(1).max(FILE_LIMIT),
});

const feed = z.object({
  version: z
    .string()
    .max(60)
    .regex(/^\d+\.\d+\.\d+(-[\w.-]+)?$/),
  files: z.array(file).min(1).max(10),
  releaseDate: z.coerce.string().max(100).optional(),
  releaseNotes: z.string().max(FEED_LIMIT).nullish(),
});

/**
 * What a signed feed means; everything else in it (rollouts, redirects to other files) is left out.
 * @param parsed its YAML as plain data
 * @throws FeedError
 */
export function understandFeed(parsed: unknown, platform: NodeJS.Platform): Feed {
  const result = feed.safeParse(parsed);
  const kind = KINDS[platform] ?? '';
  const files = result.data?.files.filter(({ url }) => url.endsWith(kind)) ?? [];
  const [first] = files;
  if (!result.success || !first) {
    const problem = result.error && z.prettifyError(result.error);
    const cause = new Error(problem ?? `no ${kind} in it`);
    throw new FeedError(say('feed-not-understood'), { cause });
  }
  const { version, releaseDate = '', releaseNotes } = result.data;
  const notes = cleanText(releaseNotes ?? '', NOTES_LIMIT);
  const { url, sha512 } = first;
  return { version, files, path: url, sha512, releaseDate, releaseNotes: notes };
}
