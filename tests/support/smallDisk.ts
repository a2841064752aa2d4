// A disk that is full when a test says so: a tmpfs of its own, unmounted when the test is over.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SYSTEM } from '../../core/system.ts';

const BALLAST = 'ballast';

/** Why no disk can be mounted here; undefined when one can. */
export function whyNoSmallDisk(): string | undefined {
  if (SYSTEM !== 'linux') return 'only Linux has a tmpfs that is mounted in a moment';
  if (process.getuid?.() !== 0) return 'mounting a small disk takes root';
  try {
    new SmallDisk(64).remove();
    return undefined;
  } catch (error) {
    return `no disk can be mounted here: ${String(error)}`;
  }
}

export class SmallDisk {
  readonly folder: string;

  /** Of so many KiB, empty. */
  constructor(kib: number) {
    this.folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-disk-'));
    const options = `size=${kib}k,mode=0700`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', this.folder]);
  }

  at(...names: string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Leaves room for so many bytes, in whole pages. */
  fill(left = 0): void {
    this.free();
    const { bavail, bsize } = statfsSync(this.folder);
    const room = bavail * bsize - left;
    if (room > 0) writeFileSync(this.at(BALLAST), Buffer.alloc(room));
  }

  /** Fills the disk while programs write to it: takes whatever room there is, until none is left. */
  flood(): void {
    for (let { bavail, bsize } = statfsSync(this.folder); bavail > 0;) {
      writeFileSync(this.at(BALLAST), Buffer.alloc(bavail * bsize), { flag: 'a' });
      ({ bavail, bsize } = statfsSync(this.folder));
    }
  }

  free(): void {
    rmSync(this.at(BALLAST), { force: true });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmdirSync(this.folder);
  }
}
