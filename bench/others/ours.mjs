/** `<receptive-field>`. */
/* global document, MutationObserver */
export const load = () => import('/dist/receptive-field.js');

export const prepare = (maps, network, view) => ({ network, view });

export async function draw({ network, view }) {
  const element = Object.assign(document.createElement('receptive-field'), { network, view });
  document.querySelector('#host').append(element);
  const { shadowRoot } = element;
  await new Promise((resolve) => {
    const look = () => shadowRoot.querySelector('.plot > svg > *') && resolve();
    new MutationObserver(look).observe(shadowRoot, { childList: true, subtree: true });
  });
}
