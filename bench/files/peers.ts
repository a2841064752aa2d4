// The programs that people carry files with, over one login that stands before any of them is timed.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Run } from '../bench.ts';
import { ending } from '../stage/stage.ts';
import type { Load } from './load.ts';
import type { Direction, Places, Trip } from './places.ts';

const run = promisify(execFile);
const LIMIT_MS = 300_000;

export interface Carrier {
  name: string;
  carry(load: Load, way: Direction, trip: Trip): Promise<void>;
}

type Program = (load: Load, way: Direction, trip: Trip) => [file: string, args: string[]];

/** Those that are there, and a word about those that aren't. */
export async function openPeers(
  bench: Run,
  places: Places,
): Promise<{ all: Carrier[]; notes: string[] }> {
  const folder = await mkdtemp('/tmp/bowline-ssh-'); // short: it holds a socket
  bench.use(ending(() => rm(folder, { recursive: true, force: true })));
  const login = await openLogin(bench, places, path.join(folder, 's'));
  const all: Carrier[] = [];
  const notes: string[] = [];
  for (const [name, program] of Object.entries(programs(places, login, folder))) {
    if (await isThere(name.split(' ')[0]!)) all.push({ name, carry: carrier(program) });
    else notes.push(`${name} is not installed here, and is left out.`);
  }
  return { all, notes };
}

function carrier(program: Program): Carrier['carry'] {
  return async (...wish) => {
    const [file, args] = program(...wish);
    await run(file, args, { timeout: LIMIT_MS });
  };
}

/** Options of the programs, by which they join that login. */
async function openLogin(bench: Run, { sshd }: Places, socket: string): Promise<string[]> {
  const options = [...sshd.clientOptions.split('\n'), 'BatchMode=yes', `ControlPath=${socket}`];
  const login = [...options.flatMap((one) => ['-o', one]), '-i', sshd.identityFile];
  const to = ['-p', `${sshd.port}`, `${sshd.user}@${sshd.host}`];
  await run('ssh', [...login, '-o', 'ControlPersist=yes', '-M', ...to, 'true']);
  bench.use(ending(() => run('ssh', [...login, '-O', 'exit', ...to])));
  return login;
}

function programs(places: Places, login: string[], folder: string): Record<string, Program> {
  const { port, user, host } = places.sshd;
  const far = (place: string): string => `${user}@${host}:${place}`;
  const ends = (way: Direction, { from, to }: Trip, name: string): string[] => {
    const source = path.join(from, name);
    return way === 'up' ? [source, far(`${to}/`)] : [far(source), `${to}/`];
  };
  const ssh = ['ssh', ...login, '-p', `${port}`, `${user}@${host}`].join(' ');
  return {
    'scp -r': ({ name }, way, trip) => [
      'scp',
      ['-q', '-r', ...login, '-P', `${port}`, ...ends(way, trip, name)],
    ],
    sftp: ({ name }, way, { from, to }) => {
      const batch = path.join(folder, 'batch');
      const line = `${way === 'up' ? 'put' : 'get'} -r ${from}/${name} ${to}/`;
      return [
        'sh',
        ['-c', 'echo "$1" >"$0"; shift; exec sftp -q -b "$0" "$@"', batch, line].concat(
          ...[login, ['-P', `${port}`, `${user}@${host}`]],
        ),
      ];
    },
    rsync: ({ name }, way, trip) => {
      const shell = ['ssh', ...login, '-p', `${port}`].join(' ');
      return ['rsync', ['-a', '-e', shell, ...ends(way, trip, name)]];
    },
    'tar | ssh tar': ({ name }, way, { from, to }) => {
      const [pack, unpack] = [`tar cf - -C ${from} ${name}`, `tar xf - -C ${to}`];
      const line = way === 'up' ? `${pack} | ${ssh} '${unpack}'` : `${ssh} '${pack}' | ${unpack}`;
      return ['bash', ['-o', 'pipefail', '-c', line]];
    },
  };
}

async function isThere(program: string): Promise<boolean> {
  return run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
}
