// A transfer that goes on after a cut: what is there by chance isn't taken for what it put there itself.
import { expect, it } from 'vitest';
import { content, Rig } from './rig.ts';

/** Its first connection to the host is cut before anything is done. */
function cutAtFirst(): Rig {
  const rig = new Rig();
  let first = true;
  rig.onConnect = (access, hostId) => {
    if (hostId !== null && first) {
      access.left = 1;
      first = false;
    }
  };
  return rig;
}

it.each([3, 5_000])(
  'keeps the source of %i bytes where others of that length and time are there',
  async (size) => {
    const rig = cutAtFirst();
    rig.here.put('/here/all/a', content(size, 1));
    rig.host.put('/host/all/a', content(size, 2));
    const done = await rig.ended(rig.up(['all'], { move: true, onConflict: 'skip' }));
    expect(done.state).toBe('partly');
    expect(rig.here.bytes('/here/all/a')).toEqual(content(size, 1));
    expect(rig.host.bytes('/host/all/a')).toEqual(content(size, 2));
  },
);

it('puts another number behind a name where a number is taken by others of that length and time', async () => {
  const rig = cutAtFirst();
  rig.here.put('/here/all/a', 'mine');
  rig.host.put('/host/all/a', 'other', 5);
  rig.host.put('/host/all/a (2)', 'them');
  const done = await rig.ended(rig.up(['all'], { move: true, onConflict: 'rename' }));
  expect(done.state).toBe('done');
  expect(rig.host.text('/host/all/a (2)')).toBe('them');
  expect(rig.host.text('/host/all/a (3)')).toBe('mine');
});

it('takes away what it did put there before the cut', async () => {
  const rig = cutAtFirst();
  rig.here.put('/here/all/a', content(5_000));
  rig.host.put('/host/all/a', content(5_000));
  const done = await rig.ended(rig.up(['all'], { move: true, onConflict: 'skip' }));
  expect(done.state).toBe('done');
  expect(rig.here.all('/here')).toEqual([]);
});

it('puts another number behind a link where a number is taken by one that leads elsewhere', async () => {
  const rig = cutAtFirst();
  rig.here.link('/here/all/a', 'mine');
  rig.host.link('/host/all/a', 'other');
  rig.host.link('/host/all/a (2)', 'theirs');
  await rig.ended(rig.up(['all'], { move: true, onConflict: 'rename' }));
  expect(await rig.host.connect().linkTarget('/host/all/a (2)')).toBe('theirs');
  expect(await rig.host.connect().linkTarget('/host/all/a (3)')).toBe('mine');
});

it('doesn’t take another for its copy either, where both sides make sums', async () => {
  for (const [other, state] of [
    [content(5_000, 2), 'partly'],
    [content(5_000, 1), 'done'],
  ] as const) {
    const rig = cutAtFirst();
    for (const place of [rig.here, rig.host]) place.skills = { ...place.skills, sums: true };
    rig.here.put('/here/all/a', content(5_000, 1));
    rig.host.put('/host/all/a', other);
    expect((await rig.ended(rig.up(['all'], { onConflict: 'skip' }))).state).toBe(state);
    expect(rig.host.bytes('/host/all/a')).toEqual(other);
  }
});
