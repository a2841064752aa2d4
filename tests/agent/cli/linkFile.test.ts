// A link in whatever a person may have kept it in: what editors and other systems leave around it
// doesn't matter, and anything else is refused in words and at once.
import { chmodSync, closeSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AgentError } from '../../../agent/agentError.ts';
import { readLine, readLinkFile } from '../../../agent/cli/linkFile.ts';
import { SYSTEM } from '../../../core/system.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { UNFIT, type Unfit } from '../../support/unfitFiles.ts';

const LINK = 'bowline://h:1/?v=1&token=AAAAAAAAAAAAAAAAAAAAAA&tls=1';
const GIB = 1024 ** 3;

let file: string;
beforeEach(() => {
  file = path.join(temporaryDirectory(), 'a link');
});

function keep(content: string | Buffer, mode = 0o600): void {
  writeFileSync(file, content);
  chmodSync(file, mode);
}

function refusal(read: () => string): AgentError {
  try {
    return expect.fail(`it was read: ${read()}`);
  } catch (error) {
    if (error instanceof AgentError) return error;
    throw error;
  }
}

const GOOD: [what: string, content: string | Buffer][] = [
  ['without a line feed', LINK],
  ['of Windows', `${LINK}\r\n`],
  ['with a byte order mark', `\ufeff${LINK}\r\n`],
  ['with a byte order mark on a line of its own', `\ufeff\r\n${LINK}\n`],
  ['below blank lines', `\r\n  \n\t\n${LINK}\n`],
  ['among spaces', `   ${LINK} \t \n\n`],
  ['above notes', `${LINK}\nof the build machine\n`],
  ['above bytes that are text in UTF-8', `${LINK}\nfür später\n`],
];

describe('a link in a file', () => {
  it.each(GOOD)('%s is read', (_what, content) => {
    keep(content);
    expect(readLinkFile(file)).toBe(LINK);
  });

  it.each<[what: string, code: string, content: string | Buffer, words: RegExp]>([
    ['an empty file', 'NO_LINK', '', /it is empty/],
    ['blank lines alone', 'NO_LINK', '\ufeff\r\n \r\n', /it is empty/],
    ['two links', 'TWO_LINKS', `${LINK}\r\n\r\n${LINK.replace('h', 'i')}\r\n`, /two links/],
    ['two links on one line', 'TWO_LINKS', `${LINK} ${LINK}`, /two links/],
    ['UTF-16', 'NO_LINK', Buffer.from(`\ufeff${LINK}\r\n`, 'utf16le'), /UTF-16; save it as UTF-8/],
    ['other bytes', 'NO_LINK', Buffer.from([0xc3, 0x28, 0x0a]), /no text in UTF-8/],
    ['zeros', 'NO_LINK', Buffer.alloc(100), /no text in UTF-8/],
    ['more than any link', 'NO_LINK', 'x'.repeat(70_000), /larger than 64 KiB/],
  ])('is not in %s', (_what, code, content, words) => {
    keep(content);
    const error = refusal(() => readLinkFile(file));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
    expect(error.message).toContain(file);
  });

  it('is not read out of a gibibyte', () => {
    keep(`${LINK}\n`);
    truncateSync(file, GIB);
    expect(refusal(() => readLinkFile(file)).message).toMatch(/larger than 64 KiB/);
  });

  it.each((Object.keys(UNFIT) as Unfit[]).filter((kind) => kind !== 'a link elsewhere'))(
    'is refused at once in the place of %s',
    async (kind) => {
      await UNFIT[kind](file);
      const error = refusal(() => readLinkFile(file));
      expect(error.message).toMatch(/a FIFO|a folder|no such file|a device|circle|ENXIO|larger/);
    },
  );

  it('may lie elsewhere, as the files of many homes do', () => {
    keep(LINK);
    symlinkSync(file, `${file}.link`);
    expect(readLinkFile(`${file}.link`)).toBe(LINK);
  });

  it.each([0o640, 0o604, 0o666, 0o777])('that others may read is refused: %o', (mode) => {
    keep(LINK, mode);
    const error = refusal(() => readLinkFile(file));
    expect(error.code).toBe('LINK_EXPOSED');
    expect(error.message).toContain(`mode 0${mode.toString(8)}`);
    expect(error.hint).toContain(`chmod 600 '${file}'`);
  });
});

describe('a link on a pipe', () => {
  it.each(GOOD)('%s is read', (_what, content) => {
    keep(content);
    const pipe = openSync(file, 'r');
    expect(readLine(pipe, 'the pipe')).toBe(LINK);
    closeSync(pipe);
  });

  it.runIf(SYSTEM === 'linux')('is read by the name that a shell gives it', () => {
    keep(LINK);
    const pipe = openSync(file, 'r');
    expect(readLinkFile(`/dev/fd/${pipe}`)).toBe(LINK);
    closeSync(pipe);
  });

  it('leaves what follows it to whoever reads on', () => {
    keep(`\n${LINK}\nbowline://typed`);
    const pipe = openSync(file, 'r');
    expect(readLine(pipe, 'the pipe')).toBe(LINK);
    expect(refusal(() => readLine(pipe, 'the pipe') && readLine(pipe, 'the pipe')).code).toBe(
      'NO_LINK',
    );
    closeSync(pipe);
  });

  it('has an end', () => {
    keep(' '.repeat(10_000) + LINK);
    const pipe = openSync(file, 'r');
    expect(refusal(() => readLine(pipe, 'the pipe')).message).toMatch(/too long/);
    closeSync(pipe);
  });
});
