// A kill -9 while thousands of hosts are brought along, or taken back, leaves the old state or the new one.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ImportRig } from './importRig.ts';

const COUNT = 5_000;
const BEFORE = 1_000;

/** Each third lies in a folder of its own. */
function table(count: number, user: string): string {
  const rows = Array.from({ length: count }, (_, at) => {
    return `web ${at},10.0.${Math.floor(at / 250)}.${at % 250},${user},folder ${at % 3}`;
  });
  return ['Name,Address,User,Folder', ...rows, ''].join('\n');
}

describe.each(['apply', 'undo'])('%s', (action) => {
  it.each(['1', '2500', 'commit'])('killed at %s', async (step) => {
    const rig = new ImportRig();
    const file = rig.file('hosts.csv', table(BEFORE, 'old'));
    await rig.import(file);
    const before = rig.store.list();
    rig.store.close();
    rig.file('hosts.csv', table(COUNT, 'new'));
    const script = path.join(import.meta.dirname, 'importKiller.ts');
    const args = [script, path.join(rig.folder, 'data'), file, action, step];
    const child = spawnSync(process.execPath, args);
    expect(child.signal, String(child.stderr)).toBe('SIGKILL');
    const after = new ImportRig(path.join(rig.folder, 'data')).store;
    expect(after.notice).toBeNull();
    const isOld = (action === 'apply') === (step !== 'commit');
    const hosts = after.list();
    expect(hosts.filter(({ user }) => user === (isOld ? 'new' : 'old'))).toEqual([]);
    if (isOld) expect(hosts).toEqual(before);
    else expect(hosts).toHaveLength(COUNT);
    expect(new Set(hosts.map((host) => host.folder)).size).toBe(3);
  });
});
