/** The squares of a feature map as arrays that tools for 3D read. */

const SQUARE = 0.8;

/** From teal at the input to blue at the top. */
export function colourOf(depth, count) {
  const t = depth / Math.max(1, count - 1);
  return [(1 - t) * 20 + t * 50, (1 - t) * 160 + t * 60, (1 - t) * 160 + t * 170].map(Math.round);
}

/**
 * Centres and sides of the squares of a map, or of the one sheet that it is.
 *
 * @param {{ n: number[], j: number[], start: number[], size: number[], isSheet: boolean }} map axes
 *   in the order y, x
 */
export function squaresOf({ n, j, start, size, isSheet }) {
  if (isSheet) return { sides: size, centres: [size.map((pixels) => pixels / 2)] };
  const [rows, columns] = n;
  const centres = Array.from({ length: rows * columns }, (_, i) => [
    start[0] + j[0] * Math.floor(i / columns),
    start[1] + j[1] * (i % columns),
  ]);
  return { sides: j.map((jump, axis) => SQUARE * Math.min(jump, size[axis])), centres };
}

/** The same as two triangles a square, at a height. */
export function meshOf(map) {
  const { sides, centres } = squaresOf(map);
  const positions = new Float32Array(centres.length * 12);
  const indices = new Uint32Array(centres.length * 6);
  centres.forEach(([y, x], i) => {
    [
      [-1, -1],
      [-1, 1],
      [1, 1],
      [1, -1],
    ].forEach(([down, right], corner) => {
      const place = [x + (right * sides[1]) / 2, y + (down * sides[0]) / 2, map.height];
      positions.set(place, i * 12 + corner * 3);
    });
    indices.set(
      [0, 1, 2, 0, 2, 3].map((corner) => i * 4 + corner),
      i * 6,
    );
  });
  return { positions, indices };
}
