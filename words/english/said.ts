// All that is said of what happens, in English, gathered from a module for each part of the app.
// No code stands in two of them: tests/words holds that.
import { agents } from './said/agents.ts';
import { app } from './said/app.ts';
import { connecting } from './said/connecting.ts';
import { elsewhere } from './said/elsewhere.ts';
import { installing } from './said/installing.ts';
import { lag } from './said/lag.ts';
import { links } from './said/links.ts';
import { programs } from './said/programs.ts';
import { shells } from './said/shells.ts';
import { ssh } from './said/ssh.ts';
import { sshLogins } from './said/sshLogins.ts';
import { tabs } from './said/tabs.ts';

export const PARTS = [
  agents,
  app,
  connecting,
  elsewhere,
  installing,
  lag,
  links,
  programs,
  shells,
  ssh,
  sshLogins,
  tabs,
];

export const said = {
  ...agents,
  ...app,
  ...connecting,
  ...elsewhere,
  ...installing,
  ...lag,
  ...links,
  ...programs,
  ...shells,
  ...ssh,
  ...sshLogins,
  ...tabs,
};
