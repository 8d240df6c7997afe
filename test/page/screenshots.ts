import path from 'node:path';

import type { Locator, Page } from '@playwright/test';

const FOLDER = path.join(import.meta.dirname, '../../test-results/screenshots');

/** Take a picture of a page, or of a part of it, and keep it as test-results/screenshots/NAME.png. */
export async function keepScreenshot(target: Page | Locator, name: string): Promise<void> {
  await target.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
}
