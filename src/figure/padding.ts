import { wiringOf } from '../layers/index.js';
import type { Network, Pair, WindowMap } from '../layers/index.js';

/** How far the windows of a map reach past an input of `n` features: `[before, after]`. */
function reachOutside({ window, size, whole }: WindowMap, n: number): Pair {
  if (whole) return [0, 0];
  const first = Math.min(...window(0).map((run) => run.first));
  const last = Math.max(...window(size - 1).map((run) => run.first + (run.count - 1) * run.step));
  return [Math.max(0, -first), Math.max(0, last - (n - 1))];
}

/** Cells that the layers which read a map put around it: layer name to one pair an axis. */
export function paddingAround(network: Network): ReadonlyMap<string, readonly Pair[]> {
  const names = ['input', ...network.layers.map(({ name }) => name)];
  const sizes = [network.inputSize, ...network.layers.map(({ size }) => size)];
  const around = new Map<string, readonly Pair[]>();
  for (const { from, maps } of wiringOf(network).wires.flat()) {
    const known = around.get(names[from]);
    around.set(
      names[from],
      maps.map((map, axis): Pair => {
        const [before, after] = reachOutside(map, sizes[from][axis]);
        const [otherBefore, otherAfter] = known?.[axis] ?? [0, 0];
        return [Math.max(before, otherBefore), Math.max(after, otherAfter)];
      }),
    );
  }
  return around;
}
