// The ssh that tests find first. OpenSSH takes its configuration from the home folder that the
// system has for a user, whatever HOME says, so somebody's own jump hosts and shared connections
// would get into the tests. A configuration that is named keeps them out, but for the system's.
import { accessSync, constants, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SYSTEM } from '../../core/system.ts';

const CONFIG = 'Include /etc/ssh/ssh_config\n';

/** `PATH` with a folder in front that has this ssh; as it is where there is none to wrap. */
export function withTestSsh(searched: string, home: string): string {
  const bin = path.join(home, 'bin');
  const folders = searched.split(path.delimiter).filter((folder) => folder !== bin);
  const real = folders.map((folder) => path.join(folder, 'ssh')).find(isProgram);
  if (SYSTEM === 'win32' || real === undefined) return searched;
  mkdirSync(bin, { recursive: true, mode: 0o700 });
  const config = path.join(home, 'ssh_config');
  put(config, CONFIG, 0o600);
  put(path.join(bin, 'ssh'), `#!/bin/sh\nexec ${quoted(real)} -F ${quoted(config)} "$@"\n`, 0o700);
  return [bin, ...folders].join(path.delimiter);
}

// Several runs of tests may want it at once.
function put(file: string, text: string, mode: number): void {
  if (textOf(file) === text) return;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, file);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
