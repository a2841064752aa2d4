// Which fonts this computer has, as fontconfig tells it. Other systems have no such program: there
// the window tries a few names that are known.
import { startProgram } from '../../core/process/startProgram.ts';
import { cleanLine } from '../../core/text/clean.ts';
import type { InstalledFont } from '../ipc/contract.ts';

/** Families; more can't be chosen from. */
const FONT_LIMIT = 2_000;
/** Bytes of what the program says. */
const OUTPUT_LIMIT = 4 * 1024 * 1024;
/** Characters of a family's name. */
const NAME_LENGTH = 100;
/** As fontconfig counts: 100 is monospaced. */
const MONO = 100;
const FORMAT = '%{family[0]}\\t%{spacing}\\n';

/** By name, each once. Empty where nobody can say. Never rejects. */
export async function installedFonts(env: NodeJS.ProcessEnv): Promise<InstalledFont[]> {
  const command = { file: 'fc-list', args: ['--format', FORMAT] };
  const child = startProgram(command, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  return new Promise((resolve) => {
    child.once('error', () => resolve([]));
    child.once('close', (code) => resolve(code === 0 ? fontsIn(text) : []));
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      if (text.length < OUTPUT_LIMIT) text += part;
    });
  });
}

/** Of the program's lines: a name, a tab, and how its characters are spaced. */
export function fontsIn(text: string): InstalledFont[] {
  const found = new Map<string, boolean>();
  for (const line of text.split('\n')) {
    const [family = '', spacing = ''] = line.split('\t');
    const name = cleanLine(family, NAME_LENGTH);
    if (name === '' || name.startsWith('.')) continue;
    found.set(name, (found.get(name) ?? false) || Number(spacing) === MONO);
  }
  const all = [...found].map(([name, mono]) => ({ name, mono }));
  return all.sort((a, b) => a.name.localeCompare(b.name)).slice(0, FONT_LIMIT);
}
