// The settings of a session that an ssh host of ours has too.
import type { FoundHost, FoundMore } from '../../found.ts';
import { pairsOf } from './forwards.ts';
import type { Settings } from './settings.ts';

const FAMILIES: Readonly<Record<number, string>> = { 1: 'inet', 2: 'inet6' };

/** A key of PuTTY-CAC lies in a store of Windows or on a card: `CAPI:…`, `PKCS:…`, `FIDO:…`. */
export const KEY_STORE = /^(?:capi|pkcs|fido):/i;

/** Key files: at most one. */
export function identitiesOf(settings: Settings): FoundHost['identities'] {
  const file = settings.text('PublicKeyFile').trim();
  return file && !KEY_STORE.test(file) ? [file] : [];
}

export function moreOf(settings: Settings): FoundMore {
  const minutes = settings.int('PingInterval', 0);
  const seconds = minutes * 60 + settings.int('PingIntervalSecs', 0);
  const description = [settings.text('Comment'), settings.text('Notes')].filter(Boolean).join('\n');
  const setEnv = pairsOf(settings.text('Environment')).map(([name, value]) => `${name}=${value}`);
  const options = optionsOf(settings);
  const command = settings.text('RemoteCommand');
  const certificate = settings.text('DetachedCertificate').trim();
  return {
    ...(settings.is('AgentFwd') && { agentForward: true }),
    ...(settings.int('TryAgent', 1) === 0 && { identityAgent: 'none' }),
    ...(certificate && { certificates: [certificate] }),
    ...(settings.is('Compression') && { compression: true }),
    ...(description && { description }),
    ...(settings.is('LocalPortAcceptAll') && { gatewayPorts: true }),
    ...(seconds > 0 && { keepAliveSeconds: seconds }),
    ...(command && { remoteCommand: command }),
    ...(settings.is('NoPTY') && { requestTty: 'no' }),
    ...(setEnv.length > 0 && { setEnv }),
    ...(settings.is('X11Forward') && { x11: true }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

function optionsOf(settings: Settings): Record<string, string> {
  const family = FAMILIES[settings.int('AddressFamily', 0)];
  return {
    ...(family && { AddressFamily: family }),
    ...(settings.is('SshNoShell') && { SessionType: 'none' }),
    ...(settings.is('GssapiFwd') && {
      GSSAPIAuthentication: 'yes',
      GSSAPIDelegateCredentials: 'yes',
    }),
  };
}
