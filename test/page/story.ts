import { expect, type Locator, type Page } from '@playwright/test';

import type { Figure } from './figure.js';
import { keepScreenshot } from './screenshots.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** So many gestures a task takes at most. */
const MOST_GESTURES = 2;

/** Shows on the page where the pointer was pressed, or which keys were, for who sees no hand. */
async function mark(page: Page, made: Point | string): Promise<() => Promise<void>> {
  const sign = await page.evaluateHandle((at) => {
    const element = document.createElement('div');
    const isKeys = typeof at === 'string';
    if (isKeys) element.textContent = at;
    const place = isKeys
      ? { left: '50%', top: '16px', transform: 'translateX(-50%)', padding: '6px 14px' }
      : {
          left: `${at.x - 15}px`,
          top: `${at.y - 15}px`,
          width: '30px',
          height: '30px',
          padding: '0',
        };
    Object.assign(element.style, place, {
      position: 'fixed',
      boxSizing: 'border-box',
      border: '2px solid #d0006f',
      borderRadius: isKeys ? '6px' : '50%',
      background: isKeys ? '#fff' : 'none',
      color: '#d0006f',
      font: '600 15px system-ui, sans-serif',
      pointerEvents: 'none',
    });
    // Above the menus too, which are in the top layer.
    element.popover = 'manual';
    element.style.margin = '0';
    element.style.inset = `${element.style.top} auto auto ${element.style.left}`;
    document.body.append(element);
    element.showPopover();
    return element;
  }, made);
  return () => sign.evaluate((element) => element.remove());
}

/**
 * A task, from the opening state of a figure on: each gesture is counted, and leaves a picture of
 * what came of it.
 */
export class Story {
  private gestures = 0;

  private constructor(
    readonly page: Page,
    readonly figure: Figure,
    private readonly name: string,
  ) {}

  /** Begins where the figure has the focus, and no more. */
  static async begin(page: Page, figure: Figure, name: string): Promise<Story> {
    await expect(figure.element.locator('[part="findings"]')).not.toBeEmpty();
    await figure.plot.focus();
    await keepScreenshot(page, `${name}-0`);
    return new Story(page, figure, name);
  }

  /**
   * One press of the pointer.
   *
   * @param seen - waits for what comes of it
   * @param key - held meanwhile
   */
  async click(at: Locator | Point, seen: () => Promise<unknown>, key?: 'Alt'): Promise<void> {
    const point = 'x' in at ? at : await this.middleOf(at);
    if (key) await this.page.keyboard.down(key);
    await this.page.mouse.click(point.x, point.y);
    if (key) await this.page.keyboard.up(key);
    await this.keep(point, seen);
  }

  /**
   * Some keys one after the other, or a text that is typed, where the focus is.
   *
   * @param seen - waits for what comes of them
   */
  async press(keys: readonly string[], seen: () => Promise<unknown>): Promise<void> {
    for (const key of keys) {
      if (key.length > 1 && key.includes(' ')) await this.page.keyboard.type(key);
      else await this.page.keyboard.press(key);
    }
    await this.keep(keys.join('  '), seen);
  }

  private async middleOf(target: Locator): Promise<Point> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('what is to be pressed is not drawn');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  private async keep(made: Point | string, seen: () => Promise<unknown>): Promise<void> {
    this.gestures += 1;
    expect(this.gestures).toBeLessThanOrEqual(MOST_GESTURES);
    await seen();
    const unmark = await mark(this.page, made);
    await keepScreenshot(this.page, `${this.name}-${this.gestures}`);
    await unmark();
  }
}
