// Hosts of Remmina: a profile a file, or a folder of such files.
import { say } from '../../../words/said.ts';
import { Collected, notThisFormat } from '../collected.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportSource, SourceFile } from '../source.ts';
import { keyFileGroup } from './keyFile.ts';
import { readRemminaProfile } from './remminaProfile.ts';
import { upgraded } from './remminaOld.ts';

const GROUP = 'remmina';
const EXTENSION = /\.remmina$/i;
/** The group comes first, after comments at most. */
const FIRST_GROUP = /^(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*\[remmina\]/;

export const remmina: ImportFormat = {
  word: 'Remmina',

  recognises(source) {
    return profilesIn(source).length > 0;
  },

  read(source) {
    const found = new Collected();
    const profiles = profilesIn(source);
    if (profiles.length === 0) throw notThisFormat(remmina.word);
    for (const file of profiles) {
      readFile(file.name, source.text(file), found);
    }
    return found;
  },
};

/** A folder may hold other things; a file alone is one by what stands in it. */
function profilesIn(source: ImportSource): readonly SourceFile[] {
  return source.files.filter(
    (file) =>
      (!source.isFolder || EXTENSION.test(file.name)) && FIRST_GROUP.test(source.text(file)),
  );
}

function readFile(file: string, text: string, found: Collected): void {
  const values = keyFileGroup(text, GROUP, (line) => {
    found.tell(`${file}, line ${line}`, '', say('import-not-an-entry'));
  });
  if (!values.has('name')) return found.tell(file, 'name', say('import-remmina-nameless'));
  readRemminaProfile(file, upgraded(values), found);
}
