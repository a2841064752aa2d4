// SuperPuTTY's Sessions.XML: an element for each session, which names a folder, a host, a saved
// session of PuTTY and further arguments for it.
import { say } from '../../../words/said.ts';
import { PersonError } from '../../personError.ts';
import { foundHost, type Found, type FoundHost, type FoundMore, type Unmapped } from '../found.ts';
import type { ImportFormat } from '../format.ts';
import type { ImportSource } from '../source.ts';
import { elementsIn, xmlRoot, type Element } from '../xml.ts';
import { addressOf, portOf } from './putty/address.ts';
import { shown } from './putty/settings.ts';
import { leftBehind } from './superputty/leftBehind.ts';
import { Session } from './superputty/session.ts';

const ROOT = 'ArrayOfSessionData';
/** Characters in which the first element begins. */
const LOOKED_AT = 4_096;
const LOCAL = new Set(['cygterm', 'mintty', 'wincmd', 'ps', 'wsl']);

export const superputty: ImportFormat = {
  word: 'SuperPuTTY',

  recognises(source: ImportSource): boolean {
    const start = source.text().slice(0, LOOKED_AT);
    return /^\s*</.test(start) && start.includes(`<${ROOT}`);
  },

  read(source: ImportSource): Found {
    const root = xmlRoot(source.text());
    if (root.localName !== ROOT) throw new PersonError(say('import-superputty-none'));
    const found = elementsIn(root).map(sessionIn);
    return {
      hosts: found.flatMap(({ hosts }) => hosts),
      unmapped: found.flatMap(({ unmapped }) => unmapped),
    };
  },
};

function sessionIn(element: Element): Found {
  if (element.localName !== 'SessionData') {
    return noHost([{ where: element.nodeName, what: '', why: say('import-not-a-session') }]);
  }
  const session = new Session(element);
  const left = leftBehind(session);
  const { where, protocol } = session;
  const kind = shown({ name: 'Proto', value: session.value('Proto') });
  if (LOCAL.has(protocol)) {
    return noHost([{ where, what: kind, why: say('import-local-shell') }, ...left]);
  }
  const { address, portDropped } = addressOf(session.value('Host'));
  if (!address) return noHost([{ where, what: 'Host', why: say('import-no-address') }, ...left]);
  const written = shown({ name: 'Host', value: session.value('Host') });
  return {
    hosts: [hostOf(session)],
    unmapped: [
      ...(protocol === 'ssh' ? [] : [{ where, what: kind, why: say('import-no-kind-yet') }]),
      ...(portDropped ? [{ where, what: written, why: say('import-port-dropped') }] : []),
      ...left,
    ],
  };
}

function noHost(unmapped: Unmapped[]): Found {
  return { hosts: [], unmapped };
}

function hostOf(session: Session): FoundHost {
  const { name, group, protocol, extra } = session;
  const { address, user } = addressOf(session.value('Host'));
  const port = Number(/^\d+$/.exec(session.value('Port'))?.[0] ?? 0);
  const isSerial = protocol === 'serial';
  return foundHost({
    name,
    group,
    protocol,
    address,
    // A port among the arguments comes later on PuTTY's command line
    port: isSerial ? 0 : (extra.port ?? (port || portOf(protocol))),
    user: user ?? (session.value('Username') || session.value('Login') || extra.user || null),
    more: moreOf(session),
    ...(protocol === 'ssh' && {
      identities: extra.identities,
      forwards: extra.forwards,
      proxyCommand: extra.proxyCommand,
    }),
    ...(isSerial && { serial: { line: address, speed: 9_600, ...extra.serial } }),
  });
}

function moreOf(session: Session): FoundMore {
  const remoteDirectory = session.value('RemotePath').replace(/^\.$/, '');
  const description = session.value('Notes') || session.value('Note');
  return {
    ...(session.protocol === 'ssh' && session.extra.more),
    ...(remoteDirectory && { remoteDirectory }),
    ...(description && { description }),
  };
}
