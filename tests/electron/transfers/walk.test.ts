// How much of the folders that lead to where a walk is may be held.
import { expect, it } from 'vitest';
import { Walk } from '../../../electron/transfers/walk.ts';
import { MemoryPlace } from './memoryPlace.ts';

async function stepsOf(place: MemoryPlace, most: number): Promise<string[]> {
  const { signal } = new AbortController();
  const where = { access: place.connect(), from: '/', roots: [['all']], after: null };
  const walk = new Walk({ ...where, rules: 'any', signal, most });
  const steps: string[] = [];
  for await (const step of walk.steps()) {
    if (step.what === 'refused') steps.push(`refused ${step.name} ${step.said.code}`);
    if (step.what === 'thing') steps.push([...step.folder.names, step.name].join('/'));
  }
  return steps;
}

it('is bounded over all of them, not of each', async () => {
  const place = new MemoryPlace();
  let folder = '/all';
  for (let depth = 0; depth < 5; depth++, folder += '/in') {
    for (let at = 0; at < 10; at++) place.put(`${folder}/file${at}`, 'x');
  }
  const steps = await stepsOf(place, 25);
  expect(steps.filter((step) => step.startsWith('all/in/file'))).toHaveLength(10);
  expect(steps.filter((step) => step.startsWith('refused'))).toEqual([
    'refused in transfer-folder-too-large',
  ]);
  expect(steps).toHaveLength(21);
});

it('is free again behind a folder', async () => {
  const place = new MemoryPlace();
  for (let at = 0; at < 10; at++) {
    for (let file = 0; file < 10; file++) place.put(`/all/in${at}/file${file}`, 'x');
  }
  expect(await stepsOf(place, 20)).toHaveLength(100);
});
