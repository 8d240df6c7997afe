import { css } from 'lit';

/** The drawing and what lies over it; a view that is slow to come shows its empty rules. */
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
  .slow {
    position: relative;
    overflow: hidden;
    height: 360px;
    padding-top: 8px;
    box-sizing: border-box;
    color: var(--rf-ink-3);
    background: repeating-linear-gradient(transparent 0 44px, var(--rf-rule) 44px 45px);
    animation: appear 0.2s 0.3s both;
  }
  .slow::after {
    content: '';
    position: absolute;
    inset: 0 75% auto 0;
    height: 2px;
    background: var(--rf-ink-3);
    animation: along 1.5s linear infinite;
  }
  @keyframes along {
    from {
      translate: -100%;
    }
    to {
      translate: 400%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .slow::after {
      animation: none;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  /* Marks come and go: a click whose mark is gone before its release would count for nothing. */
  .plot > svg {
    pointer-events: none;
    display: block;
    position: absolute;
    inset: 0;
    overflow: visible;
  }
`;
