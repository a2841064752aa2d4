// A folder for each machine and container that shares a state directory: whatever state the others
// are in, an agent starts here, and what may be in use elsewhere is left alone.
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeRecord, type AgentRecord } from '../../../agent/state/agentRecord.ts';
import { placeKey, thisPlace, type Place } from '../../../agent/state/place.ts';
import { recordsElsewhere, takePlace } from '../../../agent/state/placeFolder.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { UNFIT, type Unfit } from '../../support/unfitFiles.ts';

const ELSEWHERE: Place = { machine: 'm', boot: 'b', pidNamespace: 'p', host: 'other' };
const KINDS = Object.keys(UNFIT) as Unfit[];

let directory: string;
let other: string;

// The directory itself is held by another place, and one more has its folder there.
beforeEach(() => {
  directory = temporaryDirectory();
  writeFileSync(path.join(directory, 'lock'), '1 - 0123456789\n');
  other = path.join(directory, `at-${placeKey(ELSEWHERE)}`);
  mkdirSync(other);
});

const record = (place: Place): AgentRecord => ({
  ...{ version: 1, pid: 1, fingerprint: null, pin: false, name: place.host, place },
  local: { kind: 'unix', path: '/run/a.sock' },
  public: { kind: 'unix', path: '/run/a.sock' },
});

function leave(place: Place, lock = `1 - ${placeKey(place)}\n`): void {
  writeRecord(other, record(place));
  writeFileSync(path.join(other, 'lock'), lock);
}

const own = (): string => path.join(directory, `at-${placeKey()}`);

describe.each(['lock', 'agent.json'])('with another place’s %s as', (name) => {
  it.each(KINDS)('%s, an agent starts, and the others are known', async (kind) => {
    if (name !== 'lock') writeFileSync(path.join(other, 'lock'), `1 - ${placeKey(ELSEWHERE)}\n`);
    await UNFIT[kind](path.join(other, name));
    writeRecord(directory, record({ ...ELSEWHERE, host: 'first' }));
    const place = takePlace(directory);
    expect(place.folder).toBe(own());
    expect(recordsElsewhere(directory).map((one) => one.name)).toEqual(['first']);
    expect(readdirSync(other)).toContain(name);
    place.lock.release();
  });
});

it('removes what an earlier boot of this machine left', () => {
  const before = { ...thisPlace(), machine: thisPlace().machine || 'x', boot: 'earlier' };
  leave(before);
  takePlace(directory).lock.release();
  expect(existsSync(other)).toBe(thisPlace().machine === '');
});

it.each(['', 'garbage', '1'])('leaves a place alone whose lock says %j', (lock) => {
  leave(ELSEWHERE, lock);
  takePlace(directory).lock.release();
  expect(readdirSync(other).sort()).toEqual(['agent.json', 'lock']);
});

it('removes what a killed agent of this place was writing', () => {
  mkdirSync(own());
  writeFileSync(path.join(own(), 'agent.json.2147483647-0123456789ab.draft'), 'half');
  takePlace(directory).lock.release();
  expect(readdirSync(own())).toEqual([]);
});

it.each([
  ['a file', (at: string) => writeFileSync(at, '')],
  ['a link to nowhere', (at: string) => symlinkSync('/no/such/folder', at)],
])('says so in words when its folder is %s', (_, make) => {
  make(own());
  expect(() => takePlace(directory)).toThrow(
    expect.objectContaining({ name: 'AgentError', message: expect.stringContaining(own()) }),
  );
});
