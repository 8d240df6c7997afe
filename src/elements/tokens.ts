import { css } from 'lit';

/** Colours and type of the explorer; JupyterLab's variables where they are, our own where not. */
export const tokens = css`
  :host {
    --rf-ink-1: #1b1f24;
    --rf-ink-2: #4b535d;
    --rf-ink-3: #666e78;
    --rf-rule: #e3e6ea;
    --rf-strong-rule: #c9ced5;
    --rf-accent: #f34a02;
    --rf-accent-text: #bf3000;
    --rf-page: var(--jp-layout-color1, #fff);
    --rf-hover-row: #f5f5f5;
    --rf-warning: #774f02;
    --rf-warning-glyph: #f1b10d;
    --rf-warning-ground: #fff7de;
    --rf-k: oklch(0.52 0.19 303);
    --rf-s: oklch(0.54 0.14 152);
    --rf-p: oklch(0.55 0.12 78);
    --rf-j: oklch(0.55 0.15 248);
    --rf-start: oklch(0.54 0.19 355);
    --rf-font: var(--jp-ui-font-family, system-ui, -apple-system, 'Segoe UI', sans-serif);
    --rf-code-font: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace);
    --rf-maths-font: 'STIX Two Text', 'STIXGeneral', 'Cambria Math', 'Times New Roman', serif;
    display: block;
    min-width: 0;
    position: relative;
    color: var(--rf-ink-1);
    font-family: var(--rf-font);
    font-size: 13px;
    line-height: 19px;
    font-variant-numeric: tabular-nums;
    text-align: start;
  }
  :host([data-dark]) {
    --rf-ink-1: #ececee;
    --rf-ink-2: #aeb4bd;
    --rf-ink-3: #868d97;
    --rf-rule: #2a2d31;
    --rf-strong-rule: #3d4248;
    --rf-accent: #ff8135;
    --rf-accent-text: #ff9b5a;
    --rf-page: var(--jp-layout-color1, #111);
    --rf-hover-row: #1c1c1c;
    --rf-warning: #f2cd6f;
    --rf-warning-glyph: #f4bf36;
    --rf-warning-ground: #271e0a;
    --rf-k: oklch(0.74 0.19 303);
    --rf-s: oklch(0.76 0.14 152);
    --rf-p: oklch(0.77 0.12 78);
    --rf-j: oklch(0.77 0.15 248);
    --rf-start: oklch(0.76 0.19 355);
  }
  @media (prefers-contrast: more) {
    :host,
    :host([data-dark]) {
      --rf-ink-2: var(--rf-ink-1);
      --rf-ink-3: var(--rf-ink-1);
      --rf-rule: #767676;
      --rf-strong-rule: #767676;
    }
  }
  :host([hidden]) {
    display: none;
  }
`;
