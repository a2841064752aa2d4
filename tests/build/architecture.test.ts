// What the architecture page and the pages of the folders promise a stranger: short enough to be
// read, every path in them there, the floors those that the linter holds, and a page in every folder
// that says what may come in and what may not, as the linter sees it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FLOORS, refuseImport } from '../../build/lint/importTable.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAP = 'ARCHITECTURE.md';
const SECURITY = 'docs/SECURITY.md';
const TOP_FOLDERS = foldersOf('');

const MAX_LINES = 250;
const MAX_LINE_LENGTH = 400;
/** Stations from key to program and from program to screen: local, on an agent, and back. */
const MAX_STATIONS = [7, 13, 7, 12];

const STOREYED = Object.keys(FLOORS) as (keyof typeof FLOORS)[];
/** These serve the product, and may import anything. */
const FREE = ['native', 'build', 'bench', 'tests'];
const FOLDERS = [
  ...['words', 'core', 'agent', 'electron', 'relay', 'renderer', ...FREE],
  ...STOREYED.flatMap((folder) => roomsOf(folder).map((room) => `${folder}/${room}`)),
  ...['core', 'renderer'].flatMap((parent) => foldersOf(parent).map((name) => `${parent}/${name}`)),
];
const PAGES = [MAP, ...FOLDERS.map((folder) => `${folder}/README.md`)];

function read(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

function foldersOf(parent: string): string[] {
  const entries = readdirSync(path.join(ROOT, parent), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function roomsOf(folder: keyof typeof FLOORS): string[] {
  return FLOORS[folder].flat(2);
}

/** As the page draws them: the highest on top, `+` between rooms that know each other. */
function drawn(folder: keyof typeof FLOORS): string {
  const floors = FLOORS[folder].map((rooms) => rooms.map((one) => one.join(' + ')).join(' · '));
  const lines = floors.map((rooms, floor) => `${floor + 1}  ${rooms}`).reverse();
  return ['```', `${folder}/`, ...lines, '```'].join('\n');
}

/** What stands in backticks, without what is drawn. */
function quoted(text: string): string[] {
  const prose = text.replaceAll(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, words]) => words!);
}

const isFileName = (words: string): boolean =>
  /\.(ts|mjs|svelte|css|cc|sh|h|patch|md)$/.test(words);

/** Names of the repository's files and folders; not what is built, or lies on somebody's disk. */
function isPath(words: string): boolean {
  if (!/^[\w.-]+(\/[\w.-]+)*\/?$/.test(words) || words.startsWith('out/')) return false;
  const [first = ''] = words.split('/');
  return isFileName(words) || words.endsWith('/') || (words !== first && isTop(first));
}

function isTop(name: string): boolean {
  return TOP_FOLDERS.includes(name);
}

/** From the root, from the page's folder, or, a name alone, anywhere beneath that folder. */
function isThere(words: string, folder: string): boolean {
  if ([ROOT, path.join(ROOT, folder)].some((base) => existsSync(path.join(base, words)))) {
    return true;
  }
  if (folder === '' || words.includes('/')) return false;
  const below = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return below.some((file) => path.basename(file) === words);
}

/** Where the links of a page lead to within the repository: file, and heading in it or ''. */
function links(page: string): { file: string; heading: string }[] {
  const found = read(page).matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g);
  return [...found].map(([, to, heading = '']) => ({
    file: to ? path.posix.join(path.posix.dirname(page), to) : page,
    heading,
  }));
}

function headings(page: string): string[] {
  const lines = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, words]) => words!.toLowerCase());
  return lines.map((words) => words.replaceAll(/[^\w -]/g, '').replaceAll(' ', '-'));
}

/** What the linter says to an import of something in `target` by a file of `folder`. */
function refusal(folder: string, target: string): string | undefined {
  const file = isFileName(target) ? target : path.posix.join(target, 'made-up.ts');
  const way = path.posix.relative(folder, file);
  return refuseImport(`${folder}/made-up.ts`, way.startsWith('.') ? way : `./${way}`, true);
}

describe('the architecture page', () => {
  it('is one page, with lines that can be read', () => {
    const lines = read(MAP).split('\n');
    expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
    const long = lines.filter((line) => line.length > MAX_LINE_LENGTH && !line.startsWith('|'));
    expect(long).toEqual([]);
  });

  it.each(STOREYED)('draws the floors of %s as the linter holds them', (folder) => {
    expect(read(MAP)).toContain(drawn(folder));
    expect(foldersOf(folder).sort()).toEqual(roomsOf(folder).sort());
  });

  it('counts no more stations from key to screen than there were', () => {
    const [, line = ''] = /^## The straight line\n([^]*?)^## /m.exec(read(MAP)) ?? [];
    const numbers = [...line.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    const ends = numbers.filter((number, at) => numbers[at + 1] !== number + 1);
    expect(ends).toHaveLength(MAX_STATIONS.length);
    expect(ends.filter((count, at) => count > MAX_STATIONS[at]!)).toEqual([]);
  });
});

describe.each(PAGES)('%s', (page) => {
  it('names only files and folders that exist', () => {
    const folder = page === MAP ? '' : path.posix.dirname(page);
    const paths = quoted(read(page)).filter(isPath);
    expect(paths.filter((words) => !isThere(words, folder))).toEqual([]);
  });

  it('links only to what is there', () => {
    const dead = links(page).filter(
      ({ file, heading }) =>
        !existsSync(path.join(ROOT, file)) || (heading && !headings(file).includes(heading)),
    );
    expect(dead).toEqual([]);
  });
});

describe(SECURITY, () => {
  const paths = quoted(read(SECURITY)).filter(isPath);

  it('names only tests and files that exist, each by itself alone', () => {
    const [names, whole] = [
      paths.filter((one) => !one.includes('/')),
      paths.filter((one) => one.includes('/')),
    ];
    expect(whole.filter((words) => !isThere(words, ''))).toEqual([]);
    const tests = readdirSync(path.join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' });
    const called = (name: string) => tests.filter((file) => path.basename(file) === name).length;
    expect(names.filter((name) => called(name) !== 1)).toEqual([]);
  });

  it('says for each thing that is protected how that is tested', () => {
    const rows = read(SECURITY)
      .split('\n')
      .filter((line) => /^\| /.test(line));
    const heads = rows.filter((line) => /\| *tested (in|by) *\|$/i.test(line));
    expect(heads.length).toBeGreaterThan(4);
    const tables = read(SECURITY)
      .split(/\n\n/)
      .filter((part) => heads.some((head) => part.includes(head)));
    const told = tables.flatMap((table) =>
      table.split('\n').filter((line) => /^\| (?!-)/.test(line)),
    );
    const untested = told.filter(
      (line) => !heads.includes(line) && !/tests\/|\.(test|e2e)\.ts/.test(line),
    );
    expect(untested).toEqual([]);
  });
});

describe.each(FOLDERS)('the page of %s', (folder) => {
  const [title = '', space, rooms = ''] = read(`${folder}/README.md`).split('\n');

  it('opens with what it is, and what may come in and what may not', () => {
    expect(title).toMatch(/^# `[^`]+`: ./);
    expect(title).toContain(`# \`${folder}\`: `);
    expect(space).toBe('');
    expect(rooms).toMatch(/^May come in: .+\. May not: .+\.$/);
    expect(rooms.length).toBeLessThanOrEqual(MAX_LINE_LENGTH);
  });

  it('says of rooms what the linter says', () => {
    const [may, not] = rooms.split('. May not: ').map((half) => quoted(half).filter(isPath));
    expect(may!.filter((target) => refusal(folder, target) !== undefined)).toEqual([]);
    if (FREE.includes(folder)) return;
    const wrong = not!.filter((target) => !isFileName(target) && !refusal(folder, target));
    expect(wrong).toEqual([]);
  });
});
