/** three.js: instanced squares, a mesh a layer, drawn again when the controls say so. */
/* global document */
import {
  Color,
  DoubleSide,
  InstancedMesh,
  Matrix4,
  MeshBasicMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

import { colourOf, squaresOf } from './maps.mjs';

export function prepare(maps) {
  return maps.map((map, depth) => {
    const { sides, centres } = squaresOf(map);
    const matrices = new Float32Array(centres.length * 16);
    const matrix = new Matrix4().makeScale(sides[1], sides[0], 1);
    centres.forEach(([y, x], i) => {
      matrix.setPosition(x, y, map.height).toArray(matrices, i * 16);
    });
    const [r, g, b] = colourOf(depth, maps.length);
    return { count: centres.length, matrices, colour: new Color(`rgb(${r}, ${g}, ${b})`), map };
  });
}

export function draw(layers) {
  const host = document.querySelector('#host');
  const { size, height } = layers.at(-1).map;
  const scene = new Scene();
  scene.background = new Color('white');
  for (const { count, matrices, colour } of layers) {
    const material = new MeshBasicMaterial({ color: colour, side: DoubleSide });
    const mesh = new InstancedMesh(new PlaneGeometry(1, 1), material, count);
    mesh.instanceMatrix.array.set(matrices);
    scene.add(mesh);
  }
  const renderer = new WebGLRenderer({ antialias: true });
  renderer.setSize(host.clientWidth, host.clientHeight);
  host.append(renderer.domElement);
  const camera = new PerspectiveCamera(50, host.clientWidth / host.clientHeight, 0.1, 1e5);
  camera.up.set(0, 0, 1);
  camera.position.set(size[1] * 1.6, -size[0] * 1.1, height * 1.5);
  const controls = new OrbitControls(camera, renderer.domElement);
  controls.target.set(size[1] / 2, size[0] / 2, height / 2);
  const render = () => renderer.render(scene, camera);
  controls.addEventListener('change', render);
  controls.update();
  render();
}
