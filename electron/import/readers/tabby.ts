// Hosts of Tabby, and of Terminus as it was called: the profiles of its config.yaml. Whatever has its
// default isn't written; groups and the whole file may give defaults of their own.
import { say } from '../../../words/said.ts';
import { Collected, notThisFormat } from '../collected.ts';
import type { ImportFormat } from '../format.ts';
import { isTable, listIn, switchIn, textIn, valueIn, yamlOf, type Table } from '../plain.ts';
import { oldProfiles } from './tabbyOld.ts';
import { tabbyGroups } from './tabbyGroups.ts';
import { readProfile } from './tabbyProfile.ts';

/** Of a file at its top: several of these are no other tool's. */
const ITS_OWN = [
  ...['accessibility', 'appearance', 'clickableLinks', 'commandBlacklist', 'configSync'],
  ...['defaultProfile', 'electronFlags', 'enableAnalytics', 'enableAutomaticUpdates'],
  ...[
    'enableExperimentalFeatures',
    'enableWelcomeTab',
    'hacks',
    'hotkeys',
    'language',
    'pluginBlacklist',
  ],
  ...['profileBlacklist', 'profileDefaults', 'providerBlacklist', 'recoverTabs', 'serial', 'ssh'],
  ...['telnet', 'terminal', 'vault', 'workspaces'],
];
const TOP_KEY = /^(\w+):/gm;
const ENOUGH = 2;

export const tabby: ImportFormat = {
  word: 'Tabby or Terminus (config.yaml)',

  recognises(source) {
    const text = source.text();
    if (!/^(profiles|ssh|serial|terminal|vault|configSync|hotkeys):/m.test(text)) return false;
    try {
      return isConfig(yamlOf(text), text);
    } catch {
      return looksLikeOne(text); // damaged: reading it says where
    }
  },

  read(source) {
    const text = source.text();
    const file = yamlOf(text);
    if (!isConfig(file, text)) throw notThisFormat(tabby.word);
    const found = new Collected();
    if (switchIn(file, 'encrypted') === true) {
      found.tell('file', 'encrypted: true', say('import-tabby-encrypted'));
      return found;
    }
    if (isTable(valueIn(file, 'vault'))) found.secret('file', 'vault');
    const profiles = [...listIn(file, 'profiles'), ...oldProfiles(file)];
    const tables = profiles.filter((one, at) => isTable(one) || tellBroken(at, found));
    readAll(tables as Table[], file, found);
    return found;
  },
};

function isConfig(file: unknown, text: string): boolean {
  if (!isTable(file)) return false;
  if (switchIn(file, 'encrypted') === true) return isTable(valueIn(file, 'vault'));
  const profiles = listIn(file, 'profiles');
  const theirs = profiles.some((one) => textIn(one, 'type') && isTable(valueIn(one, 'options')));
  const old = ['ssh', 'serial'].some((key) => listIn(valueIn(file, key), 'connections').length > 0);
  return theirs || old || looksLikeOne(text);
}

function looksLikeOne(text: string): boolean {
  const keys = new Set(Array.from(text.matchAll(TOP_KEY), ([, key]) => key!));
  return ITS_OWN.filter((key) => keys.has(key)).length >= ENOUGH;
}

function tellBroken(at: number, found: Collected): boolean {
  found.tell(`profile ${at + 1}`, '', say('import-not-an-entry'));
  return false;
}

function readAll(profiles: readonly Table[], file: unknown, found: Collected): void {
  const groups = tabbyGroups(file, found);
  const defaults = valueIn(file, 'profileDefaults');
  const names = namesOf(profiles);
  for (const profile of profiles) readProfile({ profile, names, groups, defaults }, found);
  if (profiles.length === 0) found.tell('file', 'profiles', say('import-no-hosts-in-it'));
}

/** The names of profiles by their ids; in old files jumps are by the name itself. */
function namesOf(profiles: readonly Table[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const profile of profiles) {
    const name = textIn(profile, 'name');
    const id = textIn(profile, 'id');
    if (name !== undefined && !names.has(name)) names.set(name, name);
    if (id !== undefined) names.set(id, name ?? id);
  }
  return names;
}
