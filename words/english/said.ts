// All that is said of what happens, in English, gathered from a module for each part of the app.
// No code stands in two of them: tests/words holds that.
import { agentFiles } from './said/agentFiles.ts';
import { agents } from './said/agents.ts';
import { app } from './said/app.ts';
import { connecting } from './said/connecting.ts';
import { edits } from './said/edits.ts';
import { elsewhere } from './said/elsewhere.ts';
import { fileAccess } from './said/fileAccess.ts';
import { files } from './said/files.ts';
import { filesDesk } from './said/filesDesk.ts';
import { folders } from './said/folders.ts';
import { forwarding } from './said/forwarding.ts';
import { hostFields } from './said/hostFields.ts';
import { hosts } from './said/hosts.ts';
import { hostsFile } from './said/hostsFile.ts';
import { imports } from './said/imports.ts';
import { importsLists } from './said/importsLists.ts';
import { importsManagers } from './said/importsManagers.ts';
import { importsPutty } from './said/importsPutty.ts';
import { importsSsh } from './said/importsSsh.ts';
import { importsTerminals } from './said/importsTerminals.ts';
import { inTerminal } from './said/inTerminal.ts';
import { installing } from './said/installing.ts';
import { keys } from './said/keys.ts';
import { lag } from './said/lag.ts';
import { linked } from './said/linked.ts';
import { links } from './said/links.ts';
import { logins } from './said/logins.ts';
import { paths } from './said/paths.ts';
import { programs } from './said/programs.ts';
import { proxies } from './said/proxies.ts';
import { relay } from './said/relay.ts';
import { schemes } from './said/schemes.ts';
import { sharing } from './said/sharing.ts';
import { shells } from './said/shells.ts';
import { ssh } from './said/ssh.ts';
import { sshLogins } from './said/sshLogins.ts';
import { sshTunnels } from './said/sshTunnels.ts';
import { tabs } from './said/tabs.ts';
import { transfers } from './said/transfers.ts';
import { tunnelAdvice } from './said/tunnelAdvice.ts';
import { tunnelFields } from './said/tunnelFields.ts';
import { tunnels } from './said/tunnels.ts';
import { updates } from './said/updates.ts';
import { vault } from './said/vault.ts';

export const PARTS = [
  agentFiles,
  agents,
  app,
  connecting,
  edits,
  elsewhere,
  fileAccess,
  files,
  filesDesk,
  folders,
  forwarding,
  hostFields,
  hosts,
  hostsFile,
  imports,
  importsLists,
  importsManagers,
  importsPutty,
  importsSsh,
  importsTerminals,
  inTerminal,
  installing,
  keys,
  lag,
  linked,
  links,
  logins,
  paths,
  programs,
  proxies,
  relay,
  schemes,
  sharing,
  shells,
  ssh,
  sshLogins,
  sshTunnels,
  tabs,
  transfers,
  tunnelAdvice,
  tunnelFields,
  tunnels,
  updates,
  vault,
];

export const said = {
  ...agentFiles,
  ...agents,
  ...app,
  ...connecting,
  ...edits,
  ...elsewhere,
  ...fileAccess,
  ...files,
  ...filesDesk,
  ...folders,
  ...forwarding,
  ...hostFields,
  ...hosts,
  ...hostsFile,
  ...imports,
  ...importsLists,
  ...importsManagers,
  ...importsPutty,
  ...importsSsh,
  ...importsTerminals,
  ...inTerminal,
  ...installing,
  ...keys,
  ...lag,
  ...linked,
  ...links,
  ...logins,
  ...paths,
  ...programs,
  ...proxies,
  ...relay,
  ...schemes,
  ...sharing,
  ...shells,
  ...ssh,
  ...sshLogins,
  ...sshTunnels,
  ...tabs,
  ...transfers,
  ...tunnelAdvice,
  ...tunnelFields,
  ...tunnels,
  ...updates,
  ...vault,
};
