// An update address on loopback: a folder of files that a test puts there, as a maintainer does.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedText, signatureOf, type Maintainer } from './feeds.ts';

export interface FeedServer {
  url: string;
  /** What is there, by its name. */
  readonly files: Map<string, Buffer>;
  /** What a server that means harm does, by the name that is asked for; before `files`. */
  readonly tricks: Map<string, (response: ServerResponse) => void>;
  /** Names that were asked for, in order, without their queries. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const files = new Map<string, Buffer>();
  const tricks: FeedServer['tricks'] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '', 'http://a').pathname.slice(1);
    asked.push(name);
    const trick = tricks.get(name);
    if (trick) return trick(response);
    const content = files.get(name);
    response.statusCode = content ? 200 : 404;
    response.setHeader('content-length', content?.length ?? 0);
    response.end(content);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    tricks,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Release {
  version: string;
  content: Buffer;
  by: Maintainer;
  notes?: string;
}

const NAME = process.arch === 'arm64' ? 'latest-linux-arm64.yml' : 'latest-linux.yml';

/** Puts a version there, and takes away what was. @returns the feed's name */
export function publish({ files, asked }: FeedServer, release: Release): string {
  const { version, content, by, notes = '' } = release;
  const image = `bowline-${version}-${process.arch}.AppImage`;
  const feed = feedText(version, image, content, notes);
  files.clear();
  asked.length = 0;
  files.set(image, content);
  files.set(NAME, Buffer.from(feed));
  files.set(`${NAME}.sig`, Buffer.from(signatureOf(NAME, feed, by)));
  return NAME;
}
