// All that is said of what happens, in English, gathered from a module for each part of the app.
// No code stands in two of them: tests/words holds that.
import { app } from './said/app.ts';
import { elsewhere } from './said/elsewhere.ts';
import { files } from './said/files.ts';
import { hostFields } from './said/hostFields.ts';
import { hosts } from './said/hosts.ts';
import { hostsFile } from './said/hostsFile.ts';
import { sharing } from './said/sharing.ts';
import { sshTunnels } from './said/sshTunnels.ts';
import { tunnelAdvice } from './said/tunnelAdvice.ts';
import { tunnelFields } from './said/tunnelFields.ts';
import { tunnels } from './said/tunnels.ts';
import { updates } from './said/updates.ts';

export const PARTS = [
  app,
  elsewhere,
  files,
  hostFields,
  hosts,
  hostsFile,
  sharing,
  sshTunnels,
  tunnelAdvice,
  tunnelFields,
  tunnels,
  updates,
];

export const said = {
  ...app,
  ...elsewhere,
  ...files,
  ...hostFields,
  ...hosts,
  ...hostsFile,
  ...sharing,
  ...sshTunnels,
  ...tunnelAdvice,
  ...tunnelFields,
  ...tunnels,
  ...updates,
};
