// What goes into the packaged app, and what stays at home: the bundles here, node-pty with its
// native module and our own native parts by `addNative`, for the system that it is packaged for.
// The agent travels beside the app, with a node-pty of its own, because it is run by plain Node,
// which can't look into an asar archive.
import { chmod, cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AGENT_BUNDLE } from './agentBundle.ts';
import { isLeftover } from './leftovers.ts';
import { addNative, whyNoParts } from './nativeFor.ts';
import { appNotices, NOTICES_FILE } from './notices.ts';
import { SHARE } from './sharePaths.ts';
import { addUpdateSource } from './updates.ts';

const CHROMIUM_LICENCES = 'LICENSES.chromium.html';

const ROOT = path.resolve(import.meta.dirname, '../..');

const KEPT = ['/package.json', '/LICENSE', '/out/app'];

/** What has to lie beside the archive: neither modules nor programs can be loaded out of it. */
export const UNPACKED = '{node_modules/node-pty,native}';

/**
 * The packager's `ignore`.
 * @param file path inside the project with a leading slash; '' for the project itself
 */
export function leaveOut(file: string): boolean {
  if (isLeftover(file)) return true;
  const kept = KEPT.some((part) => file === part || file.startsWith(`${part}/`));
  const leadsToKept = KEPT.some((part) => part.startsWith(`${file}/`));
  return !kept && !leadsToKept;
}

/** `bowline-agent` on the path: says what is wrong where Node is missing or too old. */
const AGENT_LAUNCHER = `#!/bin/sh
# Starts Bowline's agent with this computer's own Node.
here=$(dirname "$(readlink -f "$0")")
if ! node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null; then
  echo "bowline-agent needs Node 20 or newer (https://nodejs.org)." >&2
  exit 127
fi
# Node raises it for itself; shells get it as it is here.
BOWLINE_OPEN_FILES=$(ulimit -Sn)
export BOWLINE_OPEN_FILES
exec node "$here/bowline-agent.mjs" "$@"
`;

/** node-pty and our native parts. @throws where the system that is packaged for needs one that can't be had */
async function addParts(folder: string, platform: string): Promise<void> {
  if (await addNative(folder, platform)) return;
  throw new Error(
    `There is no PTY module for ${platform}: ${whyNoParts(platform) ?? 'none on npm'}.`,
  );
}

/**
 * Completes the app, and puts the agent with its launcher, its pages and completions beside it.
 * @param app the packaged app's `resources/app`, before it becomes an archive
 * @param platform `linux-x64` and the like
 */
export async function completeApp(app: string, platform: string): Promise<void> {
  await addParts(app, platform);
  const resources = path.dirname(app);
  const agent = path.join(resources, 'agent');
  await mkdir(agent, { recursive: true });
  await cp(path.join(ROOT, 'out/agent/bowline-agent.mjs'), path.join(agent, 'bowline-agent.mjs'));
  await writeFile(path.join(agent, 'bowline-agent'), AGENT_LAUNCHER);
  await chmod(path.join(agent, 'bowline-agent'), 0o755);
  await cp(SHARE, path.join(agent, 'share'), { recursive: true });
  await addParts(agent, platform);
  await addAgentBundle(resources);
  await addUpdateSource(resources, platform);
  await addLicences(app, platform);
}

/**
 * Of others' software. Electron's archive has Chromium's beside the application, and there it stays,
 * but on macOS, where nothing is installed but the application.
 */
async function addLicences(app: string, platform: string): Promise<void> {
  const resources = path.dirname(app);
  await writeFile(path.join(resources, NOTICES_FILE), appNotices());
  if (!platform.startsWith('darwin')) return;
  const beside = path.resolve(resources, '../../..');
  await cp(path.join(beside, CHROMIUM_LICENCES), path.join(resources, CHROMIUM_LICENCES));
}

/** What the app installs on other computers. */
async function addAgentBundle(resources: string): Promise<void> {
  await cp(AGENT_BUNDLE, path.join(resources, 'agent-bundle'), {
    recursive: true,
    filter: (file) => file === AGENT_BUNDLE || /\.(tar\.gz|json)$/.test(file),
  });
}
