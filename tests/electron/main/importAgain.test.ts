// Every sample of every tool's files, brought along twice: the second time it is all here, nothing differs,
// and nothing is changed.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { threadCalls } from '../../../electron/import/importThread.ts';
import type { ThreadCalls } from '../../../electron/import/threadCalls.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { samples } from '../import/samples.ts';

function opened(): HostStore {
  const store = new HostStore({
    ...{ folder: path.join(temporaryDirectory(), 'data'), secretBox: plainBox },
    ...{ loginShell: '/bin/sh', now: () => new Date(), warn: (line: string) => expect.fail(line) },
  });
  onTestFinished(() => store.close());
  return store;
}

function compare(calls: ThreadCalls, store: HostStore): void {
  calls.folders([...store.folders.list()]);
  for (const some of store.snapshots()) calls.saved(some);
  calls.compare();
}

/** As it is proposed. */
async function bring(calls: ThreadCalls, store: HostStore, count: number): Promise<number> {
  compare(calls, store);
  const rows = calls.rows(0, count);
  const choices = rows.map(({ at, does }) => ({ at, does: does[0]! }));
  const { count: planned, folders } = calls.plan(null, choices);
  const hosts = calls.planned(0, planned).map(({ host }) => host);
  const saved = await store.saveMany(hosts, { folders });
  expect(saved).toMatchObject({ ok: true });
  return planned;
}

it.each(samples())('$name', async ({ path: full, expected }) => {
  const store = opened();
  const calls = threadCalls();
  const asked = { path: full, sshFolder: statSync(full).isDirectory() ? full : path.dirname(full) };
  const { count, format } = calls.open(asked);
  expect(format).toBe(expected.kind);
  const ready = await bring(calls, store, count);
  const before = store.list();
  expect(before).toHaveLength(ready);
  expect(await bring(calls, store, count)).toBe(0);
  const differing = calls.rows(0, count).flatMap(({ here }) => here?.differs ?? []);
  expect(differing).toEqual([]);
  expect(calls.rows(0, count).filter(({ here }) => here?.by === 'origin')).toHaveLength(ready);
  expect(store.list()).toEqual(before);
});

it('secrets of the samples are in none of the lines that are shown', () => {
  for (const { path: full } of samples()) {
    if (statSync(full).isDirectory()) continue;
    const calls = threadCalls();
    const { count } = calls.open({ path: full, sshFolder: path.dirname(full) });
    const text = readFileSync(full, 'latin1');
    const secrets = [...text.matchAll(/(?:pass(?:word|phrase|wd)?|token|secret)\w*["']?\s*[=:]\s*["']?([\w+/]{6,}={0,2})/gi)];
    const values = secrets.map(([, value]) => value!);
    for (let at = 0; at < count; at++) {
      const shown = calls.lines(at)?.lines.map((line) => line.text).join('\n') ?? '';
      for (const value of values) expect(shown).not.toContain(value);
    }
  }
});
