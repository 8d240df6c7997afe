import type { Page } from '@playwright/test';

/** What our code has asked of the page. */
interface Held {
  /** Timers and frames that wait, and how many were ever begun. */
  readonly timers: Set<unknown>;
  begun: number;
  readonly observers: WeakRef<object>[];
  /** On what outlives every figure. */
  listeners: number;
}

type Call = (...args: unknown[]) => unknown;

/** Has the page note what our code asks for, which is told from that of others by its place. */
export async function noteWhatIsHeld(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Error.stackTraceLimit = 50;
    const isOurs = (): boolean =>
      new Error('who').stack?.includes('/extensions/ipyreceptive/') ?? false;
    const held: Held = { timers: new Set(), begun: 0, observers: [], listeners: 0 };
    Object.assign(window, { held });

    const scope = window as unknown as Record<string, Call>;
    const ends = {
      setTimeout: 'clearTimeout',
      setInterval: 'clearInterval',
      requestAnimationFrame: 'cancelAnimationFrame',
    };
    for (const [name, end] of Object.entries(ends)) {
      const [start, stop] = [scope[name], scope[end]];
      scope[name] = (task, ...rest) => {
        if (typeof task !== 'function' || !isOurs()) return start.call(window, task, ...rest);
        const once = (...args: unknown[]): void => {
          if (name !== 'setInterval') held.timers.delete(id);
          (task as Call)(...args);
        };
        const id = start.call(window, once, ...rest);
        held.timers.add(id);
        held.begun += 1;
        return id;
      };
      scope[end] = (id) => {
        held.timers.delete(id);
        return stop.call(window, id);
      };
    }

    for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver']) {
      scope[name] = new Proxy(scope[name], {
        construct(original, args) {
          const made = Reflect.construct(original, args) as object;
          if (isOurs()) held.observers.push(new WeakRef(made));
          return made;
        },
      });
    }

    const outlives = (target: unknown): boolean =>
      [window, document, document.body].some((one) => one === target) ||
      target instanceof MediaQueryList;
    const methods = EventTarget.prototype as unknown as Record<string, Call>;
    for (const [name, step] of [
      ['addEventListener', 1],
      ['removeEventListener', -1],
    ] as const) {
      methods[name] = new Proxy(methods[name], {
        apply(original, target: unknown, args) {
          if (outlives(target ?? window) && isOurs()) held.listeners += step;
          return Reflect.apply(original, target ?? window, args);
        },
      });
    }
  });
}

/** What our code holds now. */
export function whatIsHeld(page: Page): Promise<Record<keyof Held, number>> {
  return page.evaluate(() => {
    const { timers, observers, ...counts } = (window as unknown as { held: Held }).held;
    const alive = observers.filter((one) => one.deref() !== undefined);
    return { ...counts, timers: timers.size, observers: alive.length };
  });
}
