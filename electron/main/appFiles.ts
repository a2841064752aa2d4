// Answers the window's requests for its own files: those of the compiled renderer and nothing
// else, each with the content security policy.
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { ORIGIN } from './origin.ts';

// xterm.js writes style elements, hence 'unsafe-inline' for styles; scripts never.
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface AppFile {
  statusCode: number;
  headers: Record<string, string>;
  data: Buffer;
}

const NOT_FOUND: AppFile = { statusCode: 404, headers: {}, data: Buffer.from('Not found') };

/** The answer to one request; 404 for whatever isn't a file below `root`. */
export async function answerAppFile(
  root: string,
  { method, url }: { method: string; url: string },
): Promise<AppFile> {
  const path = method === 'GET' ? filePath(root, url) : undefined;
  const type = path && TYPES[extname(path)];
  const data = type && (await readFile(path).catch(() => undefined));
  if (!data) return NOT_FOUND;
  return {
    statusCode: 200,
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
    data,
  };
}

/** The file a URL names; undefined when it leads anywhere else than below `root`. */
export function filePath(root: string, url: string): string | undefined {
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== ORIGIN) return undefined;
  const name = decoded(pathname);
  if (name === undefined || /[\0\\]/.test(name)) return undefined;
  const path = join(root, name === '/' ? 'index.html' : name);
  return path.startsWith(root + sep) ? path : undefined;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
