/** K3D: a mesh a layer, as its Jupyter widget draws it. */
/* global document, window */
import { colourOf, meshOf } from './maps.mjs';

export async function load() {
  const script = document.createElement('script');
  script.src = '/bench/others/node_modules/k3d/dist/standalone.js';
  window.define = (name, needs, make) => {
    window.K3D = make();
  };
  await new Promise((resolve, reject) => {
    Object.assign(script, { onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

export function prepare(maps) {
  return maps.map((map, depth) => {
    const { positions, indices } = meshOf(map);
    const [r, g, b] = colourOf(depth, maps.length);
    return {
      id: depth + 1,
      type: 'Mesh',
      side: 'double',
      color: (r << 16) | (g << 8) | b,
      vertices: { data: positions, shape: [positions.length / 3, 3] },
      indices: { data: indices, shape: [indices.length / 3, 3] },
      model_matrix: { data: new Float32Array(IDENTITY), shape: [4, 4] },
    };
  });
}

export async function draw(objects) {
  const { K3D, ThreeJsProvider } = window.K3D;
  const plot = new K3D(ThreeJsProvider, document.querySelector('#host'), { menuVisibility: false });
  await plot.load({ objects });
  plot.render(true);
}
