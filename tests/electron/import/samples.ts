// Files as other tools and people write them, each with what an administrator expects of its import:
// tests/samples/FOLDER/NAME with NAME.expect.json beside it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';

export const SAMPLES = path.resolve(import.meta.dirname, '../../samples');

interface Expected {
  kind: string;
  hosts: Record<string, unknown>[];
  /** Where not all of them are listed. */
  hostCount?: number;
  notHosts: string[];
  unmapped: { where: string; what: string }[];
}

export interface Sample {
  name: string;
  path: string;
  expected: Expected;
}

export function samples(): Sample[] {
  return readdirSync(SAMPLES)
    .filter((folder) => statSync(path.join(SAMPLES, folder)).isDirectory())
    .flatMap((folder) => readdirSync(path.join(SAMPLES, folder)).map((file) => [folder, file]))
    .flatMap(([folder, file]) => {
      const full = path.join(SAMPLES, folder!, file!);
      const expectation = `${full}.expect.json`;
      if (!existsSync(expectation)) return [];
      const expected = JSON.parse(readFileSync(expectation, 'utf8')) as Expected;
      // Colour schemes are others' samples: tests/electron/look.
      return expected.kind === 'colors'
        ? []
        : [{ name: `${folder}/${file}`, path: full, expected }];
    });
}

/** What is found is what is expected; fields that aren't mentioned are not looked at. */
export function check(found: Found, { hosts, hostCount, notHosts, unmapped }: Expected): void {
  const names = found.hosts.map(({ name }) => name);
  if (hostCount === undefined) expect(names.toSorted()).toEqual(namesOf(hosts).toSorted());
  else expect(names).toHaveLength(hostCount);
  for (const host of hosts) expectHost(found, host);
  for (const name of notHosts) expect(names).not.toContain(name);
  for (const one of unmapped.flatMap(apart)) {
    const told = found.unmapped.some((other) => isAbout(other, one));
    expect(told, `${one.where}: ${one.what}\n${JSON.stringify(found.unmapped, null, 1)}`).toBe(
      true,
    );
  }
}

function namesOf(hosts: Record<string, unknown>[]): string[] {
  return hosts.map(({ name }) => String(name));
}

/** Of several of that name, one is as it is expected. */
function expectHost({ hosts }: Found, host: Record<string, unknown>): void {
  const called = hosts.filter(({ name }) => name === host['name']);
  const wanted = normal(host);
  const shaped = called.map((one) => normal(shapedAs(one, host)));
  if (!shaped.some((one) => JSON.stringify(one) === JSON.stringify(wanted))) {
    expect(shaped[0]).toEqual(wanted);
  }
}

/** Of the value that which the other one has, too: it may say more. */
function shapedAs(value: unknown, like: unknown): unknown {
  if (typeof like !== 'object' || like === null || Array.isArray(like)) return value;
  const given = value as Record<string, unknown> | undefined;
  return Object.fromEntries(
    Object.keys(like).map((key) => [key, shapedAs(given?.[key], (like as never)[key])]),
  );
}

const YES = ['yes', 'true', 'on', true];
const NO = ['no', 'false', 'off', false];
/** Lists in which order means something. */
const ORDERED = ['jump', 'identities', 'group'];

/** One value for all ways to write it: `yes` is true, and keys are sorted. */
function normal(value: unknown, key = ''): unknown {
  if (YES.includes(value as string)) return true;
  if (NO.includes(value as string)) return false;
  if (Array.isArray(value)) {
    const all = value.map((one) => normal(one));
    return ORDERED.includes(key)
      ? all
      : all.toSorted((one, other) => text(one).localeCompare(text(other)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, normal(one, name)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** Several places of one reason may be told one by one. */
function apart(one: { where: string; what: string }): { where: string; what: string }[] {
  return one.where.split(', ').map((where) => ({ ...one, where }));
}

/** The wording is free: the place, or the setting, is named. */
function isAbout(
  told: { where: string; what: string },
  one: { where: string; what: string },
): boolean {
  const [all, wanted] = [`${told.where} ${told.what}`.toLowerCase(), one];
  return all.includes(wanted.where.toLowerCase()) || all.includes(settingOf(wanted.what));
}

/** `Port` of `Port 70000`, `Password` of `Password=…`. */
function settingOf(what: string): string {
  return what
    .toLowerCase()
    .split(/[=:(]|\s\d/)[0]!
    .trim();
}
