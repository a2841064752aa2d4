// Hosts that say of a link what it leads to, though they were asked for the link: nothing is walked
// through it, neither at the source nor at the target.
import { expect, it } from 'vitest';
import { Rig } from './rig.ts';

function following(): Rig {
  const rig = new Rig();
  rig.onConnect = (access, hostId) => {
    if (hostId === null) return;
    const facts = access.facts.bind(access);
    access.facts = async (path) => {
      const one = await facts(path);
      return one.kind === 'link' ? facts(await access.linkTarget(path)) : one;
    };
  };
  return rig;
}

it('a chosen link is moved as one, and what it leads to stays', async () => {
  const rig = following();
  rig.host.put('/outside/file', 'stays');
  rig.host.link('/host/link', '/outside');
  const done = await rig.ended(rig.down(['link'], { move: true }));
  expect(done.state).toBe('done');
  expect(await rig.here.connect().linkTarget('/here/link')).toBe('/outside');
  expect(rig.host.all()).toEqual(['/host/', '/outside/', '/outside/file']);
});

it('a link in the place of a folder isn’t one', async () => {
  const rig = following();
  rig.host.folder('/outside');
  rig.host.link('/host/all', '/outside');
  rig.here.put('/here/all/file', 'x');
  const failed = await rig.ended(rig.up(['all'], { onConflict: 'replace' }));
  expect(failed).toMatchObject({ state: 'failed', said: { code: 'transfer-file-in-the-way' } });
  expect(rig.host.all('/outside')).toEqual([]);
});
