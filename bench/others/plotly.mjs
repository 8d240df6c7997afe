/** Plotly: a 3D mesh a layer. */
/* global document, window */
import { colourOf, meshOf } from './maps.mjs';

export async function load() {
  const script = document.createElement('script');
  script.src = '/bench/others/node_modules/plotly.js-dist-min/plotly.min.js';
  await new Promise((resolve, reject) => {
    Object.assign(script, { onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

const every = (array, step, first) =>
  Float32Array.from({ length: array.length / step }, (_, i) => array[i * step + first]);

export function prepare(maps) {
  return maps.map((map, depth) => {
    const { positions, indices } = meshOf(map);
    const [x, y, z] = [0, 1, 2].map((axis) => every(positions, 3, axis));
    const [i, j, k] = [0, 1, 2].map((corner) => every(indices, 3, corner));
    return { type: 'mesh3d', x, y, z, i, j, k, color: `rgb(${colourOf(depth, maps.length)})` };
  });
}

export async function draw(traces) {
  await window.Plotly.newPlot('host', traces, {
    margin: { l: 0, r: 0, t: 0, b: 0 },
    scene: { aspectmode: 'cube' },
  });
}
