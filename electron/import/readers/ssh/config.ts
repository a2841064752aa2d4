// A configuration as OpenSSH goes through it: pieces of settings in their order, each under its conditions,
// with what it includes in its place. Lines that OpenSSH refuses are told, and belong to no host.
import path from 'node:path';
import { say, type Said } from '../../../../words/said.ts';
import { PersonError } from '../../../personError.ts';
import { secret, type Unmapped } from '../../found.ts';
import { SECRET_NAME } from '../../secretNames.ts';
import type { ImportSource } from '../../source.ts';
import { belowFolder, filesNamed, folderOf, outsideFolder, type SshFolder } from './folder.ts';
import { keywordOf, type Keyword } from './keywords.ts';
import { sshLines, wordsOf, type SshLine } from './lines.ts';
import { hostCondition, matchCondition, type Condition } from './match.ts';
import type { Value } from './values.ts';

/** Where a line stands: '' is the file that was picked. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Setting {
  readonly keyword: Keyword;
  readonly value: Value;
  readonly text: string;
  readonly place: Place;
  readonly block: Block;
}

/** From a Host or Match line to the next. */
export interface Block {
  /** The one that includes its file, which has to hold besides; null: none. */
  readonly outer: Block | null;
  /** Null: it holds for all. */
  readonly condition: Condition | null;
  readonly place: Place;
}

/** Lines of a block that stand together: an Include parts them. */
export interface Piece {
  readonly block: Block;
  /** Whether its Host or Match line is here. */
  readonly begins: boolean;
  readonly settings: Setting[];
  /** Lines that aren't understood here. A newer ssh may. */
  readonly unread: Unread[];
}

export interface Unread {
  /** As it is written; `…` where it is no plain word. */
  readonly keyword: string;
  /** All that stands behind it, or the whole line. */
  readonly rest: string;
  readonly place: Place;
}

export interface Config {
  readonly pieces: readonly Piece[];
  readonly unmapped: Unmapped[];
  /** Lines that OpenSSH doesn't know. */
  readonly unknown: number;
  /** All texts that it is made of, in the order in which they were read. */
  readonly texts: ReadonlyMap<string, string>;
}

const OF_BLOCKS = new Set(['host', 'match', 'include']);
/** As OpenSSH's: an Include within an Include, and so on. */
const INCLUDE_DEPTH = 16;
/** Lines of all files together, each counted as often as it is included. */
const LINES = 500_000;
/** What opening a file counts for besides its lines: they may include each other over and over. */
const INCLUDE_LINES = 10;
/** Lines that can't be, each told by itself; of further ones, how many there are. */
const TOLD = 1_000;
const SHORT = 120;

/** Throws a `PersonError` where it includes without end. */
export function readConfig(source: ImportSource): Config {
  return new ConfigReader(source).read();
}

export function short(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}

class ConfigReader {
  readonly #source: ImportSource;
  readonly #folder: SshFolder;
  readonly #pieces: Piece[] = [];
  readonly #unmapped: Unmapped[] = [];
  readonly #included = new Set<string>();
  readonly #globs: string[] = [];
  readonly #texts = new Map<string, string>();
  #lines = 0;
  #unknown = 0;
  #untold = 0;

  constructor(source: ImportSource) {
    this.#source = source;
    this.#folder = folderOf(source);
  }

  read(): Config {
    const main = this.#source.isFolder ? 'config' : '';
    const text = this.#source.isFolder ? (this.#folder.read(main) ?? '') : this.#source.text();
    this.#tellMark();
    const root: Block = { outer: null, condition: null, place: { file: main, line: 0 } };
    this.#readFile(text, root, [main]);
    this.#tellSiblings();
    if (this.#untold > 0) {
      const why = say('import-ssh-more-lines', { count: this.#untold });
      this.#unmapped.push({ where: this.#source.name, what: '…', why });
    }
    return {
      ...{ pieces: this.#pieces, unmapped: this.#unmapped },
      ...{ unknown: this.#unknown, texts: this.#texts },
    };
  }

  /** `chain`: the files that include it, and itself. */
  #readFile(text: string, outer: Block, chain: readonly string[]): void {
    const file = chain.at(-1)!;
    this.#texts.set(file, text);
    let piece = this.#piece(outer, false);
    if (isTooLong(text)) throw new PersonError(say('import-ssh-too-long'));
    let isKey = false;
    for (const line of sshLines(text)) {
      this.#count();
      const place = { file, line: line.number };
      const begins = /^-----BEGIN .*KEY-----/.test(line.text);
      if (begins) this.#unmapped.push(secret(where(place), 'PRIVATE KEY'));
      isKey = (isKey || begins) && !line.text.startsWith('-----END ');
      if (this.#isInKey(line, isKey)) continue;
      if (line.keyword === 'host' || line.keyword === 'match') {
        piece = this.#piece(this.#block(line, outer, place), true);
      } else if (line.keyword === 'include') {
        this.#include(line, piece, chain);
        piece = this.#piece(piece.block, false);
      } else piece = this.#setting(line, piece, place, outer);
    }
  }

  /** What stands in a key is no configuration; but ssh, which may be told to ignore what it doesn't know, reads on. */
  #isInKey({ text, keyword }: SshLine, isKey: boolean): boolean {
    if (!isKey && !text.startsWith('-----END ')) return false;
    return !this.#source.place.looked || !(OF_BLOCKS.has(keyword) || keywordOf(keyword));
  }

  #piece(block: Block, begins: boolean): Piece {
    const piece = { block, begins, settings: [], unread: [] };
    this.#pieces.push(piece);
    return piece;
  }

  #count(lines = 1): void {
    this.#lines += lines;
    if (this.#lines > LINES) throw new PersonError(say('import-ssh-too-long'));
  }

  #block(line: SshLine, outer: Block, place: Place): Block {
    const read = line.keyword === 'host' ? hostCondition(line) : matchCondition(line);
    const isGood = 'type' in read;
    if (!isGood) this.#tell(place, line.text, read);
    return { outer, condition: isGood ? read : { type: 'never' }, place };
  }

  /** Answers with the piece that goes on. */
  #setting(line: SshLine, piece: Piece, place: Place, outer: Block): Piece {
    const keyword = keywordOf(line.keyword);
    if (!keyword) return this.#unknownLine(line, piece, place, outer);
    const value = keyword.read(line);
    if ('code' in value) {
      unread(piece, line, place);
      this.#tell(place, line.text, value);
    } else piece.settings.push({ keyword, value, text: line.text, place, block: piece.block });
    return piece;
  }

  /** With quotes and the like in its keyword, ssh may read another word: one that begins a block, say. */
  #unknownLine(line: SshLine, piece: Piece, place: Place, outer: Block): Piece {
    this.#unknown += 1;
    this.#tellUnknown(line, place);
    const isWord = /^[a-z][a-z\d]*$/.test(line.keyword);
    const isOpen = this.#source.place.looked !== undefined && !isWord;
    const unsure: Block = { outer, condition: { type: 'never' }, place };
    const goesOn = isOpen ? this.#piece(unsure, true) : piece;
    unread(goesOn, line, place);
    return goesOn;
  }

  /** Some people keep passwords here, under words of their own. */
  #tellUnknown(line: SshLine, place: Place): void {
    if (SECRET_NAME.test(line.keyword))
      this.#unmapped.push(secret(where(place), short(line.keyword)));
    else if (/^(<{7}|={7}|>{7})/.test(line.text))
      this.#tell(place, line.text, say('import-ssh-conflict'));
    else this.#tell(place, line.text, say('import-ssh-unknown'));
  }

  #tell(place: Place, text: string, why: Said): void {
    if (this.#unmapped.length < TOLD) {
      this.#unmapped.push({ where: where(place), what: short(text), why });
    } else this.#untold += 1;
  }

  #include(line: SshLine, piece: Piece, chain: readonly string[]): void {
    const place = { file: chain.at(-1)!, line: line.number };
    const { words, open } = wordsOf(line.rest);
    if (open || words.length === 0 || words.includes('')) {
      return this.#tell(place, line.text, say(open ? 'import-ssh-quotes' : 'import-ssh-no-value'));
    }
    for (const word of words) this.#includeOne(word, place, piece, chain);
  }

  #includeOne(word: string, place: Place, piece: Piece, chain: readonly string[]): void {
    const tell = (why: Said): void => this.#tell(place, `Include ${word}`, why);
    const pattern = this.#patternOf(word);
    if (pattern === undefined) {
      piece.unread.push({ keyword: 'Include', rest: word, place });
      return tell(say('import-ssh-include-outside'));
    }
    this.#globs.push(pattern);
    let isAny = false;
    for (const file of filesNamed(pattern, this.#folder)) {
      const text = this.#folder.read(file);
      if (text === undefined) continue;
      this.#count(INCLUDE_LINES);
      isAny = true;
      this.#included.add(file);
      if (this.#isIn(file, chain)) tell(say('import-ssh-include-loop', { file }));
      else if (chain.length > INCLUDE_DEPTH) tell(say('import-ssh-include-deep', { file }));
      else this.#readFile(text, piece.block, [...chain, file]);
    }
    if (!isAny) tell(say('import-ssh-include-missing'));
  }

  #patternOf(word: string): string | undefined {
    const { sshFolder, looked } = this.#source.place;
    return belowFolder(word, sshFolder) ?? (looked && outsideFolder(word, sshFolder));
  }

  /** The file that was picked may lie in the ssh folder. */
  #isIn(file: string, chain: readonly string[]): boolean {
    const { path: picked, sshFolder } = this.#source.place;
    return chain.includes(file) || (chain[0] === '' && picked === path.resolve(sshFolder, file));
  }

  /** ssh refuses what Windows' editors put in front of a text. */
  #tellMark(): void {
    const file = this.#source.isFolder
      ? this.#source.files.find(({ name }) => name === 'config')
      : this.#source.file;
    const [first = 0, second = 0, third = 0] = file?.bytes ?? [];
    const isMark = first === 0xef && second === 0xbb && third === 0xbf;
    const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    if (!isMark && !isWide) return;
    const what = isMark ? 'UTF-8 BOM' : 'UTF-16';
    this.#unmapped.push({ where: 'byte 0', what, why: say('import-ssh-mark') });
  }

  /** Files beside those that an Include takes by pattern, such as `old.conf.bak` beside `*.conf`. */
  #tellSiblings(): void {
    if (this.#source.place.looked) return;
    for (const pattern of this.#globs) {
      const folder = pattern.split('/').slice(0, -1).join('/');
      if (folder === '' || /[*?[]/.test(folder) || !/[*?[]/.test(pattern)) continue;
      for (const name of this.#folder.list(folder)) {
        const file = `${folder}/${name}`;
        if (this.#included.has(file) || this.#folder.read(file) === undefined) continue;
        this.#included.add(file);
        const why = say('import-ssh-not-included', { pattern });
        if (this.#unmapped.length < TOLD)
          this.#unmapped.push({ where: file, what: `Include ${pattern}`, why });
      }
    }
  }
}

function unread(piece: Piece, { text, rest }: SshLine, place: Place): void {
  const [written = ''] = /^[A-Za-z][A-Za-z\d]*(?=[ \t=]|$)/.exec(text) ?? [];
  if (written === '') piece.unread.push({ keyword: '…', rest: text, place });
  else piece.unread.push({ keyword: written, rest, place });
}

/** Seen before it is cut: a file may be nothing but ends of lines. */
function isTooLong(text: string): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= LINES; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines > LINES;
}

/** `line 3`, `config.d/work line 3`; with the hosts that it is about. */
export function where({ file, line }: Place, hosts = ''): string {
  return `${file && `${file} `}line ${line}${hosts && ` (${hosts})`}`;
}
