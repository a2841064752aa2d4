// What may have been meant where no host matches.
import { expect, it } from 'vitest';
import { nearest } from '../../renderer/lib/nearest.ts';

const hosts = ['orders-db-primary', 'web-eu-1', 'web-eu-2', 'gpu-box', '上海-数据库-主'].map(
  (name) => ({
    name,
  }),
);
const near = (typed: string) => nearest(hosts, typed, 2).map(({ name }) => name);

it('finds a name with a letter left out, doubled or exchanged', () => {
  expect(near('oders-db-primary')[0]).toBe('orders-db-primary');
  expect(near('gppu-box')[0]).toBe('gpu-box');
  expect(near('上海-数据-主')[0]).toBe('上海-数据库-主');
});

it('names the nearest first, and no more than asked for', () => {
  expect(near('web-eu-2x')).toEqual(['web-eu-2', 'web-eu-1']);
});

it('counts a pair as often as it stands in both', () => {
  const runs = ['aaaa', 'aaaaaaaaaaaa'].map((name) => ({ name }));
  expect(nearest(runs, 'aaaaa', 1)).toEqual([{ name: 'aaaa' }]);
});

it('names nothing that has little in common', () => {
  expect(near('zzz')).toEqual([]);
});
