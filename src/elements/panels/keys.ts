import { css, html, render } from 'lit';

/** What each key does on the figure. */
const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['Arrows', 'Move the feature, or the pixel'],
  ['Page Up, Page Down', 'Go to the layer above, or below'],
  ['Alt + Page Up, Page Down', 'Move through the axis that is not drawn'],
  ['Alt + arrows', 'Select a region; outside the stack Shift + arrows too'],
  ['Shift + arrows', 'Turn the stack'],
  ['I', 'Ask which features look at the pixel below; again: back'],
  ['P', 'Pin the selection, to compare others with it; again: let go'],
  ['[ and ]', 'Change the overlay'],
  ['1, 2, 3 …', 'Change the view'],
  ['+, −, 0', 'Zoom in, zoom out, back to rest'],
  ['X, Y, Z', 'Change the axis of the profile'],
  ['U', 'Fold or unfold layers of one size'],
  ['W', 'Go to the next layer with a warning, and see what would cure it'],
  ['G', 'Show how the field grows with depth; again: hide'],
  ['E', 'Export the picture, the table or the network; a letter finds the form'],
  ['/', 'Search the layers, or go to a feature (conv5 6 6) or a pixel (pixel 90 60)'],
  ['C', 'Copy the read-out; with Shift the Python call, with Alt JSON'],
  [
    'Esc',
    'Go back from what is tried; let go of the pixel, of what is pinned, of the selection, then of the keys',
  ],
  ['?', 'This list'],
];

/** Opens the list of keys over the page; the focus goes back to where it was once it is closed. */
export function openKeys(root: DocumentFragment | HTMLElement): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  dialog.setAttribute('aria-label', 'Keys');
  const close = (): void => dialog.close();
  render(
    html`<h2>Keys</h2>
      <dl>
        ${KEYS.map(
          ([keys, does]) =>
            html`<div>
              <dt>${keys}</dt>
              <dd>${does}</dd>
            </div>`,
        )}
      </dl>
      <button autofocus @click=${close}>Close</button>`,
    dialog,
  );
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('close', () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
}

export const styles = css`
  .keys {
    max-width: 480px;
    padding: 20px 24px;
    border: 1px solid var(--rf-strong-rule);
    color: var(--rf-ink-1);
    background: var(--rf-page);
    font: 13px/1.5 var(--rf-font);
  }
  .keys dl {
    margin: 12px 0 16px;
  }
  .keys dl div {
    display: grid;
    grid-template-columns: 150px 1fr;
    gap: 12px;
    padding: 3px 0;
    border-bottom: 1px solid var(--rf-rule);
  }
  .keys dt {
    font-weight: 600;
  }
  .keys dd {
    margin: 0;
    color: var(--rf-ink-2);
  }
  .keys button {
    font: inherit;
    padding: 4px 14px;
  }
`;
