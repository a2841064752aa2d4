// What lies in the two folders that the screens of files show: names of every length and script, links, and
// dates that are the same whenever a picture is made.
import { mkdir, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

const KB = 1024;
/** So many bytes of each are text; the rest is a hole. */
const TEXT = 'echo "one release after the other"\n'.repeat(500);
const CHANGED = new Date('2024-11-27T09:10:00Z');
export const HERE = 'Projekte/nordwind/release';
export const THERE = 'srv/www/releases';

const FOLDERS: readonly string[] = [
  ...['assets', 'Übersetzungen', 'schemas'].map((name) => `${HERE}/${name}`),
  ...['2026.11.1', '2026.11.2', '2026.11.3', 'incoming'].map((name) => `${THERE}/${name}`),
];

const FILES: Readonly<Record<string, number>> = {
  [`${HERE}/web-2026.11.4-linux-amd64.tar.zst`]: 980 * KB * KB,
  [`${HERE}/release-notes.md`]: 14 * KB,
  [`${HERE}/CHANGELOG.md`]: 212 * KB,
  [`${HERE}/Änderungsprotokoll für Kunden und Partner der Lagerverwaltung.pdf`]: 1100 * KB,
  [`${HERE}/发布说明-2026-11.md`]: 9 * KB,
  [`${HERE}/screenshot-lagerübersicht-neu.png`]: 640 * KB,
  [`${HERE}/manifest.json`]: 3 * KB,
  [`${HERE}/odd\u0001name.txt`]: 12,
  [`${HERE}/SHA256SUMS`]: 800,
  [`${THERE}/deploy.sh`]: 2210,
  [`${THERE}/release-notes.md`]: 11 * KB,
};

/** Makes them in a folder, which is home to who looks at them. Large ones are mostly holes. */
export async function sampleFiles(home: string): Promise<void> {
  for (const folder of FOLDERS) await mkdir(path.join(home, folder), { recursive: true });
  await symlink('2026.11.3', path.join(home, THERE, 'current'));
  for (const [name, size] of Object.entries(FILES)) {
    await writeFile(path.join(home, name), TEXT);
    await truncate(path.join(home, name), size);
    await utimes(path.join(home, name), CHANGED, CHANGED);
  }
  for (const folder of FOLDERS) await utimes(path.join(home, folder), CHANGED, CHANGED);
}
