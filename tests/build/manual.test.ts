// The manual pages: whole, made of what the commands say of themselves, and without anything that
// those who print pages complain of.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { completionScript } from '../../agent/cli/completion/scripts.ts';
import { EXAMPLES } from '../../agent/cli/examples.ts';
import { definition } from '../../agent/cli/commandLine.ts';
import { manualPage } from '../../build/package/manual.ts';
import { roff, usage } from '../../build/package/roff.ts';
import { sharedFiles } from '../../build/package/share.ts';
import { PAGES } from '../../build/package/sharePaths.ts';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const SECTIONS = [
  ...['NAME', 'SYNOPSIS', 'DESCRIPTION', 'EXIT STATUS', 'ENVIRONMENT', 'FILES'],
  'SEE ALSO',
];

const page = (name: (typeof PAGES)[number]) => manualPage(name, definition(), '1.2.3-rc.4');

/** What a reader sees, in lines without formatting. */
async function shown(name: (typeof PAGES)[number]): Promise<string> {
  const file = path.join(temporaryDirectory(), `${name}.1`);
  writeFileSync(file, await page(name));
  const args = ['-man', '-Tascii', '-P-cbou', '-rLL=200n', '-rHY=0', '-dAD=l', file];
  return spawnSync('groff', args, { encoding: 'utf8' }).stdout;
}

const whyNoGroff = (): string | undefined =>
  existsSync('/usr/bin/groff') ? undefined : 'there is no groff';

describe.each(PAGES)('the page %s(1)', (name) => {
  it('has its sections, and all places in it are filled', async () => {
    const text = await page(name);
    for (const section of SECTIONS) expect(text).toContain(`\n.SH ${section}\n`);
    expect(text).not.toMatch(/@[A-Z]+@/);
    expect(text).toContain('Bowline 1.2.3\\-rc.4');
  });

  it.for<[string, string[]]>([
    ['groff', ['-man', '-ww', '-z']],
    ['man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z']],
  ])('is nothing that %s warns of', async ([program, args], context) => {
    needs(existsSync(`/usr/bin/${program}`) ? undefined : `there is no ${program}`, context);
    const file = path.join(temporaryDirectory(), `${name}.1`);
    writeFileSync(file, await page(name));
    const found = spawnSync(program, [...args, file], { encoding: 'utf8' });
    expect(found.stderr).toBe('');
    expect(found.status).toBe(0);
  });

  it('can be found by what it is', async (context) => {
    needs(existsSync('/usr/bin/lexgrog') ? undefined : 'there is no lexgrog', context);
    const file = path.join(temporaryDirectory(), `${name}.1`);
    writeFileSync(file, await page(name));
    const found = spawnSync('lexgrog', [file], { encoding: 'utf8' });
    expect(found.stdout).toMatch(new RegExp(`"${name} - \\w`));
  });
});

describe('the page of the agent', () => {
  it('speaks of every command, argument and option, but of hidden ones', async (context) => {
    needs(whyNoGroff(), context);
    const text = (await shown('bowline-agent')).replace(/\s+/g, ' ');
    for (const command of definition().commands) {
      const helper = command.createHelp();
      expect(text).toContain(helper.commandUsage(command));
      for (const option of command.options) {
        if (option.hidden) expect(text).not.toContain(option.flags);
        else expect(text).toContain(option.flags);
      }
    }
  });

  it('shows all examples as they are typed', async (context) => {
    needs(whyNoGroff(), context);
    const lines = (await shown('bowline-agent')).split('\n').map((line) => line.trim());
    for (const example of Object.values(EXAMPLES).flat()) expect(lines).toContain(example);
  });
});

it.each([
  ['--link-file', '\\-\\-link\\-file'],
  ['.so /etc/passwd', '\\&.so /etc/passwd'],
  ["a\n'b", "a\n\\&'b"],
  ['\\fBx', '\\efBx'],
])('text is no order to roff: %j', (text, written) => {
  expect(roff(text)).toBe(written);
});

it.each([
  ['--tls <files...>', '\\fB\\-\\-tls \\fR\\fI<files...>\\fR'],
  ['-L <[bind:]port:host:port>', '\\fB\\-L \\fR\\fI<[bind:]port:host:port>\\fR'],
  ['--json', '\\fB\\-\\-json\\fR'],
  ['[-]', '\\fI[\\-]\\fR'],
])('what is typed and what stands for something look different: %j', (flags, written) => {
  expect(usage(flags)).toBe(written);
});

describe('what goes below /usr/share', () => {
  it('are completions where each shell looks for them, and the pages, packed', async () => {
    const files = await sharedFiles();
    expect([...files.keys()]).toEqual([
      'bash-completion/completions/bowline-agent',
      'zsh/vendor-completions/_bowline-agent',
      'fish/vendor_completions.d/bowline-agent.fish',
      'man/man1/bowline.1.gz',
      'man/man1/bowline-agent.1.gz',
    ]);
    expect(files.get('zsh/vendor-completions/_bowline-agent')).toBe(completionScript('zsh'));
    for (const name of PAGES) {
      const packed = files.get(`man/man1/${name}.1.gz`) as Buffer;
      expect(gunzipSync(packed).toString('utf8')).toMatch(/^\.TH BOWLINE/m);
      // As gzip -9n: no name, no time, the best that it can.
      expect([packed[3], packed.readUInt32LE(4), packed[8]]).toEqual([0, 0, 2]);
    }
  });

  it('is the same at each build', async () => {
    expect(await sharedFiles()).toEqual(await sharedFiles());
  });
});
