// What one element of SuperPuTTY's file says.
import { say } from '../../../../words/said.ts';
import { PersonError } from '../../../personError.ts';
import { IMPORT_DEPTH } from '../../limits.ts';
import { elementsIn, type Element } from '../../xml.ts';
import { argumentsIn, type Arguments } from '../putty/commandLine.ts';

/** Called otherwise than what they are. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['', 'ssh'],
  ['ssh2', 'ssh'],
  ['auto', 'ssh'], // what PuTTY's saved session says, of which there is most
]);

export class Session {
  /** Its whole path, which is what SuperPuTTY calls it. */
  readonly where: string;
  readonly name: string;
  readonly group: readonly string[];
  readonly protocol: string;
  readonly extra: Arguments;
  readonly values: ReadonlyMap<string, string>;

  constructor(element: Element) {
    // Attributes now, elements in the first versions
    this.values = new Map([
      ...elementsIn(element).map((one) => [one.nodeName, one.textContent ?? ''] as const),
      ...[...element.attributes].map((one) => [one.name, one.value] as const),
    ]);
    this.where = this.value('SessionId') || this.value('SessionName');
    const path = this.where.split('/');
    if (path.length > IMPORT_DEPTH) {
      throw new PersonError(say('import-folder-deep', { file: path.slice(0, 3).join('/') }));
    }
    this.name = this.value('SessionName') || path.at(-1)!;
    this.group = path.slice(0, -1).filter(Boolean);
    const protocol = this.value('Proto').toLowerCase();
    this.protocol = PROTOCOLS.get(protocol) ?? protocol;
    this.extra = argumentsIn(this.value('ExtraArgs'));
  }

  /** Trimmed; '' where there is none. */
  value(name: string): string {
    return this.values.get(name)?.trim() ?? '';
  }
}
