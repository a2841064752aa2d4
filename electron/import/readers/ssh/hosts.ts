// A host as its configuration leaves it, in the fields of what is found.
import { foundHost, type FoundForward, type FoundHost, type FoundMore } from '../../found.ts';
import { SECRET_NAME } from '../../secretNames.ts';
import type { Setting } from './config.ts';
import { forwardOf, type ForwardKeyword } from './forwards.ts';
import { quoted } from './lines.ts';
import type { Resolved } from './resolve.ts';

const FORWARDS: readonly ForwardKeyword[] = ['localforward', 'remoteforward', 'dynamicforward'];

/** `jump`: what is left of its jumps. `lines`: where it stands in the file. */
export function hostOf(
  resolved: Resolved,
  jump: readonly string[] | null,
  lines: readonly number[],
): FoundHost {
  const said = new Said(resolved.settings);
  const proxy = said.setting('proxy');
  const isCommand = proxy?.keyword.name === 'ProxyCommand';
  return foundHost({
    name: resolved.name,
    address: resolved.address,
    port: Number(said.word('port') ?? 22),
    user: said.word('user') ?? null,
    identities: said.words('identityfile'),
    jump,
    proxyCommand: isCommand ? (unlessNone(proxy.value[0]) ?? null) : null,
    forwards: said.word('clearallforwardings') === 'yes' ? [] : forwardsOf(resolved),
    more: moreOf(said),
    ...(lines.length > 0 && { lines }),
  });
}

export function forwardsOf({ settings }: Resolved): FoundForward[] {
  return FORWARDS.flatMap((slot) =>
    (settings.get(slot) ?? []).map(({ value }) => forwardOf(slot, value)!),
  );
}

class Said {
  readonly #settings: Resolved['settings'];

  constructor(settings: Resolved['settings']) {
    this.#settings = settings;
  }

  get all(): Setting[] {
    return [...this.#settings.values()].flat();
  }

  setting(slot: string): Setting | undefined {
    return this.#settings.get(slot)?.[0];
  }

  word(slot: string): string | undefined {
    return this.setting(slot)?.value[0];
  }

  /** All of one that adds up, or all words of one line. */
  words(slot: string): string[] {
    return (this.#settings.get(slot) ?? []).flatMap(({ value }) => value);
  }

  flag(slot: string): boolean | undefined {
    const word = this.word(slot);
    return word === undefined ? undefined : word === 'yes';
  }

  seconds(slot: string): number | undefined {
    const word = this.word(slot);
    return word === undefined || word === 'none' ? undefined : Number(word);
  }

  list(slot: string): string[] | undefined {
    const words = this.words(slot);
    return words.length > 0 ? words : undefined;
  }
}

function unlessNone(word: string | undefined): string | undefined {
  return word?.toLowerCase() === 'none' ? undefined : word;
}

/** With keys of which the file says nothing. */
type Loose<T> = { [K in keyof T]?: T[K] | undefined };

function moreOf(said: Said): FoundMore {
  const all: Loose<FoundMore> = {
    addKeysToAgent: said.list('addkeystoagent')?.join(' '),
    agentForward: agentForward(said.word('forwardagent')),
    certificates: said.list('certificatefile'),
    clearAllForwardings: said.flag('clearallforwardings'),
    compression: said.flag('compression'),
    connectTimeoutSeconds: said.seconds('connecttimeout'),
    gatewayPorts: said.flag('gatewayports'),
    identitiesOnly: said.flag('identitiesonly'),
    identityAgent: said.word('identityagent'),
    keepAliveSeconds: said.seconds('serveraliveinterval'),
    localCommand: unlessNone(said.word('localcommand')),
    remoteCommand: unlessNone(said.word('remotecommand')),
    requestTty: said.word('requesttty'),
    setEnv: environment(said.list('setenv')),
    strictHostKeyChecking: said.word('stricthostkeychecking'),
    tags: said.list('tag'),
    x11: said.flag('forwardx11'),
    options: optionsOf(said),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function agentForward(word: string | undefined): boolean | string | undefined {
  if (word === undefined) return undefined;
  const flag = { yes: true, true: true, no: false, false: false }[word.toLowerCase()];
  return flag ?? word;
}

/** The first of a name counts. */
function environment(all: readonly string[] | undefined): string[] | undefined {
  const byName = new Map<string, string>();
  for (const one of all ?? []) {
    const name = one.slice(0, one.indexOf('='));
    if (!byName.has(name) && !SECRET_NAME.test(name)) byName.set(name, one);
  }
  return byName.size > 0 ? [...byName.values()] : undefined;
}

function optionsOf(said: Said): Record<string, string> | undefined {
  const options = said.all
    .filter(({ keyword }) => keyword.goes === 'option')
    .map(({ keyword, value }) => [keyword.name, optionValue(keyword.name, value)] as const);
  const sent = said.list('sendenv');
  if (sent) options.push(['SendEnv', sent.join(' ')]);
  return options.length > 0 ? Object.fromEntries(options) : undefined;
}

/** A command is one word that is never quoted. */
function optionValue(name: string, value: readonly string[]): string {
  return name === 'KnownHostsCommand' ? value[0]! : value.map(quoted).join(' ');
}
