// What options of the command line may be, and what is said of those that aren't.
import { InvalidArgumentError } from 'commander';
import { LIMITS } from '../../core/wire/protocol.ts';
import { FILES_ALLOWED, type FilesAllowed } from '../files/filesService.ts';
import { RETENTION_LIMITS } from '../shells/retention.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

export function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 3600) return value;
  throw new InvalidArgumentError('It is a number of seconds.');
}

/** `8M` and the like: of one shell's output. */
export function bytes(text: string): number {
  const value = numberOfBytes(text);
  const { minLogBytes, maxLogBytes } = RETENTION_LIMITS;
  if (value >= minLogBytes && value <= maxLogBytes) return value;
  throw new InvalidArgumentError('It is a number of bytes from 256K to 1G.');
}

/** The same, of all shells together. That it is enough for one is checked beside --log-bytes. */
export function memory(text: string): number {
  const value = numberOfBytes(text);
  if (value >= 1 && value <= RETENTION_LIMITS.maxMemoryBytes) return value;
  throw new InvalidArgumentError('It is a number of bytes, like 64M or 2G, up to 64G.');
}

function numberOfBytes(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([KMG]?)$/i.exec(text) ?? [];
  return digits === '' ? NaN : Number(digits) * UNITS[unit.toUpperCase()]!;
}

const LENGTHS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `2h` or `1d`, as milliseconds: from a minute to a week. */
export function expiry(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const value = digits === '' ? NaN : Number(digits) * LENGTHS[unit]!;
  if (value >= LENGTHS.m! && value <= 7 * LENGTHS.d!) return value;
  throw new InvalidArgumentError('It is a length of time like 30m, 2h or 1d, a week at most.');
}

/** `30s`, `10m` or `2h`, as milliseconds: from a second to a day. */
export function absence(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  const length = unit === 's' ? 1_000 : LENGTHS[unit];
  const value = digits === '' ? NaN : Number(digits) * length!;
  if (value >= LIMITS.minRunKeepMs && value <= LIMITS.maxRunKeepMs) return value;
  throw new InvalidArgumentError('It is a length of time like 30s, 10m or 2h, a day at most.');
}

/** `NAME=VALUE`, added to those before it. */
export function variable(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals > 0) return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
  throw new InvalidArgumentError('It is a name, a = and a value, like LANG=C.');
}

export function uses(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000) return Number(text);
  throw new InvalidArgumentError('It is a number of people from 1 to 1000.');
}

/** Milliseconds, within what the protocol allows. */
export function heartbeat(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 100 && value <= 60_000) return value;
  throw new InvalidArgumentError('It is a number of milliseconds from 100 to 60000.');
}

export function filesAllowed(text: string): FilesAllowed {
  const allowed = FILES_ALLOWED.find((one) => one === text);
  if (allowed) return allowed;
  throw new InvalidArgumentError('It is none, read or all.');
}

/** Seconds, or `forever`. */
export function keep(text: string): number {
  if (text === 'forever') return Infinity;
  const value = Number(text);
  if (text !== '' && value >= 1 && value * 1000 <= RETENTION_LIMITS.maxKeepMs) return value;
  throw new InvalidArgumentError('It is a number of seconds, 24 days at most, or "forever".');
}

export function detached(text: string): number {
  const { maxDetached } = RETENTION_LIMITS;
  if (/^\d{1,3}$/.test(text) && Number(text) <= maxDetached) return Number(text);
  throw new InvalidArgumentError(`It is a number from 0 to ${maxDetached}.`);
}
