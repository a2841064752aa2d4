// npm run build:agent: the agent as a self-contained archive for each platform, in
// out/agent-bundle/. The app's "Install the agent on this host" copies one of them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compile, packAgent } from '../compile.ts';
import { AGENT_BUNDLE } from '../package/agentBundle.ts';

await compile(['agent']);
await packAgent();
const { packages } = JSON.parse(
  await readFile(path.join(AGENT_BUNDLE, 'manifest.json'), 'utf8'),
) as { packages: Record<string, { file: string; bytes: number }> };
for (const { file, bytes } of Object.values(packages)) {
  console.log(`made     out/agent-bundle/${file} (${(bytes / 1e6).toFixed(1)} MB)`);
}
