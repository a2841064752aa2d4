// Thousands of hosts in folders, a third of which say something for those in them.
import { arrangedHosts } from './manyHosts.ts';

export function inheritingHosts(count: number): ReturnType<typeof arrangedHosts> {
  const { hosts, folders } = arrangedHosts(count);
  const saying = folders.map((folder, at) =>
    at % 3 === 0 ? { ...folder, fields: { user: `deploy-${at}`, port: '2222' } } : folder,
  );
  return { hosts, folders: saying };
}
