// npm run --silent import -- [--as KIND] [--ssh-folder DIR] FILE|FOLDER: prints what would be brought
// along, as JSON. Nothing is saved, no window opens, and nothing that stands in the file is run.
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FORMAT_NAMES, type FormatName } from '../../electron/import/formats.ts';
import { previewJson } from '../../electron/import/preview.ts';
import { openSource } from '../../electron/import/source.ts';
import { PersonError } from '../../electron/personError.ts';
import { shownJson } from '../../core/text/clean.ts';

const USAGE = `usage: npm run --silent import -- [--as KIND] [--ssh-folder DIR] FILE|FOLDER
KIND is one of: ${FORMAT_NAMES.join(', ')}`;

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}

function asked(): { picked: string; as: FormatName | undefined; sshFolder: string } {
  const options = { as: { type: 'string' }, 'ssh-folder': { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [picked, ...more] = positionals;
  const as = values.as as FormatName | undefined;
  if (picked === undefined || more.length > 0) refuse(USAGE);
  if (as !== undefined && !FORMAT_NAMES.includes(as)) refuse(`There is no kind "${as}".\n${USAGE}`);
  return { picked, as, sshFolder: values['ssh-folder'] ?? path.join(homedir(), '.ssh') };
}

try {
  const { picked, as, sshFolder } = asked();
  const preview = previewJson(openSource(picked, sshFolder), as);
  console.log(pretty(preview));
} catch (error) {
  if (error instanceof PersonError || (error as { code?: string }).code?.startsWith('ERR_PARSE')) {
    refuse((error as Error).message);
  }
  throw error;
}

/** A line a host, so that it can be read and searched; nothing in it moves a cursor. */
function pretty(preview: object): string {
  const parts = Object.entries(preview).map(([name, value]) => {
    if (!Array.isArray(value) || value.length === 0)
      return `${shownJson(name)}: ${shownJson(value)}`;
    return `${shownJson(name)}: [\n  ${value.map(shownJson).join(',\n  ')}\n]`;
  });
  return `{\n${parts.join(',\n')}\n}`;
}
