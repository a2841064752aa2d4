// A computer with graphics hardware, pretended: WebGL by software, which goes by another name.
// The contexts that the window makes are counted.
import type { Page } from '@playwright/test';

/** Chromium offers WebGL by software only to those who insist. */
export const SOFTWARE_WEBGL = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

interface Contexts {
  made: WebGL2RenderingContext[];
  most: number;
}

declare const window: { testContexts: Contexts };

/** To be called before anything is open: the window is loaded anew, and then has a GPU. */
export async function pretendHardware(page: Page): Promise<void> {
  await page.addInitScript(pretend);
  await page.reload();
  await page.getByRole('button', { name: 'Add host' }).first().waitFor();
}

/** Runs in the window before anything else does. */
function pretend(): void {
  const contexts: Contexts = { made: [], most: 0 };
  Object.assign(globalThis, { testContexts: contexts });
  const { getParameter } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === 0x9246 ? 'Test hardware' : (getParameter.call(this, name) as unknown);
  };
  const { getContext } = HTMLCanvasElement.prototype;
  function getAnyContext(this: HTMLCanvasElement, kind: string, options?: object) {
    if (kind !== 'webgl2') return getContext.call(this, kind, options);
    const context = getContext.call(this, kind, {
      ...options,
      failIfMajorPerformanceCaveat: false,
    });
    if (context instanceof WebGL2RenderingContext) count(context);
    return context;
  }
  function count(context: WebGL2RenderingContext): void {
    if (contexts.made.includes(context)) return;
    contexts.made.push(context);
    const alive = contexts.made.filter((one) => !one.isContextLost()).length;
    contexts.most = Math.max(contexts.most, alive);
  }
  HTMLCanvasElement.prototype.getContext = getAnyContext as typeof getContext;
}

/** Contexts made so far, those that are alive now, and the most that were at once. */
export function countContexts(page: Page): Promise<{ made: number; alive: number; most: number }> {
  return page.evaluate(() => {
    const { made, most } = window.testContexts;
    const alive = made.filter((context) => !context.isContextLost()).length;
    return { made: made.length, alive, most };
  });
}

/** What a driver does that crashes, or a computer that wakes up. */
export async function loseContexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const context of window.testContexts.made) {
      context.getExtension('WEBGL_lose_context')?.loseContext();
    }
  });
}
