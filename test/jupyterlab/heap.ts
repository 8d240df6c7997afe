import type { CDPSession, Page } from '@playwright/test';

/** The latest model that the page made, as the front end itself holds it: weakly. */
export interface Latest {
  latest?: WeakRef<object>;
}

/** Lets the page remember its latest model from now on. */
export async function rememberModel(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.WeakRef = class<T extends WeakKey> extends WeakRef<T> {
      constructor(target: T) {
        super(target);
        if ('model_id' in target) (window as Latest).latest = this;
      }
    };
  });
}

/** The prototype of our model, which `latest` tells as long as it lives. */
export const modelPrototype = async (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { latest } = window as Latest;
    const prototype: unknown = Object.getPrototypeOf(latest?.deref());
    Object.assign(window, { modelPrototype: prototype });
  });

/**
 * What the page still holds with this prototype, after its garbage is gone.
 *
 * @param count - the body of a function whose `this` is the list of them
 */
export async function countAll(
  prototype: string,
  session: CDPSession,
  count = 'return this.length;',
): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', { expression: prototype });
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  });
  const { result: length } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: `function () { ${count} }`,
    returnByValue: true,
  });
  await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return Number(length.value);
}

/** Has the page let its garbage go. */
export async function collectGarbage(session: CDPSession): Promise<void> {
  for (let i = 0; i < 4; i += 1) await session.send('HeapProfiler.collectGarbage');
}

/** All event listeners and all nodes of the page; `Performance` is to be enabled. */
export async function totals(session: CDPSession): Promise<{ listeners: number; nodes: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  return { listeners: metric('JSEventListeners'), nodes: metric('Nodes') };
}
