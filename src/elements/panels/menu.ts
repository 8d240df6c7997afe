import { css, html } from 'lit';
import type { TemplateResult } from 'lit';

/** Between the button and the menu below it. */
const GAP = 4;
const MARGIN = 8;

/**
 * Puts a menu below its button, its right edge at the button's, inside the window; when it closes
 * the button has the focus again.
 */
function place(event: ToggleEvent, opener: string): void {
  const menu = event.currentTarget as HTMLElement;
  const root = menu.getRootNode() as ShadowRoot;
  const button = root.querySelector<HTMLElement>(opener);
  if (!button) return;
  if (event.newState === 'closed') {
    if (menu.contains(root.activeElement)) button.focus();
    return;
  }
  const { right, bottom } = button.getBoundingClientRect();
  requestAnimationFrame(() => {
    const { width, height } = menu.getBoundingClientRect();
    const left = Math.max(MARGIN, right - width);
    const top = Math.max(MARGIN, Math.min(bottom + GAP, innerHeight - height - MARGIN));
    Object.assign(menu.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
  });
}

const wrap = (at: number, length: number): number => (at + length) % length;

/** The next choice whose words begin with a letter. */
function startingWith(
  key: string,
  buttons: readonly HTMLElement[],
  focused: HTMLElement,
): HTMLElement | undefined {
  if (!/^\p{L}$/u.test(key)) return undefined;
  const after = buttons.indexOf(focused) + 1;
  return [...buttons.slice(after), ...buttons.slice(0, after)].find(({ innerText }) =>
    innerText.trim().toLowerCase().startsWith(key.toLowerCase()),
  );
}

/** Up and down from line to line, left and right along one, to a letter, as in every menu. */
function onKey(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  // Nothing that is typed here is the notebook's business.
  event.stopPropagation();
  if (event.key === 'Tab') {
    menu.hidePopover();
    return;
  }
  const lines = Array.from(menu.querySelectorAll('.choices'), (line) => [
    ...line.querySelectorAll<HTMLElement>('button'),
  ]);
  const focused = (menu.getRootNode() as ShadowRoot).activeElement as HTMLElement;
  const at = Math.max(
    0,
    lines.findIndex((line) => line.includes(focused)),
  );
  const along = Math.max(0, lines[at].indexOf(focused));
  const first = (line: number): HTMLElement => lines[wrap(line, lines.length)][0];
  const moves: Readonly<Record<string, () => HTMLElement>> = {
    ArrowDown: () => first(at + 1),
    ArrowUp: () => first(at - 1),
    ArrowRight: () => lines[at][wrap(along + 1, lines[at].length)],
    ArrowLeft: () => lines[at][wrap(along - 1, lines[at].length)],
    Home: () => first(0),
    End: () => first(-1),
  };
  const target = moves[event.key]?.() ?? startingWith(event.key, lines.flat(), focused);
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Closes the menu in which something was chosen. */
export const closeMenu = ({ currentTarget }: Event): void =>
  (currentTarget as HTMLElement).closest<HTMLElement>('.menu')?.hidePopover();

/** Some lines of a menu under a head. */
export const menuGroup = (title: string, lines: readonly TemplateResult[]): TemplateResult =>
  html`<div class="group" role="group" aria-label=${title}>
    <span class="head" aria-hidden="true">${title}</span>
    ${lines}
  </div>`;

/**
 * A menu in the browser's top layer; its choices are buttons in lines of the class `choices`.
 *
 * @param name - its class, by which its button finds it
 * @param opener - what selects its button
 * @param said - what was done with it last
 */
export const menu = (
  name: string,
  label: string,
  opener: string,
  groups: readonly TemplateResult[],
  said: string,
): TemplateResult =>
  html`<div
    class="menu ${name}"
    popover="auto"
    role="menu"
    aria-label=${label}
    @keydown=${onKey}
    @beforetoggle=${(event: ToggleEvent) => place(event, opener)}
  >
    ${groups}
    <p class="done" role="status">${said}</p>
  </div>`;

export const menuStyles = css`
  .menu {
    inset: auto;
    margin: 0;
    box-sizing: border-box;
    width: 264px;
    max-width: calc(100vw - 16px);
    max-height: calc(100vh - 16px);
    overflow: auto;
    padding: 4px 0;
    border: 1px solid var(--rf-strong-rule);
    border-radius: 4px;
    background: var(--rf-page);
    color: var(--rf-ink-1);
    font: 13px/19px var(--rf-font);
    box-shadow: 0 4px 16px rgb(0 0 0 / 14%);
  }
  .menu .group {
    padding: 4px 0;
  }
  .menu .group + .group {
    border-top: 1px solid var(--rf-rule);
  }
  .menu .head {
    display: block;
    padding: 0 12px;
    font-size: 11px;
    color: var(--rf-ink-3);
  }
  .menu .choices {
    display: flex;
    align-items: center;
    padding: 0 6px;
  }
  .menu .form {
    flex: 1;
    text-align: start;
  }
  .menu span.form {
    padding: 4px 6px;
  }
  .menu button {
    all: unset;
    box-sizing: border-box;
    min-width: 24px;
    min-height: 28px;
    padding: 4px 6px;
    border-radius: 3px;
    cursor: pointer;
  }
  .menu button:not(.form) {
    color: var(--rf-ink-2);
  }
  .menu button:hover {
    background: var(--rf-hover-row);
    color: var(--rf-ink-1);
  }
  .menu button:focus-visible {
    outline: 2px solid var(--rf-accent);
    outline-offset: -2px;
  }
  .menu .done {
    margin: 0;
    padding: 4px 12px;
    min-height: 19px;
    border-top: 1px solid var(--rf-rule);
    color: var(--rf-ink-2);
    overflow-wrap: anywhere;
  }
  .menu .done:empty {
    display: none;
  }
`;
