// The RPM package: as the Debian one, in the words of Fedora and openSUSE.
import path from 'node:path';
import { LINUX_PACKAGE } from './linuxPackage.ts';

const HERE = import.meta.dirname;

export function rpmOptions(): object {
  return {
    ...LINUX_PACKAGE,
    license: 'MIT',
    categories: ['Network', 'System'],
    requires: ['alsa-lib or libasound2', 'openssh-clients or openssh'].map((names) => `(${names})`),
    specTemplate: path.join(HERE, 'rpm.spec.ejs'),
    scripts: {
      post: path.join(HERE, 'rpmPost.sh'),
      preun: path.join(HERE, 'rpmPreun.sh'),
    },
  };
}
