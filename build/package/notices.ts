// The licences of all that is shipped and isn't ours, in one file, made from what the bundler put
// in and what is copied beside. A package without a licence's text stops the build: whoever adds
// one shall see it then, and not a lawyer later.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPackagesUsed } from './packagesUsed.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';

/** In each of them as it is, or compiled into the native parts. */
const NATIVE = ['node-pty', 'node-addon-api', 'node-api-headers'];

const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

export interface Notice {
  name: string;
  version: string;
  /** As SPDX names it. */
  licence: string;
  source: string;
  text: string;
}

interface About {
  name: string;
  version: string;
  license?: string;
  author?: string | { name?: string };
  homepage?: string;
  repository?: string | { url?: string };
}

function sourceOf({ homepage, repository, name }: About): string {
  const url = typeof repository === 'string' ? repository : repository?.url;
  if (!url) return homepage ?? `https://www.npmjs.com/package/${name}`;
  return url
    .replace(/^git\+/, '')
    .replace(/^(github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$2');
}

function textIn(folder: string): string {
  const files = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  const texts = files.sort().map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** Parts of one project, of which only the other brings the text. */
const SAME_PROJECT: Record<string, string | undefined> = { '@xterm/headless': '@xterm/xterm' };

/** Their authors name the licence, and forgot its text; nobody else is taken at that word. */
const TEXT_FORGOTTEN = ['lazy-val'];

/** Theirs stands at the end of their README. */
const TEXT_IN_README = ['bplist-parser'];

function textInReadme(folder: string): string {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8').replaceAll('\r\n', '\n');
  return /^## Licen[cs]e\n([^]*)$/im.exec(readme)?.[1]?.trim() ?? '';
}

/** As SPDX has it, with the author that the package names. */
function mitText({ author }: About): string {
  const holder = typeof author === 'string' ? author : (author?.name ?? '');
  const text = readFileSync(path.join(import.meta.dirname, 'mit.txt'), 'utf8');
  return text.replace('@HOLDER@', holder).trim();
}

function textOf(about: About, folder: string): string {
  const { name, license } = about;
  const other = SAME_PROJECT[name];
  const text = textIn(other ? path.join(ROOT, 'node_modules', other) : folder);
  if (text === '' && TEXT_IN_README.includes(name)) return textInReadme(folder);
  const forgotten = text === '' && license === 'MIT' && TEXT_FORGOTTEN.includes(name);
  return forgotten ? mitText(about) : text;
}

/** Some tell it only by the text itself. */
function licenceOf({ license }: About, text: string): string {
  return license ?? (/^(The )?MIT License/i.test(text) ? 'MIT' : '');
}

/**
 * @param folder a package's, with its package.json
 * @throws when it tells no licence, or brings no text of it
 */
export function noticeOf(folder: string): Notice {
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as About;
  const { name, version } = about;
  const text = textOf(about, folder);
  const licence = licenceOf(about, text);
  if (!text) throw new Error(`${name} ${version} (${licence}) brings no text of its licence.`);
  if (!licence) throw new Error(`${name} ${version} tells no licence: it can't be shipped.`);
  return { name, version, licence, source: sourceOf(about), text };
}

/**
 * Of all packages in these bundles, and of what the native parts are made of; by name.
 * @param more names of further packages that are shipped
 */
export function collectNotices(bundles: readonly string[], more: readonly string[] = []): Notice[] {
  const named = [...NATIVE, ...more].map((name) => `node_modules/${name}`);
  const folders = new Set([...named, ...bundles.flatMap(readPackagesUsed)]);
  const notices = [...folders].map((folder) => path.join(ROOT, folder)).map(noticeOf);
  return notices.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

const RULE = '='.repeat(80);

/** @param what the product, in words @param more what else is shipped, and where its licences are */
export function noticesText(what: string, notices: readonly Notice[], more: string[] = []): string {
  const head = `${what} contains the software of others, named here with its licences.`;
  const parts = notices.map(
    ({ name, version, licence, source, text }) =>
      `${RULE}\n${name} ${version}\nLicence: ${licence}\nSource: ${source}\n\n${text}\n`,
  );
  return [head, ...more, ...parts].join('\n\n');
}

/** Of the app, with all that is in its package. */
export function appNotices(): string {
  const bundles = ['main', 'importer', 'preload', 'renderer', 'agent'];
  const chromium =
    'Electron contains Chromium and Node.js; their licences and those of all that they contain are\n' +
    'in LICENSES.chromium.html, which comes along.';
  return noticesText('Bowline', collectNotices(bundles, ['electron']), [chromium]);
}

/** Of the agent as it is installed on other computers. */
export function agentNotices(): string {
  return noticesText('bowline-agent', collectNotices(['agent']));
}
