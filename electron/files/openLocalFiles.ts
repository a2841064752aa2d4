// The files of this computer.
import { LocalFiles } from '../../core/sftp/localFiles.ts';
import type { OpenFiles } from './fileHosts.ts';

export const openLocalFiles: OpenFiles = () => {
  const value = new LocalFiles();
  return Promise.resolve({ value, release: () => value.close() });
};
