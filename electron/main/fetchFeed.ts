// Fetches a feed and its signature, neither of which has been checked yet: bounded, and only over
// ways on which nobody can read along.
import { say, type Said } from '../../words/said.ts';
import type { Session } from 'electron';
import { FEED_LIMIT, SIGNATURE_LIMIT } from '../updates/feed.ts';
import { FeedError } from '../updates/feedError.ts';
import { isTrustedWay } from '../updates/updateAddress.ts';

/** @throws FeedError when there is none, and what Chromium says when the address isn't reached */
export async function fetchFeed(
  session: Session,
  url: URL,
  signal?: AbortSignal,
): Promise<{ feed: Buffer; signature: string }> {
  const fetchOne = (from: URL, limit: number): Promise<Buffer> =>
    fetchBounded(session, from, limit, signal);
  const feed = await fetchOne(url, FEED_LIMIT);
  const signature = await fetchOne(new URL(`${url.href}.sig`), SIGNATURE_LIMIT);
  return { feed, signature: signature.toString('latin1') };
}

async function fetchBounded(
  session: Session,
  url: URL,
  limit: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const how: RequestInit = {
    cache: 'no-store',
    credentials: 'omit',
    ...(signal ? { signal } : {}),
  };
  const response = await session.fetch(url.href, how);
  if (!isTrustedWay(new URL(response.url || url.href))) throw new FeedError(say('feed-leads-away'));
  if (!response.ok) throw new FeedError(missing(url, response.status));
  return readBounded(response, limit);
}

function missing({ pathname }: URL, status: number): Said {
  const name = pathname.split('/').at(-1) ?? '';
  if (status !== 404) return say('update-address-refuses', { status });
  return say(pathname.endsWith('.sig') ? 'feed-without-signature' : 'feed-missing', { name });
}

async function readBounded(response: Response, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > limit) throw new FeedError(say('feed-too-large'));
    parts.push(part);
  }
  return Buffer.concat(parts);
}
