import { dropsOf } from '../findings/rows-dropped.js';
import { layerAt } from '../findings/survey.js';
import type { Survey } from '../findings/survey.js';
import type { Pair } from '../../layers/index.js';
import type { Candidate, Edit } from './edit.js';
import type { Maker } from './maker.js';

const POOLS: ReadonlySet<string> = new Set(['max_pool', 'avg_pool']);

/** Padding at the end of every layer that drops rows. */
function padded(survey: Survey, axes: readonly number[]): Edit[] {
  const edits = new Map<string, Edit>();
  for (const axis of axes) {
    for (const { reader, padding } of dropsOf(survey.axes[axis])) {
      const { name, parameters } = layerAt(survey, reader);
      const known = edits.get(name)?.set.padding ?? parameters.padding;
      if (!Array.isArray(known)) return [];
      const pairs = [...(known as readonly Pair[])];
      pairs[axis] = [pairs[axis][0], padding];
      edits.set(name, { layer: name, set: { padding: pairs } });
    }
  }
  return [...edits.values()];
}

/** A last step of every pool that drops rows, over what is left. */
function ceiled(survey: Survey, axes: readonly number[]): Edit[] {
  const readers = axes.flatMap((axis) => dropsOf(survey.axes[axis]).map(({ reader }) => reader));
  const layers = [...new Set(readers)].map((at) => layerAt(survey, at));
  return layers.every(({ type }) => POOLS.has(type))
    ? layers.map(({ name }) => ({ layer: name, set: { ceil_mode: true } }))
    : [];
}

/** Rows dropped at the end: another size of the input, or padding that takes them in. */
export const dropped: Maker = (survey, { values }, axes): Candidate[] => {
  const { inputSize } = survey.network;
  const sizes = [values.larger, values.smaller].flatMap((size, rank) =>
    typeof size === 'number'
      ? [
          {
            edits: [],
            inputSize: inputSize.map((n, axis) => (axes.includes(axis) ? size : n)),
            cost: rank,
          },
        ]
      : [],
  );
  const inside = [ceiled(survey, axes), padded(survey, axes)].map((edits) => ({
    edits,
    cost: 1 + edits.length,
  }));
  return [...sizes, ...inside];
};
