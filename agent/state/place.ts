// Where an agent runs. Several machines, or containers, may share one home, and with it the state
// directory; a process number means something only within one boot and one PID namespace.
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { outputOf } from '../../core/process/startProgram.ts';
import { SYSTEM } from '../../core/system.ts';

export const placeSchema = z.object({
  /** Names the installation; '' where nothing does. Clones of a machine share it. */
  machine: z.string(),
  /** Names the boot; '' where the kernel doesn't. */
  boot: z.string(),
  /** Of its process numbers: containers share the two above. '' where there is only one. */
  pidNamespace: z.string(),
  host: z.string(),
});

export type Place = z.infer<typeof placeSchema>;

let found: Place | undefined;

/** The place of this process. */
export function thisPlace(): Place {
  return (found ??= {
    machine: firstText('/etc/machine-id', '/var/lib/dbus/machine-id'),
    boot: SYSTEM === 'darwin' ? macBoot() : firstText('/proc/sys/kernel/random/boot_id'),
    pidNamespace: linkText('/proc/self/ns/pid'),
    host: hostname(),
  });
}

/**
 * Short name of a place, for files. The host's name counts only where neither machine nor boot is
 * known: it may change under a running agent.
 */
export function placeKey({ machine, boot, pidNamespace, host }: Place = thisPlace()): string {
  const parts = [machine, boot, pidNamespace, machine || boot ? '' : host];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 10);
}

/** Was that an earlier boot of this machine? Nothing that ran there runs any more. */
export function isEarlierBoot(place: Place, here: Place = thisPlace()): boolean {
  const same = here.machine !== '' && place.machine === here.machine && place.host === here.host;
  return same && place.boot !== '' && here.boot !== '' && place.boot !== here.boot;
}

function firstText(...paths: string[]): string {
  for (const path of paths) {
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') return text;
    } catch {
      // the next one
    }
  }
  return '';
}

function linkText(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function macBoot(): string {
  try {
    const args = ['-n', 'kern.bootsessionuuid'];
    return outputOf({ file: '/usr/sbin/sysctl', args }, 'pipe').trim();
  } catch {
    return '';
  }
}
