// The app is killed between a cancel and what that takes away: the next start takes it away.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { content, Rig } from './rig.ts';

it('takes away the part, and puts back the file that stood aside', async () => {
  const rig = new Rig();
  rig.here.put('/here/a', content(50_000));
  rig.onConnect = (access, hostId) => {
    if (hostId !== null) access.dies = 20;
  };
  const id = rig.up(['a']);
  await rig.until(() => rig.one(id).bytesDone > 0);
  await rig.desk.close();
  const journal = JSON.parse(readFileSync(rig.journal, 'utf8')) as {
    transfers: { state: string; tag: string; parts: { aside?: true }[] }[];
  };
  const [record] = journal.transfers;
  record!.state = 'cancelled';
  record!.parts[0]!.aside = true;
  rig.host.put(`/host/.a.bowline-${record!.tag}.old`, 'old');
  rig.onConnect = () => undefined;
  rig.writeJournal(JSON.stringify(journal));
  await rig.restart(false);
  await rig.until(() => rig.host.all('/host').length === 1);
  expect(rig.host.text('/host/a')).toBe('old');
});
