// What is told at the edge of the window goes by itself after a while, unless somebody is at it.
import type { Page } from '@playwright/test';

/**
 * As with the pointer over them: what is told from now on stays until something is done about one of them,
 * however long a test takes to get there.
 */
export async function keepToasts(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Notices', includeHidden: true })
    .dispatchEvent('pointerenter');
}
