// The terminals that people come from, each with a login over ssh to this same computer.
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Display } from '../../build/display.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../tests/support/sshd.ts';
import type { Run } from '../bench.ts';
import { ending } from '../stage/stage.ts';
import { findTerminals, startTerminal, type TerminalProgram } from './terminals.ts';

/** Copied, because the user may not look into the folder that this repository lies in. */
const TIMED_CAT = path.join(import.meta.dirname, 'timedCat.sh');

export interface Peer {
  name: string;
  /** Milliseconds that it took to print the file. */
  cat(file: string): Promise<number>;
}

export interface Peers {
  all: Peer[];
  /** What is left out, and why. */
  notes: string[];
}

export interface Size {
  cols: number;
  rows: number;
}

/** Where they open, and how large. */
export interface Screen {
  display: Display;
  size: Size;
}

/** @param folder of this run, which they log in to read from */
export async function openPeers(run: Run, folder: string, around: Screen): Promise<Peers> {
  const reason = whyNoSshd();
  if (reason) return { all: [], notes: [`No terminals with ssh beside: ${reason}.`] };
  const sshd = await startSshd();
  run.use(ending(() => sshd.close()));
  await sshd.trustHostKey();
  const script = path.join(folder, 'timedCat.sh');
  await copyFile(TIMED_CAT, script);
  const { found, missing } = findTerminals();
  return {
    all: found.map((program) => peer(program, { sshd, script, ...around })),
    notes: missing.map((name) => `${name} is not installed here, and is left out.`),
  };
}

interface Surroundings extends Screen {
  sshd: TestSshd;
  script: string;
}

function peer(program: TerminalProgram, around: Surroundings): Peer {
  const { sshd, script, display, size } = around;
  return {
    name: program.name,
    async cat(file) {
      const answer = path.join(sshd.home, 'answer');
      const command = [...login(sshd), `bash ${script} ${file} ${answer}`];
      return startTerminal(program, { command, size, env: display.env, answer });
    },
  };
}

/** The user's own configuration stays out of it. */
function login(sshd: TestSshd): string[] {
  const options = sshd.clientOptions.split('\n').flatMap((option) => ['-o', option]);
  const where = ['-p', String(sshd.port), '-i', sshd.identityFile, `${sshd.user}@${sshd.host}`];
  return ['ssh', '-tt', '-F', 'none', ...options, ...where];
}
