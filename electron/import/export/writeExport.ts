// Writes hosts to a file that somebody chose: whole or not at all, and for them alone to read.
import path from 'node:path';
import { writeWhole } from '../../../core/files/wholeFile.ts';
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Unmapped } from '../found.ts';
import type { WriteWish } from '../threadCalls.ts';
import { csvText } from './csv.ts';
import type { ExportedText } from './exportedText.ts';
import { ownText, sealedOwnText } from './ownExport.ts';
import type { PlainHost, PlainHosts } from './plainHost.ts';
import { sshConfigText } from './sshConfig.ts';

/** Answers with what has no place in the file. Rejects with a `PersonError`; it is as it was then. */
export async function writeExport(
  hosts: readonly PlainHost[],
  { file, format, passphrase, folders, logins }: WriteWish,
): Promise<readonly Unmapped[]> {
  const { text, unmapped } = await textOf({ hosts, folders, logins }, format, passphrase);
  try {
    writeWhole(file, text);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const name = path.basename(file);
    throw new PersonError(say('export-not-written', { file: name, code }), { cause });
  }
  return unmapped;
}

async function textOf(
  plain: PlainHosts,
  format: WriteWish['format'],
  passphrase: string,
): Promise<ExportedText> {
  if (format === 'ssh_config') return sshConfigText(plain);
  if (format === 'csv') return csvText(plain);
  const text = passphrase === '' ? ownText(plain) : await sealedOwnText(plain, passphrase);
  return { text, unmapped: passphrase === '' ? plain.hosts.flatMap(secretsLeft) : [] };
}

/** Of our own file without a passphrase. */
function secretsLeft({ name, secrets }: PlainHost): Unmapped[] {
  const filled = Object.entries(secrets).filter(([, value]) => value !== '');
  return filled.map(([what]) => ({ where: name, what, why: say('export-secret') }));
}
