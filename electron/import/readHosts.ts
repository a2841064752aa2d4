// What was picked becomes a preview: which format it is, and what is in it.
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import type { ImportFormat } from './format.ts';
import type { Found } from './found.ts';
import { FORMATS, type FormatName } from './formats.ts';
import { IMPORT_HOSTS } from './limits.ts';
import { withoutSecretVariables } from './secretNames.ts';
import type { ImportSource } from './source.ts';
import { withoutUserInAddress } from './userInAddress.ts';

export interface Preview extends Found {
  readonly format: FormatName;
}

/**
 * Reads it as that format, or as the first that recognises it. Throws a `PersonError` where none does, or
 * where it is damaged.
 */
export function readHosts(source: ImportSource, as?: FormatName): Preview {
  const format = as ?? recognised(source);
  if (!format) throw new PersonError(say('import-unknown'));
  const found = read(FORMATS[format], source);
  if (found.hosts.length > IMPORT_HOSTS) {
    throw new PersonError(say('import-too-many', { most: IMPORT_HOSTS }));
  }
  // OpenSSH itself takes a HostName as it stands; of our own files we know where the user is.
  const isOurs = format === 'ssh_config' || format === 'bowline';
  if (isOurs) return { format, ...found };
  const { hosts, unmapped } = withoutSecretVariables(found);
  return { format, hosts: hosts.map(withoutUserInAddress), unmapped };
}

function recognised(source: ImportSource): FormatName | undefined {
  const all = Object.entries(FORMATS) as [FormatName, ImportFormat][];
  return all.find(([, format]) => format.recognises(source))?.[0];
}

// Libraries throw errors of many kinds; whatever they throw over a file, it is the file.
function read(format: ImportFormat, source: ImportSource): Found {
  try {
    return format.read(source);
  } catch (cause) {
    if (cause instanceof PersonError) throw cause;
    throw new PersonError(say('import-damaged', { format: format.word }), { cause });
  }
}
