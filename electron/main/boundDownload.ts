// electron-updater's requests for a download, held to what the desk allows: the library counts
// nothing where a server names no length, goes on with such a download after it was cancelled, and
// lets itself be sent around without an end, and off https.
import { say, type Said } from '../../words/said.ts';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Transform } from 'node:stream';
import { FeedError } from '../updates/feedError.ts';
import { isTrustedWay } from '../updates/updateAddress.ts';

const REDIRECT_LIMIT = 10;

/** Electron's, which knows no other way to end it. */
interface DownloadRequest {
  abort(): void;
}

/** What the library fetches with, as far as it is replaced here. */
export interface Executor {
  createRequest(
    options: RequestOptions,
    callback: (response: IncomingMessage) => void,
  ): DownloadRequest;
  addRedirectHandlers(
    request: DownloadRequest,
    options: RequestOptions,
    reject: (error: Error) => void,
    count: number,
    follow: (next: RequestOptions) => void,
  ): void;
}

export interface DownloadBounds {
  /** Aborted, it ends at once. */
  signal: AbortSignal;
  /** Told the bytes that have come, with each piece and before it is written. */
  onProgress: (bytes: number) => void;
}

/** From now on, until this is called for another download. */
export function boundDownload(executor: Executor, bounds: DownloadBounds): void {
  const library = Object.getPrototypeOf(executor) as Executor;
  let redirects = 0;
  executor.createRequest = (options, callback) => {
    const request = library.createRequest.call(executor, options, (response) =>
      callback(boundResponse(request, response, bounds)),
    );
    bounds.signal.addEventListener('abort', () => request.abort(), { once: true });
    return request;
  };
  executor.addRedirectHandlers = (request, options, reject, count, follow) => {
    const followIfGood = (next: RequestOptions): void => {
      const problem = problemOf(next, ++redirects);
      if (problem) reject(new FeedError(problem));
      else if (!bounds.signal.aborted) follow(next);
    };
    library.addRedirectHandlers.call(executor, request, options, reject, count, followIfGood);
  };
}

function problemOf({ protocol, hostname }: RequestOptions, redirects: number): Said | null {
  if (redirects > REDIRECT_LIMIT) return say('feed-leads-in-circles');
  const trusted = isTrustedWay({ protocol: protocol ?? '', hostname: hostname ?? '' });
  return trusted ? null : say('feed-leads-away');
}

/** One that is cut short ends as if it were whole, so that its file is closed: its checksum is wrong. */
function boundResponse(
  request: DownloadRequest,
  response: IncomingMessage,
  { signal, onProgress }: DownloadBounds,
): IncomingMessage {
  let come = 0;
  const counted = new Transform({
    transform: (bytes: Buffer, _encoding, done) => {
      come += bytes.byteLength;
      onProgress(come);
      if (signal.aborted) done();
      else done(null, bytes);
    },
  });
  const stop = (): void => {
    response.unpipe(counted);
    counted.end();
    request.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  response.on('error', (error) => counted.destroy(error));
  response.pipe(counted);
  const { statusCode, statusMessage, headers } = response;
  return Object.assign(counted, {
    statusCode,
    statusMessage,
    headers,
  }) as unknown as IncomingMessage;
}
