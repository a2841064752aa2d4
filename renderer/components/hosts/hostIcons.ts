// The icons that a host may have, by the names under which they are kept, and those of the kinds. A host
// may also have one sign of its own, as other tools let it.
import Anchor from '@lucide/svelte/icons/anchor';
import Cloud from '@lucide/svelte/icons/cloud';
import Container from '@lucide/svelte/icons/container';
import Cpu from '@lucide/svelte/icons/cpu';
import Database from '@lucide/svelte/icons/database';
import Factory from '@lucide/svelte/icons/factory';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import GitBranch from '@lucide/svelte/icons/git-branch';
import Globe from '@lucide/svelte/icons/globe';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import Laptop from '@lucide/svelte/icons/laptop';
import Mail from '@lucide/svelte/icons/mail';
import Network from '@lucide/svelte/icons/network';
import Rocket from '@lucide/svelte/icons/rocket';
import Router from '@lucide/svelte/icons/router';
import Server from '@lucide/svelte/icons/server';
import Shield from '@lucide/svelte/icons/shield';
import Users from '@lucide/svelte/icons/users';
import { words } from '../../../words/window.ts';
import type { MenuIcon } from '../ui/MenuItems.svelte';

export type IconName = keyof typeof words.hostForm.icon.names;

export const HOST_ICONS: Readonly<Record<IconName, MenuIcon>> = {
  server: Server,
  database: Database,
  globe: Globe,
  cloud: Cloud,
  network: Network,
  router: Router,
  shield: Shield,
  'hard-drive': HardDrive,
  container: Container,
  cpu: Cpu,
  laptop: Laptop,
  mail: Mail,
  'git-branch': GitBranch,
  rocket: Rocket,
  'flask-conical': FlaskConical,
  factory: Factory,
  anchor: Anchor,
};

const OF_KINDS: Readonly<Record<string, MenuIcon>> = {
  ssh: Server,
  agent: Anchor,
  local: Laptop,
  joined: Users,
};

export function isIconName(icon: string): icon is IconName {
  return Object.hasOwn(HOST_ICONS, icon);
}

export function kindIcon(kind: string): MenuIcon {
  return OF_KINDS[kind] ?? Server;
}

/** What an icon is called in a line; '' for that of the kind. */
export function iconWord(icon: string): string {
  return isIconName(icon) ? words.hostForm.icon.names[icon] : icon;
}
