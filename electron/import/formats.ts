// All formats that hosts can be brought along in. The first that recognises a file reads it, so those
// that would take nearly anything stand last.
import type { ImportFormat } from './format.ts';
import { ansible } from './readers/ansible.ts';
import { bowline } from './readers/bowline.ts';
import { csv } from './readers/csv.ts';
import { electerm } from './readers/electerm.ts';
import { etcHosts } from './readers/etcHosts.ts';
import { finalshell } from './readers/finalshell.ts';
import { kittyPortable } from './readers/kittyPortable.ts';
import { knownHosts } from './readers/knownHosts.ts';
import { mobaxterm } from './readers/mobaxterm.ts';
import { mremoteng } from './readers/mremoteng.ts';
import { puttyReg } from './readers/puttyReg.ts';
import { puttyUnix } from './readers/puttyUnix.ts';
import { remmina } from './readers/remmina.ts';
import { royalts } from './readers/royalts.ts';
import { securecrt } from './readers/securecrt.ts';
import { sshConfig } from './readers/sshConfig.ts';
import { superputty } from './readers/superputty.ts';
import { tabby } from './readers/tabby.ts';
import { termius } from './readers/termius.ts';
import { windterm } from './readers/windterm.ts';
import { winscp } from './readers/winscp.ts';
import { xshell } from './readers/xshell.ts';

/** By the name that `--as` takes. */
export const FORMATS = {
  ansible,
  bowline,
  electerm,
  finalshell,
  'kitty-portable': kittyPortable,
  mobaxterm,
  mremoteng,
  'putty-reg': puttyReg,
  'putty-unix': puttyUnix,
  remmina,
  royalts,
  securecrt,
  ssh_config: sshConfig,
  superputty,
  tabby,
  termius,
  windterm,
  winscp,
  xshell,
  known_hosts: knownHosts,
  etc_hosts: etcHosts,
  csv,
} satisfies Record<string, ImportFormat>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
