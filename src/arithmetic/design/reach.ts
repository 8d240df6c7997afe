import { wiringOf } from '../../layers/index.js';
import type { Network, Pair, WindowMap } from '../../layers/index.js';
import type { Move } from './moves.js';

type Box = readonly [lo: number, hi: number];

function through([lo, hi]: Box, map: WindowMap): Box | null {
  const last = Math.min(hi, lo + map.period - 1);
  let [least, most] = [Infinity, -Infinity];
  const look = (u: number): void => {
    for (const { first, count, step } of map.window(u)) {
      least = Math.min(least, first);
      most = Math.max(most, first + step * (count - 1));
    }
  };
  for (let u = lo; u <= last; u += 1) look(u);
  for (let u = Math.max(last + 1, hi - map.period + 1); u <= hi; u += 1) look(u);
  return least <= most ? [least, most] : null;
}

/** The box through a layer as a move leaves it. */
function throughMoved([lo, hi]: Box, map: WindowMap, move: Move, axis: number): Box {
  const { parameters, parameter, to } = move;
  const kernel = (parameters.kernel_size as readonly number[])[axis];
  const dilation = (parameters.dilation as readonly number[] | undefined)?.[axis] ?? 1;
  const stride = (parameters.stride as readonly number[])[axis];
  const extent = (kernel - 1) * dilation + 1;
  const before =
    parameters.padding === 'same'
      ? Math.floor(Math.max(0, extent - stride) / 2)
      : (parameters.padding as readonly Pair[])[axis][0];
  const times = parameter === 'copies' ? to[axis] : 1;
  const reach = parameters.padding === 'same' && times > 1 ? -map.window(0)[0].first : before;
  return [lo * stride - reach * times, hi * stride - reach * times + (extent - 1) * times];
}

/** The extent of feature 0's unclipped field on an axis after some moves, without its holes. */
export function reachOf(
  network: Network,
  top: number,
  axis: number,
  moves: readonly Move[],
): number {
  const { wires } = wiringOf(network);
  const boxes: (Box | undefined)[] = [];
  boxes[top] = [0, 0];
  for (let at = top; at > 0; at -= 1) {
    const box = boxes[at];
    if (!box) continue;
    const move = moves.find((each) => each.at === at);
    for (const { from, maps } of wires[at]) {
      const next = move ? throughMoved(box, maps[axis], move, axis) : through(box, maps[axis]);
      const known = boxes[from];
      if (!next) continue;
      boxes[from] = known ? [Math.min(known[0], next[0]), Math.max(known[1], next[1])] : next;
    }
  }
  const [lo, hi] = boxes[0] ?? [0, -1];
  return hi - lo + 1;
}
