// The tree of mRemoteNG's confCons.xml: containers in containers, with connections in them.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import type { Collected } from '../collected.ts';
import { IMPORT_DEPTH } from '../limits.ts';
import { elementsIn, type Element } from '../xml.ts';
import { tellFolder, type Connection } from './mremotengNode.ts';
import { MremotengSettings } from './mremotengSettings.ts';

interface Folder {
  readonly settings: MremotengSettings | undefined;
  readonly path: readonly string[];
}

export function attributesOf(element: Element): ReadonlyMap<string, string> {
  return new Map(Array.from(element.attributes, ({ name, value }) => [name, value]));
}

/** All connections in it. Throws a `PersonError` where folders are nested too deeply. */
export function mremotengTree(root: Element, found: Collected): Connection[] {
  const connections: Connection[] = [];
  const walk = (element: Element, folder: Folder): void => {
    for (const node of elementsIn(element)) {
      const settings = new MremotengSettings(attributesOf(node), folder.settings);
      if (!isContainer(settings)) {
        connections.push({ settings, group: folder.path });
        continue;
      }
      tellFolder(settings, found);
      walk(node, { settings, path: deeper(folder.path, settings.value('Name')) });
    }
  };
  walk(root, { settings: undefined, path: [] });
  return connections;
}

/** Whatever says nothing is a connection. */
export function isContainer(settings: MremotengSettings): boolean {
  const type = settings.value('Type') || settings.value('NodeType');
  return type.toLowerCase() === 'container';
}

function deeper(path: readonly string[], name: string): readonly string[] {
  if (path.length >= IMPORT_DEPTH) {
    throw new PersonError(say('import-folder-deep', { file: path[0] ?? '' }));
  }
  return [...path, name];
}
