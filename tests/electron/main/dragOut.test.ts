// Files that are dragged out of the window: this computer's at once, a host's once they are fetched.
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TransferWish } from '../../../electron/ipc/fileTypes.ts';
import { DragOut } from '../../../electron/main/dragOut.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

function begin() {
  const folder = join(temporaryDirectory(), 'out');
  const wishes: TransferWish[] = [];
  let isThere = false;
  const out = new DragOut({
    folder,
    fetch: (wish) => {
      wishes.push(wish);
      return ['t'];
    },
    fetched: (ids) => ids.length === 0 || isThere,
  });
  return { folder, wishes, out, arrive: () => (isThere = true) };
}

it('of this computer they are dragged where they lie, those that are still there', () => {
  const { out, wishes } = begin();
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'a'), 'a');
  const { id, transfers } = out.begin(null, [join(folder, 'a'), join(folder, 'gone')]);
  expect([transfers, wishes]).toEqual([[], []]);
  expect(out.filesOf(id)).toEqual([join(folder, 'a')]);
  const gone = out.begin(null, [join(folder, 'gone')]).id;
  expect(() => out.filesOf(gone)).toThrow('aren’t on this computer');
  expect(() => out.filesOf('another')).toThrow('aren’t on this computer');
});

it('of a host they are fetched into a closed folder, and not dragged before all are there', () => {
  const { folder, out, wishes, arrive } = begin();
  const { id, transfers } = out.begin('web', ['/srv/a.conf', '/srv/logs']);
  const [wish] = wishes;
  expect(transfers).toEqual(['t']);
  expect(wish).toMatchObject({ from: { hostId: 'web', path: '/srv' }, names: ['a.conf', 'logs'] });
  const { path } = wish!.to;
  expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o700]);
  writeFileSync(join(path, 'a.conf'), 'a');
  mkdirSync(join(path, 'logs'));
  expect(() => out.filesOf(id)).toThrow('aren’t on this computer');
  expect([out.holds(wish!.to), out.holds({ hostId: 'web', path })]).toEqual([true, false]);
  arrive();
  expect(out.filesOf(id).sort()).toEqual([join(path, 'a.conf'), join(path, 'logs')]);
  out.clear();
  expect(existsSync(folder)).toBe(false);
});
