// Runs one of the tools of `npm test` in front of the person, and tells its exit code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * @param script a tool's JavaScript, relative to node_modules
 * @param env added to this process's own
 */
export async function runTool(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const tool = path.join(ROOT, 'node_modules', script);
  const child = spawn(process.execPath, [tool, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
