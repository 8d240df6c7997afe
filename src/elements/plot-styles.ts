import { css } from 'lit';

/** The drawing and what lies over it. */
export const plotStyles = css`
  .plot {
    position: relative;
    outline: none;
    user-select: none;
    touch-action: pan-y;
  }
  .plot:focus {
    touch-action: none;
  }
  .plot.turning {
    cursor: grabbing;
  }
  .plot:focus-visible::after {
    content: '';
    position: absolute;
    inset: -2px -6px;
    border: 2px solid var(--rf-accent);
    border-radius: 3px;
    pointer-events: none;
  }
  .plot > svg {
    display: block;
    position: absolute;
    inset: 0;
    overflow: visible;
  }
`;
