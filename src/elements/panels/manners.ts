import { css, html } from 'lit';
import type { TemplateResult } from 'lit';

import { HEIGHT_RANGE } from '../../figure/index.js';
import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';

// Paper is drawn within the event that asks for it, when there is no time left to load anything.
export { onPaper } from '../../figure/index.js';

/** Pixels that a key moves the foot. */
const STEP = 24;
const BY_KEY: Readonly<Record<string, number>> = { ArrowUp: -STEP, ArrowDown: STEP };

/**
 * The handle at the foot of a figure: who drags it, or moves it with the arrow keys, makes the
 * figure higher or lower; a double click or Home gives it back its own height.
 *
 * @param height - of the figure as it is drawn
 * @param resize - hears the height that is wanted, `null` for its own, and whether that is the end
 */
export function grip(
  height: number,
  resize: (height: number | null, done: boolean) => void,
): TemplateResult {
  const drag = (down: PointerEvent): void => {
    const handle = down.currentTarget as HTMLElement;
    handle.setPointerCapture(down.pointerId);
    let moved = false;
    handle.onpointermove = ({ clientY }) => {
      moved = true;
      resize(height + clientY - down.clientY, false);
    };
    handle.onlostpointercapture = ({ clientY }) => {
      handle.onpointermove = handle.onlostpointercapture = null;
      if (moved) resize(height + clientY - down.clientY, true);
    };
  };
  const press = (event: KeyboardEvent): void => {
    const by = BY_KEY[event.key];
    if (!by && event.key !== 'Home') return;
    event.preventDefault();
    event.stopPropagation();
    resize(by ? height + by : null, true);
  };
  return html`<div
    class="grip"
    part="grip"
    role="separator"
    tabindex="0"
    aria-orientation="horizontal"
    aria-label=${sentence('figure_height', {})}
    aria-valuenow=${Math.round(height)}
    aria-valuemin=${HEIGHT_RANGE[0]}
    aria-valuemax=${HEIGHT_RANGE[1]}
    @pointerdown=${drag}
    @dblclick=${() => resize(null, true)}
    @keydown=${press}
  ></div>`;
}

/**
 * How the wheel zooms, said for a moment over a figure.
 *
 * @param done - hears that it was said
 */
export const wheelHint = (done: () => void): TemplateResult =>
  html`<div class="how" @animationend=${done}>${sentence('wheel_how', {})}</div>`;

export const styles = css`
  .grip {
    height: 12px;
    margin-top: -12px;
    position: relative;
    cursor: ns-resize;
    touch-action: none;
    outline: none;
  }
  .grip::after {
    content: '';
    position: absolute;
    inset: 7px calc(50% - 16px) 2px;
    border-radius: 2px;
    background: var(--rf-strong-rule);
  }
  .grip:hover::after,
  .grip:active::after {
    background: var(--rf-ink-3);
  }
  .grip:focus-visible::after {
    background: var(--rf-accent);
  }
  .how {
    position: absolute;
    inset: 0 16px 0 auto;
    margin: auto;
    width: max-content;
    height: max-content;
    max-width: 90%;
    padding: 3px 10px;
    border-radius: 4px;
    background: var(--rf-ink-1);
    color: var(--rf-page);
    pointer-events: none;
    animation: how 3s forwards;
  }
  @keyframes how {
    from,
    to {
      opacity: 0;
    }
    10%,
    80% {
      opacity: 0.9;
    }
  }
  @media print {
    :host {
      --rf-page: #fff;
      background: #fff;
      print-color-adjust: exact;
    }
    :host([data-breadth='wide']) {
      zoom: 0.76;
    }
    .plot,
    .findings li,
    .growth,
    .sums,
    tr {
      break-inside: avoid;
    }
    .plot:focus-visible::after,
    .views,
    .tools,
    .grip,
    .how,
    .menu,
    .undo,
    .seek,
    .strip,
    .trial button,
    .findings button:not(.about),
    .cures .act,
    details:not([open]) {
      display: none;
    }
  }
`;
