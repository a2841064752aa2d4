// What of a session of SuperPuTTY can't come along.
import { say } from '../../../../words/said.ts';
import { secret, type Unmapped } from '../../found.ts';
import type { Arguments } from '../putty/commandLine.ts';
import { isPpk } from '../putty/leftBehind.ts';
import { shown } from '../putty/settings.ts';
import type { Session } from './session.ts';

const NO_PROFILE = /^(?:default settings)?$/i;
/** Where it opens its window, and with which icon. */
const ONLY_ABOUT_THE_TOOL = new Set(
  ['ImageKey', 'LastDockstate', 'AutoStartSession', 'OldName', 'OldSessionId', 'LastPath'].concat([
    'TagHelper',
    'IsActive',
    'WindowStyle',
  ]),
);
const READ = new Set(
  ['SessionId', 'SessionName', 'Host', 'Port', 'Proto', 'PuttySession', 'Username', 'Login'].concat(
    ['ExtraArgs', 'RemotePath', 'Notes', 'Note'],
  ),
);

export function leftBehind({ where, protocol, values, extra }: Session): Unmapped[] {
  const keys = extra.identities.filter(isPpk);
  const unused = protocol !== 'ssh' && isForSsh(extra);
  const profile = values.get('PuttySession')?.trim() ?? '';
  return [
    ...keys.map((file) => ({ where, what: `identities: ${file}`, why: say('import-ppk') })),
    ...(unused ? [{ where, what: 'ExtraArgs', why: say('import-left-over') }] : []),
    ...extra.secrets.map((one) => secret(where, `ExtraArgs ${one}`)),
    ...extra.rest.map((one) => ({
      where,
      what: shown({ name: 'ExtraArgs', value: one }),
      why: say('import-arguments'),
    })),
    ...(extra.proxyCommand === null
      ? []
      : [{ where, what: 'ExtraArgs -proxycmd', why: say('import-proxy-tokens') }]),
    ...(NO_PROFILE.test(profile)
      ? []
      : [
          {
            where,
            what: shown({ name: 'PuttySession', value: profile }),
            why: say('import-profile-elsewhere'),
          },
        ]),
    ...[...values].flatMap(([name, value]) => ofUnknown(where, name, value)),
  ];
}

/** What no other kind of connection has. */
function isForSsh({ identities, forwards, proxyCommand, more }: Arguments): boolean {
  return [...identities, ...forwards, ...Object.keys(more)].length > 0 || proxyCommand !== null;
}

function ofUnknown(where: string, name: string, value: string): Unmapped[] {
  if (READ.has(name) || ONLY_ABOUT_THE_TOOL.has(name) || /^xmlns/.test(name)) return [];
  if (!value.trim() || /^(?:0|false)$/i.test(value)) return [];
  if (/pass|secret|token/i.test(name)) return [secret(where, name)];
  const why = say(name === 'SPSLFileName' ? 'import-script' : 'import-only-there');
  return [{ where, what: shown({ name, value }), why }];
}
